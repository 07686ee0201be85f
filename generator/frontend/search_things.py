"""What the search knows of topics and departments: [name, address, what it is, ...aliases] each."""

from __future__ import annotations

from collections import Counter

from generator.language.wording import Wording
from generator.plan import addresses
from generator.plan.model import Department, Topic, WorkPlan

Thing = list[str]
"""A topic or department. The address is relative to the site's root."""


def searched_topics(plan: WorkPlan, wording: Wording) -> list[Thing]:
    """The topics of a plan, in its order."""
    counts = Counter(task.topic for task in plan.tasks)

    def thing(topic: Topic) -> Thing:
        about = wording.say("search.topic", tasks=counts[topic.name])
        return [topic.name, addresses.topic(plan.year, topic.slug), about, *topic.aliases]

    return [thing(topic) for topic in plan.topics]


def searched_departments(plan: WorkPlan, wording: Wording) -> list[Thing]:
    """The departments of a plan, in its order."""
    leads = Counter(name for task in plan.tasks for name in task.lead_departments)
    supports = Counter(name for task in plan.tasks for name in task.supporting_departments)

    def thing(unit: Department) -> Thing:
        kind = wording.say("search.collective") if unit.collective else wording.say("search.unit")
        parts = [kind]
        if leads[unit.name]:
            parts.append(wording.say("search.leads", tasks=leads[unit.name]))
        if supports[unit.name]:
            parts.append(wording.say("search.supports", tasks=supports[unit.name]))
        about = wording.say("search.separator").join(parts)
        return [unit.name, addresses.department(plan.year, unit.slug), about, *unit.aliases]

    return [thing(unit) for unit in plan.departments]
