"""Test that the plan in force goes into the archive, and that the next one takes its place."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.plan.model import WorkPlan
from generator.table.loading import load_plan
from generator.table.writing import archived
from tests.command import run
from tests.importing.documents import Raw, across, plan_word
from tests.importing.test_updating import DOCUMENT, FIRST, SECOND, THIRD
from tests.support import BASE, ROOT, past_table

SCHEMA = "# yaml-language-server: $schema=tasks.schema.json\n"
ARCHIVE_SCHEMA = "# yaml-language-server: $schema=../tasks.schema.json\n"
OLD = (
    (SCHEMA + BASE)
    .replace("网址: jia-chushi", "网址: jia-chushi, 曾用网址: [jia-ke], 曾用名: [甲科]")
    .replace("简介: 第一类事情。", "简介: 第一类事情。, 别名: [甲类]")
    .replace("处室:\n  - {名称: 甲", "# 照各处的顺序\n处室:\n  - {名称: 甲")
)
TITLE = "2031年示例市测试局任务分解表"
NEXT = [
    ["1", "第二件事", "公布全部测试结果", "甲处室、乙处室", "各处室", "3月20日"],
    ["2", "第一件事", "开展第一次测试", "甲处室", "乙处室、各处室", "全年"],
    ["3", "", "添置三台仪器", "乙处室", "", "9月底前"],
    ["4", "新的一件事", "建立联络员名册", "丙中心", "", "全年"],
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "data" / "tasks.yaml").write_bytes(OLD.encode())
    (tmp_path / "新年.docx").write_bytes(plan_word(NEXT, TITLE))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files() -> dict[str, str]:
    return {
        file.relative_to("data").as_posix(): file.read_bytes().decode()
        for file in sorted(Path("data").rglob("*"))
        if file.is_file()
    }


def plan_now() -> WorkPlan:
    return load_plan(Path("data/tasks.yaml"))


REPORT = """\
2030年的任务表收进 data/archive/2030.yaml，data/tasks.yaml 换成2031年的。
读到 4 项任务：2031年示例市测试局任务分解表（2031年，示例市测试局）。
有 3 项照2030年相似的任务归了主题，请核对：第 1-3 项。
有 2 项像是接着做2030年的任务，已经写上“上年序号”，请核对：第 1 项←第 3 项、第 2 项←第 1 项。
有 1 处请对照文件看一眼：
  表格 1 第 5 行第 4 列：“丙中心”没有登记过，已经登记，网址 bing-zhongxin。请核对名称和网址。
