"""What the search knows of topics, departments and other years.

Topics and departments are [name, address, what it is, ...aliases and former names] each. For
`years` see `searched_years`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.language.wording import Wording
from generator.plan import addresses
from generator.plan.headings import renamed
from generator.plan.model import Department, Topic, WorkPlan

Thing = list[str]
"""A topic or department. The address is relative to the site's root."""


def searched_topics(plan: WorkPlan, wording: Wording) -> list[Thing]:
    """The topics of a plan, in its order."""
    counts = Counter(task.topic for task in plan.tasks)

    def thing(topic: Topic) -> Thing:
        about = wording.say("search.topic", tasks=counts[topic.name])
        return [
            topic.name,
            addresses.topic(plan.year, topic.slug),
            about,
            *topic.aliases,
            *topic.former_names,
        ]

    return [thing(topic) for topic in plan.topics]


def searched_departments(plan: WorkPlan, wording: Wording) -> list[Thing]:
    """The departments of a plan, in its order."""
    wording = wording.with_names(renamed(plan))
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
        return [
            unit.name,
            addresses.department(plan.year, unit.slug),
            about,
            *unit.aliases,
            *unit.former_names,
        ]

    return [thing(unit) for unit in plan.departments]


def searched_years(years: Sequence[int], wording: Wording) -> dict[str, object]:
    """The plans of other years, and what the browser says of them; empty if there are none.

    `plans` has [name of the year, address of its table of all tasks, address of its index] each.
    In the sentences, the browser fills in {year}, {years} and {tasks}.
    """
    if not years:
        return {}
    year, count, tasks = "{year}", "{years}", "{tasks}"
    return {
        "plans": [
            [
                wording.say("search.years.name", year=one),
                addresses.plan(one),
                addresses.search_index(one)["texts"],
            ]
            for one in years
        ],
        "one": wording.say("search.years.one", year=year, tasks=tasks),
        "found": wording.say("search.years.found", tasks=tasks),
        "none": wording.say("search.years.none", years=count),
        "offer": wording.say("search.years.offer", years=count),
        "more": wording.say("search.years.more", years=count),
        "looking": wording.say("search.years.looking"),
        "failed": wording.say("search.years.failed"),
    }
