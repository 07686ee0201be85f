"""Test that the annexes of other offices are read whole, and can be published as they are."""

from pathlib import Path

import pytest

from generator.importing.heading import Heading
from generator.table.loading import load_plan
from tests.importing.documents import cells, take
from tests.importing.other_offices import EXPECTED, NAMES, NOTES, OFFICES, YEAR


@pytest.mark.parametrize("layout", OFFICES)
def test_annex(layout: str, tmp_path: Path) -> None:
    OFFICES[layout](tmp_path / "annex.docx")
    content = (tmp_path / "annex.docx").read_bytes()
    office = "" if layout != "progress-in-the-table" else NAMES[layout]
    imported = take(tmp_path, content, given=Heading(office=office))
    plan = imported.plan
    assert (plan.year, plan.office) == (YEAR, NAMES[layout])
    tasks = [[task.topic, *row[1:]] for task, row in zip(plan.tasks, cells(imported), strict=True)]
    assert tasks == EXPECTED[layout]
    assert [task.number for task in plan.tasks] == [*range(1, len(tasks) + 1)]
    assert [task.note or "" for task in plan.tasks] == NOTES.get(layout, [""] * len(tasks))
    assert all(topic.slug and topic.summary is None for topic in plan.topics)
    file = tmp_path / "data" / "tasks.yaml"
    file.write_bytes(imported.text.encode())
    assert load_plan(file).tasks == plan.tasks
    assert take(tmp_path, content, into=imported.text).text == imported.text