有 1 项的主题是“待定”，定好以前不能发布：第 4 项。
2030年有 1 项没有接着做的：第 2 项。
换好了年。请核对 data/tasks.yaml，再运行 work-plan check 检查。
"""


def test_the_old_plan_is_archived_and_the_next_takes_its_place(project: Path) -> None:
    result = run("new-year", "新年.docx")
    assert (result.exit_code, result.output) == (0, REPORT)
    now = files()
    assert now.keys() == {"tasks.yaml", "archive/2030.yaml"}
    assert now["archive/2030.yaml"] == OLD.replace(SCHEMA, ARCHIVE_SCHEMA)
    assert now["tasks.yaml"].startswith(f"{SCHEMA}标题: {TITLE}\n年份: 2031\n")
    assert "\n# 照各处的顺序\n处室:\n" in now["tasks.yaml"]
    refused = run("check").stderr
    assert refused.startswith("有 1 处要改：\ndata/tasks.yaml:") and "“待定”" in refused

    decided = now["tasks.yaml"].replace("主题: 待定", "主题: 乙主题")
    Path("data/tasks.yaml").write_text(decided, encoding="utf-8")
    assert run("check").output.count("检查通过") == 2
    plan = plan_now()
    assert [task.previous for task in plan.tasks] == [3, 1, None, None]
    assert [task.topic for task in plan.tasks] == ["乙主题", "甲主题", "甲主题", "乙主题"]
    unit = plan.departments_by_name["甲处室"]
    assert (unit.slug, unit.former_slugs, unit.former_names) == (
        "jia-chushi", ("jia-ke",), ("甲科",),
    )  # fmt: skip
    assert plan.topics_by_name["甲主题"].aliases == ("甲类",)

    # A later import of the same document keeps what was confirmed, also what was taken out.
    confirmed = decided.replace("    上年序号: 1\n", "")
    Path("data/tasks.yaml").write_text(confirmed, encoding="utf-8")
    assert "完全一样" in run("import", "新年.docx").output
    assert files()["tasks.yaml"] == confirmed


def test_dry_run_writes_nothing(project: Path) -> None:
    result = run("new-year", "新年.docx", "--dry-run")
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == REPORT.splitlines()[0]
    assert result.output.endswith("这是预演，什么也没有写入。\n")
    assert files() == {"tasks.yaml": OLD}


def test_without_a_document_an_empty_plan_takes_over_the_registers(project: Path) -> None:
    result = run("new-year")
    assert result.exit_code == 0
    assert "新开一张空表：2031年示例市测试局任务分解表。" in result.output
    empty = files()["tasks.yaml"]
    head, registers = OLD.split("主题:\n", 1)
    assert empty == (
        head.replace("2030", "2031") + "主题:\n" + registers.split("任务:\n")[0] + "任务:\n"
    )
    refused = run("check")
    assert refused.exit_code == 1
    assert "表里一项任务也没有，不能发布。请用 work-plan import 导入" in refused.stderr
    assert "year-repeated" not in refused.stderr

    # Both ways lead to the same table, and the empty one is never archived.
    assert run("new-year").exit_code == 1
    assert "2031年的表还是空的" in run("new-year", "新年.docx").stderr
    assert run("import", "新年.docx").exit_code == 0
    by_import = files()
    shutil.rmtree("data/archive")
    Path("data/tasks.yaml").write_bytes(OLD.encode())
    assert run("new-year", "新年.docx").exit_code == 0
    assert files() == by_import


def test_title_and_year_of_an_empty_plan_can_be_given(project: Path) -> None:
    result = run("new-year", "--year", "2033", "--title", "示例表")
    assert result.exit_code == 0 and "2033年不是2030年的下一年" in result.output
    assert "标题: 示例表\n年份: 2033\n发布机构: 示例市测试局\n" in files()["tasks.yaml"]
    plain = OLD.replace("标题: 2030年", "标题: ")
    Path("data/tasks.yaml").write_bytes(plain.encode())
    shutil.rmtree("data/archive")
    refused = run("new-year")
    assert (refused.exit_code, files()) == (1, {"tasks.yaml": plain})
    assert "--title" in refused.stderr


def test_doubtful_candidates_are_shown_but_not_written(project: Path) -> None:
    rows = [FIRST, SECOND, ["3", "第二件事", "测试结果及时上网", *THIRD[3:]]]
    Path("新年.docx").write_bytes(plan_word(rows, TITLE))
    lines = run("new-year", "新年.docx").output.splitlines()
    at = lines.index("另有 1 项拿不准，没有写；是接着做的，请写上“上年序号”：")
    assert lines[at + 1] == "  第 3 项 第二件事 测试结果及时上网 ← 第 3 项 第二件事 公布测试结果"
    assert [task.previous for task in plan_now().tasks] == [1, 2, None]


def test_units_wrapped_in_a_cell_are_read_with_last_years_register(project: Path) -> None:
    old = OLD.replace("乙处室", "示例数据中心样园服务团队")
    Path("data/tasks.yaml").write_bytes(old.encode())
    wrapped = "示例数据中心\n样园服务团队"
    rows = [[cell.replace("乙处室", wrapped) for cell in row] for row in DOCUMENT]
    Path("新年.docx").write_bytes(plan_word(rows, TITLE))
    assert run("new-year", "新年.docx").exit_code == 0
    assert list(plan_now().departments_by_name) == ["甲处室", "示例数据中心样园服务团队", "各处室"]


def test_headings_of_the_document_name_topics_first(project: Path) -> None:
    rows: list[list[str | Raw]] = [[across("二、乙主题", 6)], list(NEXT[3])]
    Path("新年.docx").write_bytes(plan_word(rows, TITLE))
    run("new-year", "新年.docx")
    assert [task.topic for task in plan_now().tasks] == ["乙主题"]


def test_notes_of_last_year_are_left_out_and_told(project: Path) -> None:
    Path("data/tasks.yaml").write_bytes((OLD + "    备注: 原表如此。\n").encode())
    output = run("new-year", "新年.docx").output
    assert "第 3 项的备注说的是往年的文件，没有带过来：原表如此。" in output
    assert "原表如此" not in files()["tasks.yaml"]


def test_what_speaks_of_the_old_year_is_listed(project: Path) -> None:
    Path("data/site.yaml").write_text("搜索示例: [第二次]\n", encoding="utf-8")
    Path("docs/guanyu.md").write_text("# 关于\n\n2030年的要点", encoding="utf-8")
    Path("mkdocs.yml").write_text("site_name: 2030年要点\n", encoding="utf-8")
    lines = run("new-year", "新年.docx").output.splitlines()
    at = lines.index("还有 3 处说的像是往年的，请看一看：")
    places = [line.split(": ")[0] for line in lines[at + 1 : at + 4]]
    assert places == ["data/site.yaml:1:8", "docs/guanyu.md:3:1", "mkdocs.yml:1:12"]
    Path("data/site.yaml").unlink()
    text = files()["tasks.yaml"].replace("主题: 待定", "主题: 乙主题")
    Path("data/tasks.yaml").write_text(text, encoding="utf-8")
    checked = run("check")
    assert checked.exit_code == 0
    assert [line.split(": ")[0] for line in checked.output.splitlines()[1:3]] == places[1:]


REFUSED = {
    "the year in force": ("2030年示例市测试局任务分解表", "请改用 work-plan import"),
    "an older year": ("2028年示例市测试局任务分解表", "--into data/archive/2028.yaml"),
    "no year": ("示例市测试局任务分解表", "--year"),
    "another office": ("2031年别样市检验局任务分解表", "--office"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_documents_change_nothing(case: str, project: Path) -> None:
    title, way_on = REFUSED[case]
    Path("新年.docx").write_bytes(plan_word(NEXT, title))
    result = run("new-year", "新年.docx")
    assert (result.exit_code, files()) == (1, {"tasks.yaml": OLD})
    assert way_on in result.stderr


def test_a_plan_with_problems_is_not_archived(project: Path) -> None:
    for wrong in ("主题: 待定", "主题: 丙主题"):
        old = OLD.replace("    主题: 乙主题", f"    {wrong}")
        Path("data/tasks.yaml").write_bytes(old.encode())
        result = run("new-year", "新年.docx")
        assert (result.exit_code, files()) == (1, {"tasks.yaml": old})
        assert "data/tasks.yaml:" in result.stderr
    Path("data/tasks.yaml").unlink()
    assert "找不到这个文件" in run("new-year").stderr


def test_a_missing_document_is_said(project: Path) -> None:
    result = run("new-year", "没有.docx")
    assert (result.exit_code, files()) == (1, {"tasks.yaml": OLD})
    assert result.stderr.startswith("没有.docx: 找不到这个文件。")


@pytest.mark.parametrize("name", ["2030.yaml", "旧.yaml"])
def test_another_table_of_the_year_in_the_archive_is_not_written_over(
    name: str, project: Path
) -> None:
    other = past_table(2030).replace("开展第一次测试", "开展第一回测试")
    Path("data/archive").mkdir()
    Path("data/archive", name).write_text(other, encoding="utf-8")
    before = files()
    result = run("new-year", "新年.docx")
    assert (result.exit_code, files()) == (1, before)
    assert f"data/archive/{name} 里已经有一份2030年的表" in result.stderr


@pytest.mark.parametrize("locked", ["data/archive/2030.yaml", "data/tasks.yaml"])
def test_a_file_that_cannot_be_written_leaves_the_old_plan(
    locked: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def fail(source: Path, target: Path) -> Path:
        if target == (project / locked).resolve():
            raise PermissionError(13, "Permission denied")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", fail)
    result = run("new-year", "新年.docx")
    assert (result.exit_code, files()) == (1, {"tasks.yaml": OLD})
    assert result.output.startswith(f"{locked} 写不进去（Permission denied）")


def test_a_year_that_the_archive_has_is_not_started_again(project: Path) -> None:
    Path("data/archive").mkdir()
    Path("data/archive/2031.yaml").write_text(past_table(2031), encoding="utf-8")
    before = files()
    result = run("new-year", "新年.docx")
    assert (result.exit_code, files()) == (1, before)
    assert "2031年的任务表已经有了" in result.stderr


WRONG_FILES = {
    "2031": ("data/archive/2031.yaml", "不比现行的2030年早"),
    "2030": ("data/archive/2030.yaml", "2030年的任务表已经有了"),
    "2029": ("data/archive/2028.yaml", "请改成 --into data/archive/2029.yaml"),
}


@pytest.mark.parametrize("year", WRONG_FILES)
def test_only_a_past_year_goes_into_its_file_of_the_archive(year: str, project: Path) -> None:
    into, way_on = WRONG_FILES[year]
    Path("旧.docx").write_bytes(plan_word(NEXT, TITLE.replace("2031", year)))
    refused = run("import", "旧.docx", "--into", into)
    assert (refused.exit_code, files()) == (1, {"tasks.yaml": OLD})
    assert way_on in refused.stderr


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (SCHEMA, ARCHIVE_SCHEMA),
        ("\ufeff" + SCHEMA, "\ufeff" + ARCHIVE_SCHEMA),
        (SCHEMA.replace("\n", "\r\n"), ARCHIVE_SCHEMA.replace("\n", "\r\n")),
        (SCHEMA.replace("=", "=./"), ARCHIVE_SCHEMA),
        (ARCHIVE_SCHEMA, ARCHIVE_SCHEMA),
        ("# 编辑：小王\n" + SCHEMA, "# 编辑：小王\n" + SCHEMA),
        ("", ""),
    ],
)
def test_only_the_first_line_of_an_archived_table_differs(line: str, expected: str) -> None:
    rest = BASE + "# $schema=tasks.schema.json\n"
    assert archived((line + rest).encode()).decode() == expected + rest


# Runs the command again and again, each time in a folder of its own and in a process of its own,
# which kills itself before the next line of those that write.
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from generator.cli import main
from generator.importing import new_year
from generator.table import atomic

WRITING = {
    function.__code__
    for function in (new_year.carry_out, atomic.write_atomically, atomic._replace)
}

def run(moment):
    left = moment
    def at_line(frame, event, argument):
        nonlocal left
        left -= event == "line"
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return at_line
    sys.settrace(lambda frame, event, argument: at_line if frame.f_code in WRITING else None)
    main(["new-year", "新年.docx"])

moment = 0
killed = True
while killed:
    moment += 1
    folder = Path(str(moment))
    shutil.copytree("project", folder)
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        run(moment)
    status = os.waitpid(child, 0)[1]
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not killed:
        assert os.waitstatus_to_exitcode(status) == 0
"""


