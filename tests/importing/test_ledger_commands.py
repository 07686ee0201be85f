"""Test the commands `ledger` and `import-ledger`."""

from pathlib import Path

import pytest

from generator.downloads.ledger import ledger_bytes
from generator.language.wording import Wording
from tests.command import run, table_now
from tests.importing.ledgers import NEW, PLAN, TABLE, THIRD, lay_out, written_out


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay_out(tmp_path, {"a.docx": written_out([*THIRD, *NEW])})
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_ledger_is_written_for_one_department(project: Path) -> None:
    result = run("ledger", "水务科", "-o", "水务科.docx")
    assert result.output == "写好了 水务科.docx，2 项任务。\n"
    assert Path("水务科.docx").read_bytes() == ledger_bytes(PLAN, "水务科", Wording())


def test_ledgers_are_written_for_all_departments_that_lead(project: Path) -> None:
    assert run("ledger", "--all", "台账/六月").output.splitlines() == [
        "在 台账/六月 里写好了 2 份台账：",
        "  园艺科.docx：园艺科，3 项",
        "  水务科.docx：水务科，2 项",
        "没有牵头的任务，不用填台账：各科室。",
    ]
    assert {file.name for file in Path("台账/六月").iterdir()} == {"园艺科.docx", "水务科.docx"}


def test_ledgers_of_another_year(project: Path) -> None:
    Path("data/archive").mkdir()
    Path("data/archive/2020.yaml").write_text(TABLE, encoding="utf-8")
    Path("data/tasks.yaml").write_text(TABLE.replace("2020", "2021"), encoding="utf-8")
    refused = run("import-ledger", "a.docx")
    assert refused.exit_code == 1
    assert "这是2020年的台账，而任务表是2021年的。" in refused.stderr
    archived = "data/archive/2020.yaml"
    assert run("ledger", "园艺科", "-o", "b.docx", "--from", archived).exit_code == 0
    assert run("import-ledger", "a.docx", "b.docx", "--into", archived).exit_code == 0
    assert "2020-10-10" in Path(archived).read_text(encoding="utf-8")
    assert "2020-10-10" not in table_now()


def test_nothing_is_written_over(project: Path) -> None:
    Path("台账").mkdir()
    Path("台账/水务科.docx").write_bytes(b"mine")
    result = run("ledger", "--all", "台账")
    assert (result.exit_code, [file.name for file in Path("台账").iterdir()]) == (
        1,
        ["水务科.docx"],
    )
    assert "台账 里已经有：水务科.docx。" in result.stderr
    result = run("ledger", "水务科", "-o", "台账/水务科.docx")
    assert result.exit_code == 1 and "台账/水务科.docx 已经有了。" in result.stderr
    assert Path("台账/水务科.docx").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "请写明是哪个处室和 -o 文件名"),
        (["园艺科"], "请写明是哪个处室和 -o 文件名"),
        (["园艺科", "-o", "a.docx", "--all", "b"], "请写明是哪个处室和 -o 文件名"),
        (["园艺", "-o", "b.docx"], "没有登记过处室“园艺”。是不是“园艺科”？"),
        (["各科室", "-o", "b.docx"], "“各科室”没有牵头的任务，不用填台账。"),
        (["园艺科", "-o", "b.doc"], "b.doc 的扩展名不认得。请写成 .docx。"),
        (["园艺科", "-o", "没有/b.docx"], "没有/b.docx 写不进去"),
        (["园艺科", "-o", f"{'长' * 120}.docx"], "太长了，电脑存不下这样的名字。"),
        (["--all", "data/tasks.yaml/b"], "data/tasks.yaml/b 写不进去"),
        (["--all", "长" * 120], "太长了，电脑存不下这样的名字。"),
        (["园艺科", "-o", "b.docx", "--from", "没有.yaml"], "没有.yaml:1:1: 找不到这个文件。"),
    ],
)
def test_what_cannot_be_written_is_said(project: Path, arguments: list[str], says: str) -> None:
    result = run("ledger", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert says in result.stderr
    assert not Path("b.docx").exists()


def test_all_ledgers_are_written_or_none(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def fail(source: Path, target: Path) -> None:
        if target.name == "水务科.docx":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(Path, "replace", fail)
    Path("台账").mkdir()
    Path("台账/mine.txt").touch()
    for folder in ("台账", "台账/六月/发出"):
        result = run("ledger", "--all", folder)
        assert (result.exit_code, result.stdout) == (1, "")
        assert f"{folder}/水务科.docx 写不进去（No space left on device）。" in result.stderr
        assert [file.name for file in Path("台账").rglob("*")] == ["mine.txt"]


def test_an_import_says_what_is_new_and_writes(project: Path) -> None:
    report = [
        "a.docx（园艺科）：新的 1 条，表里已经有的 0 条。",
        "  第 3 项 修剪：（无） → 推进中（2020-10-10）",
        "      说明：剪了一半",
        "  没有填的 2 项：第 1-2 项。",
    ]
    result = run("import-ledger", "a.docx", "--dry-run")
    assert result.output.splitlines() == [*report, "这是预演，什么也没有写入。"]
    assert table_now() == TABLE
    result = run("import-ledger", "a.docx")
    assert result.output.splitlines() == [
        *report,
        "写好了 data/tasks.yaml。请运行 work-plan check 检查。",
    ]
    assert run("check").exit_code == 0


def test_the_files_of_an_open_word_are_passed_over(project: Path) -> None:
    Path("~$a.docx").write_bytes(b"x")
    result = run("import-ledger", "~$a.docx", "a.docx", "--dry-run")
    assert result.exit_code == 0
    assert result.output.startswith("~$a.docx 是 Word、WPS 打开文件时留下的，没有读。")


def test_a_refusal_and_a_broken_table_end_with_1(project: Path) -> None:
    result = run("import-ledger", "a.docx", "没有.docx")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0].startswith("没有.docx: 找不到这个文件。")
    Path("data/tasks.yaml").write_text(TABLE.replace("年份: 2020", "年份：2020"), encoding="utf-8")
    result = run("import-ledger", "a.docx")
    assert result.exit_code == 1 and "这里用了全角冒号" in result.stderr


def test_a_task_in_an_unusual_form_is_refused(project: Path) -> None:
    unusual = TABLE.replace("    时间节点: 3月底前\n", "    时间节点: 3月底前\n    ? 落实情况\n")
    Path("data/tasks.yaml").write_text(unusual, encoding="utf-8")
    result = run("import-ledger", "a.docx")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "这一项的写法特殊，程序没有把握写上“落实情况”，什么也没有写入。" in result.stderr
    assert table_now() == unusual


def test_a_table_that_cannot_be_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(source: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", fail)
    result = run("import-ledger", "a.docx")
    assert result.exit_code == 1
    assert "data/tasks.yaml 写不进去（Permission denied）。" in result.stderr
    assert table_now() == TABLE
