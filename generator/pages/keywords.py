"""The keywords of pages: the topics, departments and deadlines that a page is about."""

from __future__ import annotations

from collections.abc import Sequence

from generator.plan import views


def leads(topic: views.TopicView) -> tuple[str, ...]:
    """The topic and the departments that lead its tasks, without duplicates."""
    tasks = (task for item in topic.items for task in item.tasks)
    units = (name for task in tasks for name in task.lead_departments)
    return tuple(dict.fromkeys((topic.topic.name, *units)))


def partners(unit: views.DepartmentView) -> tuple[str, ...]:
    """The department and the others in its tasks, without duplicates."""
    tasks = (*unit.leading, *unit.supporting)
    names = (
        name for task in tasks for name in (*task.lead_departments, *task.supporting_departments)
    )
    return tuple(dict.fromkeys((unit.department.name, *names)))


def deadlines(groups: Sequence[views.DeadlineGroup]) -> tuple[str, ...]:
    """The deadlines that have a day, as written in the table, without duplicates."""
    tasks = (task for group in groups if group.is_dated for task in group.tasks)
    return tuple(dict.fromkeys(task.deadline.wording for task in tasks if task.deadline))
