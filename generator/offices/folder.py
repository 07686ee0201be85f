"""The files of an office's folder."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.importing.topic_register import registered_topics
from generator.language import vocabulary as words
from generator.language.wording import Wording
from generator.offices.wheel import Wheel
from generator.pages.rendering import inert
from generator.plan.headings import headings, renamed
from generator.plan.model import PlanHeader, WorkPlan
from generator.table.loading import SETTINGS_FILE, TABLE_FILE
from generator.table.schema import schema_texts
from generator.table.writing import scalar

DATA = "data"
REQUIREMENTS = "requirements.txt"
LOCK = Path(__file__).with_name(REQUIREMENTS)

_FOLDER = Path(__file__).with_name("files")
_TEMPLATES = {
    "mkdocs.yml": "mkdocs.yml.jinja",
    f"{DATA}/{SETTINGS_FILE}": "site.yaml.jinja",
    "docs/guanyu.md": "guanyu.md.jinja",
    "README.md": "README.md.jinja",
    ".gitignore": "gitignore.jinja",
}


def office_files(
    plan: PlanHeader, table: str, remarks: Collection[str], wheel: Wheel, wording: Wording
) -> dict[str, bytes]:
    """All files of a new folder by their paths in it, for an office whose plan has this text.

    `remarks` are the codes of what the import reported of the document.
    """
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters |= {"scalar": scalar, "inert": inert}
    facts = {
        "office": plan.office,
        "year": plan.year,
        "wheel": wheel.name,
        "headings": headings(plan),
        "has_own_notes": words.NOTE in renamed(plan),
        "has_told_notes": "told-as-note" in remarks,
        "is_counted": not {"rows-numbered", "rows-renumbered"}.isdisjoint(remarks),
    }
    texts = {
        path: environment.get_template(template).render(facts)
        for path, template in _TEMPLATES.items()
    }
    texts[f"{DATA}/{TABLE_FILE}"] = table
    return {path: text.encode() for path, text in texts.items()} | program_files(wheel, wording)


def with_one_topic(plan: WorkPlan) -> WorkPlan:
    """A plan with one topic for all tasks whose topic is undecided, so its site is built."""
    tasks = tuple(
        task.model_copy(update={"topic": words.ONLY_TOPIC})
        if task.topic == words.UNDECIDED
        else task
        for task in plan.tasks
    )
    topics = registered_topics(tasks, plan.topics)
    return WorkPlan(**{**dict(plan), "topics": topics, "tasks": tasks})


def program_files(wheel: Wheel, wording: Wording) -> dict[str, bytes]:
    """The files in the folder that belong to the program: it, its lock and the schemas."""
    lines = [wheel.requirement, LOCK.read_text(encoding="utf-8")]
    return {
        wheel.name: wheel.content,
        REQUIREMENTS: "\n".join(lines).encode(),
        **{f"{DATA}/{name}": text.encode() for name, text in schema_texts(wording).items()},
    }
