"""A made-up column, added by the recipe in CONTRIBUTING.md, reaches every place where columns are.

The recipe is carried out on a copy of the generator.
"""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.building.preview_support import copy_everything, own_environment
from tests.site_support import BuiltSite, find, find_all, serve, text, words
from tests.support import ROOT

pytestmark = pytest.mark.soak

HEADING, KEY, VALUE = "佐证", "proof", "城南样册第三卷"
RECIPE = {
    "generator/language/vocabulary.py": ('NOTE = "备注"\n', 'PROOF = "佐证"\n'),
    "generator/plan/model.py": (
        "    note: Text | None = Field(alias=words.NOTE, default=None)\n",
        "    proof: Text | None = Field(alias=words.PROOF, default=None)\n",
    ),
    "generator/plan/columns.py": (
        "        is_prose=True,\n        is_labelled=True,\n    ),\n",
        '    Column("proof", words.PROOF, Kind.TEXT, width=16, rank=3,\n'
        "           documents=InDocuments.OPTIONAL, is_prose=True, is_labelled=True),\n",
    ),
    "generator/language/wording.yaml": (
        "  备注: 编辑的说明，会和任务一起公布\n",
        "  佐证: 做到了的证明\n",
    ),
}
DESCRIPTION = ("    url:\n", "    proof:\n      zh: 做到了的证明\n      en: A proof.\n")
"""The second addition to wording.yaml, in front of the address."""


def add_column(folder: Path, without: str = "") -> None:
    for name, (after, addition) in RECIPE.items():
        if name != without:
            insert(folder / name, after, after + addition)
    if without != "generator/language/wording.yaml":
        before, addition = DESCRIPTION
        insert(folder / "generator/language/wording.yaml", before, addition + before)


def insert(file: Path, old: str, new: str) -> None:
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), encoding="utf-8", newline="\n")


def run(folder: Path, *arguments: str) -> str:
    """Run a module of the copy's Python; its output."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", *arguments],
        cwd=folder,
        env=own_environment(folder) | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def work_plan(folder: Path, *arguments: str) -> str:
    (folder / "command.py").write_text("from generator.cli import main\nmain()\n", encoding="utf-8")
    return run(folder, "command", *arguments)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the column, and a value of it in the first task."""
    folder = copy_everything(tmp_path_factory.mktemp("office"))
    add_column(folder)
    first = "    任务内容: "
    insert(folder / "data" / "tasks.yaml", first, f"    {HEADING}: {VALUE}\n{first}")
    return folder


@pytest.fixture(scope="module")
def built(office: Path) -> BuiltSite:
    run(office, "mkdocs", "build", "--strict")
    return BuiltSite(office / "site")


@pytest.fixture(scope="module")
def year(built: BuiltSite) -> str:
    (folder,) = (one for one in built.folder.glob("[0-9]*") if one.is_dir())
    return folder.name


def test_pages(built: BuiltSite, year: str) -> None:
    notes = {}
    for address, page in built.pages.items():
        found = [one for one in find_all(page, "p", class_="wp-note") if VALUE in text(one)]
        notes[address] = [words(one) for one in found]
    assert notes[f"{year}/"] == [f"{HEADING} {VALUE}"]
    others = [address for address, found in notes.items() if found]
    assert any(re.fullmatch(rf"{year}/[a-z-]+/", address) for address in others)
    assert any("/chushi/" in address for address in others)
    described = find(built.pages[f"data/{year}/"], "table", class_="wp-columns")
    assert f"{HEADING}{KEY}做到了的证明文字" in text(described).replace("\n", "")


@pytest.mark.browser
def test_search(built: BuiltSite, browser: Browser) -> None:
    with serve(built) as url, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}?q={VALUE[:4]}")
        hit = page.locator(".wp-hit")
        expect(hit).to_have_count(1)
        expect(hit).to_contain_text(f"{HEADING} {VALUE}")
        expect(hit.locator("mark")).to_have_text(VALUE[:4])


