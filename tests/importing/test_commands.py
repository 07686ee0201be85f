"""Test the commands `import` and `export`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.downloads.annex import WRITERS
from generator.importing.existing import read_existing
from generator.language.problems import PlanError
from generator.table.loading import load_plan
from tests.command import run, table_now
from tests.importing.documents import HEADER, TITLE, excel, plan_word, table, word
from tests.importing.test_updating import DOCUMENT, FIRST, SECOND, THIRD, TITLE_2030
from tests.support import BASE, ROOT, past_table


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "data" / "tasks.yaml").write_text(BASE, encoding="utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


CHANGED = [
    ["1", "第一件事", "开展第一次测试", "甲处室", "乙处室、各处室", "全年"],
    ["2", "新的一件事", "建立联络员名册", "丙中心", "", "入冬前"],
    ["3", "第二件事", "公布测试结果", "甲处室、乙处室", "", "2月20日"],
]

CHANGES = """\
读到 3 项任务：2030年示例市测试局任务分解表（2030年，示例市测试局）。
与 data/tasks.yaml 相比：沿用 2 项（其中改动 1 项、改号 0 项），新增 1 项，去掉 1 项。
新增 第 2 项 新的一件事：建立联络员名册
去掉 第 2 项 第一件事：开展第二次测试
改动 第 3 项 协助处室：各处室 → （无）
有 2 处请对照文件看一眼：
  表格 1 第 3 行第 6 列：没有读懂时间节点“入冬前”，照原样收下。请核对；写法见 work-plan deadlines。
  表格 1 第 3 行第 4 列：“丙中心”没有登记过，已经登记，网址 bing-zhongxin。请核对名称和网址。