@pytest.mark.soak
def test_killed_at_any_moment_it_leaves_the_old_state_or_the_new(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project / "project"
    made.mkdir()
    for name in ("data", "docs", "新年.docx"):
        shutil.move(project / name, made / name)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=project, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    folders = sorted(project.glob("[0-9]*"), key=lambda folder: int(folder.name))
    *killed, finished = folders
    assert len(killed) >= 20
    monkeypatch.chdir(finished)
    new = files()
    states = []
    for folder in killed:
        monkeypatch.chdir(folder)
        now = {name: text for name, text in files().items() if not Path(name).name.startswith(".")}
        has_archive = now.get("archive/2030.yaml") == new["archive/2030.yaml"]
        assert has_archive or now == {"tasks.yaml": OLD}
        assert now["tasks.yaml"] in (OLD, new["tasks.yaml"])
        states.append("old" if not has_archive else "half" if now["tasks.yaml"] == OLD else "new")
        if states[-1] == "half":  # the old state for all who read it, with a notice
            checked = run("check").output
            assert "换年做到一半停了。请把 work-plan new-year 照原样再运行" in checked
            assert "检查通过：2030年" in checked
        again = run("new-year", "新年.docx")
        assert again.exit_code == (1 if states[-1] == "new" else 0)
        assert files() == new
    assert list(dict.fromkeys(states)) == ["old", "half", "new"]