def test_downloads_and_what_describes_them(built: BuiltSite, year: str) -> None:
    folder = built.folder / "data" / year
    rows = list(csv.DictReader(io.StringIO((folder / "tasks.csv").read_text("utf-8-sig"))))
    assert rows[0][HEADING] == VALUE and not rows[1][HEADING]

    header, first, *_ = load_workbook(folder / "tasks.xlsx")["tasks"].iter_rows(values_only=True)
    assert dict(zip(header, first, strict=True))[HEADING] == VALUE

    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    assert tasks[0][KEY] == VALUE and tasks[1][KEY] is None
    schema = json.loads((folder / "tasks.schema.json").read_text(encoding="utf-8"))
    described = schema["properties"]["tasks"]["items"]["properties"][KEY]
    assert (described["title"], described["description"]) == (HEADING, "做到了的证明 / A proof.")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = [one["schema"]["fields"] for one in package["resources"] if "schema" in one]
    assert len(tables) == 2
    assert all(HEADING in [field["name"] for field in fields] for fields in tables)


def test_calendar_names_it(office: Path, year: str) -> None:
    """A task with a date has the column in the text of its event."""
    folder = office / "dated"
    shutil.copytree(office, folder, ignore=shutil.ignore_patterns("site", "dated"))
    insert(folder / "data/tasks.yaml", f"    {HEADING}: {VALUE}\n", "")
    dated = re.search(r"    时间节点: \d+月", (folder / "data/tasks.yaml").read_text("utf-8"))
    assert dated
    insert(folder / "data/tasks.yaml", dated[0], f"    {HEADING}: {VALUE}\n{dated[0]}")
    work_plan(folder, "pages", "out")
    calendar = (folder / "out" / "data" / year / "tasks.ics").read_text(encoding="utf-8")
    assert f"{HEADING}：{VALUE}" in calendar.replace("\r\n ", "")


def test_export_and_import(office: Path, tmp_path: Path) -> None:
    table = (office / "data" / "tasks.yaml").read_text(encoding="utf-8")
    for ending in ("docx", "csv"):
        document, changed = tmp_path / f"annex.{ending}", tmp_path / f"{ending}.yaml"
        work_plan(office, "export", str(document))
        changed.write_text(table.replace(VALUE, "另一册"), encoding="utf-8", newline="\n")
        said = work_plan(office, "import", str(document), "--into", str(changed))
        assert HEADING in said and "另一册" in said and VALUE in said
        assert changed.read_text(encoding="utf-8").count(f"{HEADING}: {VALUE}\n") == 1


def test_import_of_a_document_without_it_keeps_it(office: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.csv"
    work_plan(office, "export", str(tmp_path / "all.csv"))
    rows = list(csv.reader(io.StringIO((tmp_path / "all.csv").read_text("utf-8-sig"))))
    at = rows[0].index(HEADING)
    with plain.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([*row[:at], *row[at + 1 :]] for row in rows)
    into = tmp_path / "tasks.yaml"
    shutil.copy(office / "data" / "tasks.yaml", into)

    work_plan(office, "import", str(plain), "--into", str(into))

    assert f"{HEADING}: {VALUE}\n" in into.read_text(encoding="utf-8")


def test_changes_name_it(office: Path, tmp_path: Path) -> None:
    """Push and import report the columns of this comparison."""
    script = tmp_path / "changes.py"
    script.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "from generator.plan.changes import compare_plans\n"
        "from generator.table.loading import load_plan\n"
        "changes = compare_plans(*map(load_plan, map(Path, sys.argv[1:])))\n"
        "for pair in changes.reworded:\n"
        "    print(pair.after.number, *(column.heading for column in pair.changed_columns))\n",
        encoding="utf-8",
    )
    before, after = office / "data" / "tasks.yaml", tmp_path / "after.yaml"
    after.write_text(before.read_text(encoding="utf-8").replace(VALUE, "另一册"), encoding="utf-8")
    environment = own_environment(office) | {"PYTHONPATH": os.pathsep.join([str(office), "."])}
    said = subprocess.run(
        [sys.executable, "-X", "utf8", str(script), str(before), str(after)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert said.split()[1:] == [HEADING]


@pytest.mark.parametrize("place", RECIPE)
def test_forgotten_place_fails_a_test_that_says_which(place: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "generator", tmp_path / "generator")
    (tmp_path / "tests" / "plan").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "plan" / "test_columns.py", tmp_path / "tests" / "plan")
    add_column(tmp_path, without=place)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=tmp_path,
        env=own_environment(tmp_path),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode
    module = place.removesuffix(".py").replace("/", ".")
    assert f"{place} lacks" in done.stdout or f"'{module}' has no attribute" in done.stdout