有 1 项的主题是“待定”，定好以前不能发布：第 2 项。
"""


def test_import_says_what_changes_and_writes(project: Path) -> None:
    Path("计划.docx").write_bytes(plan_word(CHANGED, TITLE_2030))
    result = run("import", "计划.docx")
    assert result.exit_code == 0
    assert result.output == CHANGES + "写好了 data/tasks.yaml。请运行 work-plan check 检查。\n"
    assert "    主题: 待定\n    任务名称: 新的一件事\n" in table_now()
    checked = run("check")
    assert checked.exit_code == 1
    assert checked.stderr.splitlines()[1:] == [
        "data/tasks.yaml:21:9: 第 2 项的主题还是“待定”，不能发布。"
        "请换成登记过的主题：甲主题、乙主题。"
    ]


def test_dry_run_writes_nothing(project: Path) -> None:
    Path("计划.docx").write_bytes(plan_word(CHANGED, TITLE_2030))
    result = run("import", "计划.docx", "--dry-run")
    assert result.exit_code == 0
    assert result.output == CHANGES + "这是预演，什么也没有写入。\n"
    assert table_now() == BASE


def test_moves_and_a_new_title_are_reported(project: Path) -> None:
    rows = [["1", "新的一件事", "建立联络员名册", "甲处室", "", "全年"],
            ["2", *FIRST[1:]], ["3", *SECOND[1:]], ["4", *THIRD[1:]]]  # fmt: skip
    Path("计划.docx").write_bytes(plan_word(rows, "2030年示例市测试局工作要点"))
    lines = run("import", "计划.docx").output.splitlines()
    assert "标题：2030年示例市测试局任务分解表 → 2030年示例市测试局工作要点" in lines
    assert [line for line in lines if line.startswith("改号")] == [
        "改号 第 1 项 → 第 2 项 第一件事",
        "改号 第 2 项 → 第 3 项 第一件事",
        "改号 第 3 项 → 第 4 项 第二件事",
    ]


def test_entries_that_leave_the_registers_are_reported(project: Path) -> None:
    """With the addresses that were published, or in another year with what keeps them together."""
    former = BASE.replace("网址: ge-chushi", "网址: ge-chushi, 曾用网址: [ge-ke]")
    rows = [[*FIRST[:4], "", "全年"], SECOND]
    Path("data/tasks.yaml").write_text(former, encoding="utf-8")
    Path("计划.docx").write_bytes(plan_word(rows, TITLE_2030))
    lines = run("import", "计划.docx").output.splitlines()
    at = lines.index("不再出现，已从“处室”的登记里去掉：各处室。")
    way_on = "  公布过的，请把网址（{}）写进接手的那一行的“曾用网址”，不然推送会被拒绝。"
    assert lines[at + 1 : at + 4] == [
        way_on.format("ge-chushi、ge-ke"),
        "不再出现，已从“主题”的登记里去掉：乙主题。",
        way_on.format("yi-zhuti"),
    ]

    Path("data/tasks.yaml").write_text(BASE, encoding="utf-8")
    Path("计划.docx").write_bytes(plan_word(rows, TITLE_2030.replace("2030", "2031")))
    output = run("new-year", "计划.docx").output
    assert "不再出现" in output and "曾用名" in output and "曾用网址" not in output


def test_same_document_says_so(project: Path) -> None:
    Path("计划.docx").write_bytes(plan_word(DOCUMENT, TITLE_2030))
    assert "与 data/tasks.yaml 里的任务完全一样。\n" in run("import", "计划.docx").output
    assert table_now() == BASE


def test_new_table(project: Path) -> None:
    Path("新年.docx").write_bytes(plan_word())
    result = run("import", "新年.docx", "--into", "新表.yaml")
    assert result.exit_code == 0
    assert result.output.splitlines()[:3] == [
        f"读到 3 项任务：{TITLE}（2031年，示例市测试局）。",
        "新表.yaml 还没有，新建一张表。登记了 4 个处室，名称和网址请逐个核对：",
        "  甲处室  jia-chushi",
    ]
    assert "有 3 项的主题是“待定”，定好以前不能发布：第 1-3 项。\n" in result.output
    assert Path("新表.yaml").read_text(encoding="utf-8").startswith("# yaml-language-server")
    assert table_now() == BASE


def test_an_older_year_goes_into_the_archive(project: Path) -> None:
    Path("旧.docx").write_bytes(
        plan_word([[*FIRST[:4], "丙中心", "全年"], *DOCUMENT[1:]], "2029年示例市测试局任务分解表")
    )
    refused = run("import", "旧.docx")
    assert refused.exit_code == 1
    assert "请加上 --into data/archive/2029.yaml。" in refused.stderr
    result = run("import", "旧.docx", "--into", "data/archive/2029.yaml")
    assert result.exit_code == 0
    assert table_now() == BASE
    text = Path("data/archive/2029.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../tasks.schema.json\n")
    plan = load_plan(Path("data/archive/2029.yaml"))
    assert [task.topic for task in plan.tasks] == ["甲主题", "甲主题", "乙主题"]
    assert [task.previous for task in plan.tasks] == [None] * 3
    assert [unit.slug for unit in plan.departments] == [
        "jia-chushi", "yi-chushi", "ge-chushi", "bing-zhongxin",
    ]  # fmt: skip
    assert "“丙中心”没有登记过" in result.output and "“甲处室”" not in result.output
    assert run("check").exit_code == 0


def test_a_new_task_is_compared_with_the_year_before(project: Path) -> None:
    Path("data/archive").mkdir()
    past = past_table(2029).replace("公布测试结果", "建立联络员名册并公布")
    Path("data/archive/2029.yaml").write_text(past, encoding="utf-8")
    new = ["4", "第二件事", "建立联络员名册并公布", "甲处室", "", "全年"]
    Path("计划.docx").write_bytes(plan_word([*DOCUMENT, new], TITLE_2030))
    lines = run("import", "计划.docx").output.splitlines()
    told = "有 1 项像是接着做2029年的任务，已经写上“上年序号”，请核对：第 4 项←第 3 项。"
    assert told in lines
    plan = load_plan(Path("data/tasks.yaml"))
    assert [task.previous for task in plan.tasks] == [None, None, None, 3]
    assert run("check").exit_code == 0
    assert "完全一样" in run("import", "计划.docx").output


def test_what_the_document_lacks_is_asked_for_and_given(project: Path) -> None:
    Path("a.docx").write_bytes(word(table(HEADER, *DOCUMENT)))
    command = ["import", "a.docx", "--into", "b.yaml"]
    for option, value, asked in (
        ("--year", "2031", "标题里没有年份。"),
        ("--title", "示例表", "表格上方没有标题，不知道这张表叫什么。"),
        ("--office", "示例市测试局", "从标题“示例表”里看不出是哪个机构印发的。"),
    ):
        result = run(*command)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"a.docx: {asked}")
        assert option in result.stderr
        command += [option, value]
    assert run(*command).exit_code == 0
    assert not Path("b.yaml").read_text(encoding="utf-8").count("null")


@pytest.mark.parametrize("year", [1900, 9999])
def test_import_takes_every_year_that_a_table_takes(project: Path, year: int) -> None:
    Path("计划.docx").write_bytes(plan_word())
    result = run("import", "计划.docx", "--into", "新表.yaml", "--year", str(year))
    assert result.exit_code == 0
    assert f"年份: {year}\n" in Path("新表.yaml").read_text(encoding="utf-8")
    assert read_existing(Path("新表.yaml")).plan.year == year


@pytest.mark.parametrize("year", [1899, 10000])
def test_import_takes_no_year_that_a_table_refuses(project: Path, year: int) -> None:
    Path("计划.docx").write_bytes(plan_word())
    result = run("import", "计划.docx", "--year", str(year))
    assert result.exit_code == 2
    assert "“--year”要写一个 1900 到 9999 的整数。" in result.stderr
    Path("data/tasks.yaml").write_text(
        BASE.replace("年份: 2030", f"年份: {year}"), encoding="utf-8"
    )
    with pytest.raises(PlanError):
        read_existing(Path("data/tasks.yaml"))


def test_refusal_and_broken_table_exit_with_1(project: Path) -> None:
    assert run("import", "没有.docx").exit_code == 1
    assert run("import", "没有.docx").stderr.splitlines() == [
        "没有.docx: 找不到这个文件。请确认文件名和所在的文件夹；"
        "文件名里有空格的，请放进一对英文双引号里。",
        "什么也没有写入。改好以后再导入一次。",
    ]
    Path("计划.docx").write_bytes(plan_word())
    broken = BASE.replace("年份: 2030", "年份：2030")
    Path("data/tasks.yaml").write_text(broken, encoding="utf-8")
    result = run("import", "计划.docx")
    assert result.exit_code == 1
    assert "data/tasks.yaml:2:3: 这里用了全角冒号" in result.stderr
    assert run("export", "a.docx").exit_code == 1
    assert table_now() == broken


def test_unwritable_table_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("计划.docx").write_bytes(plan_word(CHANGED, TITLE_2030))

    def fail(source: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", fail)
    result = run("import", "计划.docx")
    assert result.exit_code == 1
    assert "data/tasks.yaml 写不进去（Permission denied）。" in result.stderr
    assert table_now() == BASE


@pytest.mark.parametrize("ending", WRITERS)
def test_export_and_import(project: Path, ending: str) -> None:
    result = run("export", f"附件{ending}")
    assert result.output == f"写好了 附件{ending}，3 项任务。\n"
    assert "完全一样" in run("import", f"附件{ending}").output
    assert table_now() == BASE


def test_export_of_another_table(project: Path) -> None:
    Path("data/tasks.yaml").rename("表.yaml")
    assert run("export", "附件.CSV", "--from", "表.yaml").exit_code == 0
    assert Path("附件.CSV").read_bytes().startswith("\ufeff序号,任务名称".encode())


def test_export_writes_over_nothing_and_knows_three_kinds(project: Path) -> None:
    Path("附件.docx").write_bytes(b"mine")
    result = run("export", "附件.docx")
    assert (result.exit_code, Path("附件.docx").read_bytes()) == (1, b"mine")
    assert "附件.docx 已经有了。" in result.stderr
    assert run("export", "附件.pdf").exit_code == 1
    assert not Path("附件.pdf").exists()
    result = run("export", f"{'长' * 120}.docx")
    assert result.exit_code == 1 and "太长了，电脑存不下这样的名字。" in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "cp936", "latin-1"])
def test_no_console_breaks_a_report(project: Path, encoding: str) -> None:
    rows = [[*FIRST[:2], "邀请𠮷先生\u00a0开展🎈", *FIRST[3:]], SECOND, THIRD]
    Path("a.xlsx").write_bytes(excel([[TITLE_2030], HEADER, *rows]))
    command = [sys.executable, "-c", "from generator.cli import main; main()", "import", "a.xlsx"]
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert ("🎈" in done.stdout.decode(encoding)) == (encoding == "utf-8")
    assert load_plan(Path("data/tasks.yaml")).tasks[0].content == "邀请𠮷先生\u00a0开展🎈"


LAZY = """
import sys
import generator.building.plugin
print([name for name in ("docx", "openpyxl", "lxml") if name in sys.modules])
"""


def test_a_build_does_not_pay_for_the_libraries_of_documents() -> None:
    done = subprocess.run([sys.executable, "-c", LAZY], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_import_makes_the_folders_it_needs(project: Path) -> None:
    Path("计划.docx").write_bytes(plan_word())
    result = run("import", "计划.docx", "--into", "新单位/资料/tasks.yaml")
    assert result.exit_code == 0
    assert read_existing(Path("新单位/资料/tasks.yaml")).plan.title == TITLE
    result = run("import", "计划.docx", "--into", "计划.docx/data/tasks.yaml")
    assert result.exit_code == 1
    assert "计划.docx/data" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["import", "计划.docx", "--into", f"data/{'长' * 120}.yaml"],
        ["import", "计划.docx", "--into", f"{'长' * 120}/tasks.yaml"],
        ["export", f"{'长' * 120}.docx"],
        ["pages", "长" * 120],
        ["check", "--data", "长" * 120],
    ],
)
def test_name_that_is_too_long_ends_in_a_sentence(command: list[str], project: Path) -> None:
    Path("计划.docx").write_bytes(plan_word())
    result = run(*command)
    assert result.exit_code == 1
    assert "太长了，电脑存不下这样的名字。请换一个短的，不超过 80 个汉字。" in result.stderr
