"""A build that cannot succeed says why, in one clean list, and costs nothing that was there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.language.problems import Place, Problem
from generator.language.wording import Wording
from tests.site_support import Project
from tests.support import contents

BREAKAGES = {
    "主题: 图书漂流\n    任务名称: 探索": "主题: 图书漂留\n    任务名称: 探索",
    "序号: 22\n": "序号: 21\n",
    "时间节点: 2月20日": "时间节点: 2月30日",
}
SAID = {
    "topic-unknown": "没有登记过主题“图书漂留”。是不是“图书漂流”？",
    "number-repeated": "序号 21 用了不止一次（第一次在第",
    "impossible-date": "“2月30日”不是真有的日子。",
}


def run_build(project: Project) -> subprocess.CompletedProcess[str]:
    """By MkDocs' own command, which shows the warnings that `python -m` keeps quiet about."""
    command = Path(sys.executable).with_name("mkdocs")
    return subprocess.run(
        [command, "build", "--strict"],
        cwd=project.folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def replace_in_table(project: Project, replacements: dict[str, str]) -> None:
    table = project.table_file.read_text(encoding="utf-8")
    for old, new in replacements.items():
        assert table.count(old) == 1
        table = table.replace(old, new)
    project.table_file.write_text(table, encoding="utf-8")


def line_of(project: Project, content: str) -> int:
    lines = project.table_file.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if content in line)


def test_good_build_complains_of_nothing(project: Project) -> None:
    result = run_build(project)
    assert result.returncode == 0
    lines = [line for line in (result.stdout + result.stderr).splitlines() if line]
    assert lines and all(line.startswith("INFO ") for line in lines), lines


def test_broken_table_exits_1_with_the_list_and_leaves_the_site_as_it_was(project: Project) -> None:
    before = contents(project.build().folder)
    replace_in_table(project, BREAKAGES)

    result = run_build(project)

    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    assert "有 3 处要改：" in result.stderr
    places = [re.escape(said) for said in SAID.values()]
    assert all(
        re.search(rf"^data/tasks\.yaml:\d+:\d+: {said}", result.stderr, re.M) for said in places
    )
    wrong_date = line_of(project, "2月30日")
    assert f"data/tasks.yaml:{wrong_date}:11: {SAID['impossible-date']}" in result.stderr
    assert len(before) > 42 and contents(project.folder / "site") == before


def test_syntax_error_exits_1_at_its_line(project: Project) -> None:
    replace_in_table(project, {"序号: 21\n": "序号：21\n"})

    result = run_build(project)

    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    assert f"data/tasks.yaml:{line_of(project, '序号：21')}:" in result.stderr
    assert "全角冒号" in result.stderr
    assert not (project.folder / "site").exists()


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("index.md", "", "1:1: 这个文件与自动生成的页面或下载文件网址相同"),
        ("2031/chushi/README.md", "", "1:1: 这个文件与自动生成的页面或下载文件网址相同"),
        ("guanyu.md", "<b>粗</b>\n", "3:1: 手写页面里不能直接写 HTML（<b>）"),
    ],
)
def test_hand_written_page_is_refused(
    project: Project, file: str, text: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    page = project.folder / "docs" / file
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"# 手写\n\n{text}", encoding="utf-8")

    with pytest.raises(SystemExit) as stop:
        project.build()

    assert stop.value.code == 1
    assert f"docs/{file}:{said}" in caplog.text
    assert not (project.folder / "site").exists()


def test_page_of_the_menu_that_is_not_there(project: Project) -> None:
    (project.folder / "docs" / "guanyu.md").unlink()
    lines = (project.folder / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    place = Place(Path("mkdocs.yml"), lines.index("  - guanyu.md") + 1, 5)
    problem = Problem(place, "nav-without-file", {"value": "guanyu.md"})

    result = run_build(project)

    assert result.returncode == 1
    assert str(Wording().message(problem)) in result.stderr
    assert "WARNING" not in result.stderr


def test_other_theme_is_refused(project: Project) -> None:
    file = project.folder / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("name: work-plan", "name: material"), encoding="utf-8")
    result = run_build(project)
    assert result.returncode == 1
    place = Place.at_offset(Path("mkdocs.yml"), text, text.find("theme"))
    problem = Problem(place, "theme-foreign", {"theme": "work-plan"})
    assert str(Wording().message(problem)) in result.stderr
