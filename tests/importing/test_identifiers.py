"""Test that imports keep and propose identifiers, and that a command writes them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.plan.model import Task
from generator.table.loading import load_plan
from tests.importing.documents import plan_word
from tests.importing.test_updating import DOCUMENT, FIRST, SECOND, THIRD, TITLE_2030
from tests.support import BASE
from tests.table.test_history import git

TABLE = Path("data/tasks.yaml")
NUMBERS = ("1", "2", "3")
WITH = BASE
for _number in NUMBERS:
    WITH = WITH.replace(
        f"  - 序号: {_number}\n", f"  - 序号: {_number}\n    编号: 2030-{_number}\n"
    )


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    write(BASE)


def write(text: str) -> None:
    TABLE.write_text(text, encoding="utf-8", newline="")


def now() -> str:
    return TABLE.read_bytes().decode()


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output + result.stderr
    return result


def identifiers(file: Path = TABLE) -> dict[int, str | None]:
    return {task.number: task.identifier for task in load_plan(file).tasks}


def test_command_writes_them_and_nothing_else() -> None:
    said = run("identifiers", "--dry-run").output
    assert said.splitlines() == [
        "有 3 项写上了编号：第 1 项到第 3 项 2030-1 到 2030-3。",
        "这是预演，什么也没有写入。",
    ]
    assert now() == BASE
    run("identifiers")
    assert now() == WITH
    assert "没有要写的" in run("identifiers").output
    assert now() == WITH


def in_braces(text: str) -> str:
    start = text.index("  - 序号: 1")
    end = text.index("  - 序号: 2")
    row = [line.strip(" -") for line in text[start:end].splitlines()]
    return f"{text[:start]}  - {{{', '.join(row)}}}\n{text[end:]}"


FORMS: dict[str, tuple[Callable[[str], str], tuple[str, str]]] = {
    "Windows": (lambda text: text.replace("\n", "\r\n"), ("\r\n    编号: 2030-1\r\n", "\r\n")),
    "byte order mark": (lambda text: "\ufeff" + text, ("    编号: 2030-1\n", "")),
    "braces": (in_braces, ("编号: 2030-1, ", "")),
    "comments": (
        lambda text: text.replace("任务:\n", "任务:\n# 第一项\n"),
        ("    编号: 2030-1\n", ""),
    ),
    "number below another key": (
        lambda text: text.replace(
            "  - 序号: 1\n    主题: 甲主题\n", "  - 主题: 甲主题\n    序号: '1'\n"
        ),
        ("    编号: 2030-1\n", ""),
    ),
    "empty": (
        lambda text: text.replace("  - 序号: 1\n", "  - 序号: 1\n    编号: ~\n"),
        ("编号: 2030-1", "编号: ~"),
    ),
}


@pytest.mark.parametrize("kind", FORMS)
def test_every_form_of_a_row_keeps_its_bytes(kind: str) -> None:
    change, (added, former) = FORMS[kind]
    write(change(BASE))
    run("identifiers")
    assert identifiers() == {1: "2030-1", 2: "2030-2", 3: "2030-3"}
    end = "\r\n" if kind == "Windows" else "\n"
    rest = now().replace(f"    编号: 2030-2{end}", "").replace(f"    编号: 2030-3{end}", "")
    assert rest.replace(added, former, 1) == change(BASE)


def test_a_row_in_an_unusual_form_is_refused() -> None:
    unusual = BASE.replace("  - 序号: 2\n", "  - 序号: 2\n    ? 编号\n")
    write(unusual)
    result = CliRunner().invoke(main, ["identifiers"])
    line = unusual.splitlines().index("  - 序号: 2") + 1
    assert (result.exit_code, result.stdout) == (1, "")
    assert (
        f"data/tasks.yaml:{line}:5: 这一项的写法特殊，程序没有把握写上“编号”，什么也没有写入。"
        in result.stderr
    )
    assert now() == unusual


def test_rows_that_have_one_keep_it_and_the_others_get_free_ones() -> None:
    write(BASE.replace("  - 序号: 2\n", "  - 序号: 2\n    编号: 2030-1\n"))
    run("identifiers")
    assert identifiers() == {1: "2030-4", 2: "2030-1", 3: "2030-3"}


def test_identifier_of_a_row_that_is_gone_is_not_given_again() -> None:
    """Git knows which there were."""
    git(Path(), "init", "--quiet", "--initial-branch=main")
    start, end = WITH.index("  - 序号: 2"), WITH.index("  - 序号: 3")
    for text in (WITH, WITH[:start] + WITH[end:]):
        write(text)
        git(Path(), "add", ".")
        git(Path(), "commit", "--quiet", "--message", "改")
    write(WITH.replace("    编号: 2030-2\n", "").replace("开展第二次测试", "编一本手册"))
    run("identifiers")
    assert identifiers() == {1: "2030-1", 2: "2030-4", 3: "2030-3"}

    write(WITH[:start] + WITH[end:])
    new = ["2", "新的一件事", "建立联络员名册", "甲处室", "", "全年"]
    Path("计划.docx").write_bytes(plan_word([FIRST, new, THIRD], TITLE_2030))
    assert "第 2 项 2030-4" in run("import", "计划.docx").output


def test_import_keeps_them_and_proposes_those_of_new_rows() -> None:
    """A new row gets none that a task of the old table had, also one that is gone now."""
    write(WITH)
    new = ["1", "新的一件事", "建立联络员名册", "甲处室", "", "全年"]
    Path("计划.docx").write_bytes(
        plan_word([new, ["2", *FIRST[1:]], ["3", *THIRD[1:]]], TITLE_2030)
    )
    said = run("import", "计划.docx").output
    assert "有 1 项写上了编号：第 1 项 2030-4。" in said
    found = {task.number: (task.name, task.identifier) for task in load_draft()}
    assert found == {
        1: ("新的一件事", "2030-4"),
        2: ("第一件事", "2030-1"),
        3: ("第二件事", "2030-3"),
    }


def load_draft() -> tuple[Task, ...]:
    write(now().replace("主题: 待定", "主题: 甲主题"))
    return load_plan(TABLE).tasks


def test_import_into_a_table_without_them_writes_none() -> None:
    Path("计划.docx").write_bytes(plan_word([*DOCUMENT, ["4", *SECOND[1:]]], TITLE_2030))
    assert "编号" not in run("import", "计划.docx").output + now()


def test_new_year_goes_on_with_them() -> None:
    write(WITH)
    Path("计划.docx").write_bytes(plan_word(DOCUMENT, TITLE_2030.replace("2030", "2031")))
    assert "第 1 项到第 3 项 2031-1 到 2031-3" in run("new-year", "计划.docx").output
    assert identifiers() == {1: "2031-1", 2: "2031-2", 3: "2031-3"}
    assert identifiers(TABLE.parent / "archive" / "2030.yaml")[1] == "2030-1"


def test_new_year_without_a_document_goes_on_with_them_at_the_import() -> None:
    write(WITH)
    run("new-year")
    Path("计划.docx").write_bytes(plan_word(DOCUMENT, TITLE_2030.replace("2030", "2031")))
    run("import", "计划.docx")
    assert identifiers() == {1: "2031-1", 2: "2031-2", 3: "2031-3"}


def test_new_year_after_a_plan_without_them_has_none() -> None:
    Path("计划.docx").write_bytes(plan_word(DOCUMENT, TITLE_2030.replace("2030", "2031")))
    assert "编号" not in run("new-year", "计划.docx").output
    assert set(identifiers().values()) == {None}
