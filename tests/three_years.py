"""Three years of a made-up office: names, addresses and tasks change as they do in a real one.

Over the years two topics become one and get another name, two departments are united, a slug is
changed, a task is withdrawn, one is continued by two, and one is reworded.
"""

from pathlib import Path

from generator.plan.model import WorkPlan
from generator.table.loading import parse_plan
from tests.site_support import BuiltSite, Project, copy_project
from tests.support import ROOT

YEARS = (2031, 2032, 2033)
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} | a | b | **粗**"
"""In the text of a task of 2032; in that of 2033 some of it has changed."""


def table(year: int) -> str:
    return (ROOT / f"tests/years/{year}.yaml").read_text(encoding="utf-8")


def plan(year: int) -> WorkPlan:
    return parse_plan(Path(f"{year}.yaml"), table(year).encode())


def write_years(data: Path) -> None:
    """The newest plan is in force, the others are in the archive."""
    archive = data / "archive"
    archive.mkdir(parents=True)
    *past, now = YEARS
    for year in past:
        (archive / f"{year}.yaml").write_text(table(year), encoding="utf-8")
    (data / "tasks.yaml").write_text(table(now), encoding="utf-8")


def three_years_project(folder: Path) -> Project:
    project = copy_project(folder)
    write_years(project.folder / "data")
    project.write_data("site.yaml", {})
    return project


def build_three_years(folder: Path) -> BuiltSite:
    return three_years_project(folder).build()
