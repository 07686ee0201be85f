"""Test `work-plan submit`: what is sent, what is said, and that files stay if it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.submitting import flow
from generator.submitting.server import Pushed, push
from tests.submitting.offices import PAGE, Offices
from tests.support import BASE, rarely
from tests.test_cli import run_for_real

DEADLINE = ("9月底前", "10月底前")
CONTENT = ("开展第二次测试", "开展又一次测试")


def submit(*arguments: str, answers: str = "") -> Result:
    return CliRunner().invoke(main, ["submit", *arguments], input=answers)


def assert_sent(result: Result, offices: Offices) -> None:
    """The server has it, and the clerk's folder is as the server has it."""
    assert result.exit_code == 0, result.output
    mine = offices.mine
    assert mine.read("data/tasks.yaml") == offices.on_server()
    assert mine.changed() == ""
    assert mine.git("rev-parse", "HEAD") == mine.git("ls-remote", "origin", "main").split()[0]


def assert_stopped(result: Result, offices: Offices, *words: str, server: str = BASE) -> None:
    assert result.exit_code == 1, result.output
    assert offices.on_server() == server
    assert [word for word in words if word not in result.output] == [], result.output


def test_change_is_shown_and_sent(offices: Offices) -> None:
    offices.mine.edit(DEADLINE)
    offices.mine.write("docs/常见 问题.md", "# 常见问题\n\n一。\n")
    result = submit("更正时间节点")
    assert_sent(result, offices)
    lines = result.output.splitlines()
    at = lines.index("  第 2 项 时间节点")
    assert lines[at - 1 : at + 3] == [
        "data/tasks.yaml",
        "  第 2 项 时间节点",
        "    原来：  9月底前",
        "    改成：  10月底前",
    ]
    assert "docs/常见 问题.md（新文件）" in lines
    assert lines[-1].startswith("送到了服务器")
    assert offices.on_server() == BASE.replace(*DEADLINE)
    assert offices.on_server("docs/常见 问题.md").startswith("# 常见")
    assert offices.message() == "更正时间节点"
    assert "没有要送的改动" in submit("再来").output


def test_rows_that_come_and_go_are_told(offices: Offices) -> None:
    start = BASE.index("  - 序号: 2")
    second, third = BASE[start:].split("  - 序号: 3")
    row = third.replace("第二件事", "第三件事").replace("2月20日", "年内")
    offices.mine.write("data/tasks.yaml", f"{BASE.replace(second, '')}  - 序号: 4{row}")
    output = submit("增减").output
    assert "  “任务”里加了 4\n" in output and "    任务名称：第三件事\n" in output
    assert "  “任务”里删去了 2\n" in output and "    任务内容：开展第二次测试\n" in output


def test_what_is_no_content_is_not_sent_and_said(offices: Offices) -> None:
    left = ["data/~$tasks.xlsx", "data/.tasks.yaml.swp", "data/导出.xlsx", "表.docx", "x.py"]
    for path in left:
        offices.mine.write(path, "x")
    offices.mine.edit(DEADLINE)
    result = submit("改")
    assert result.exit_code == 0
    assert [path for path in left if f"  {path}\n" not in result.output] == []
    names = offices.mine.git("ls-tree", "-r", "--name-only", "HEAD").splitlines()
    assert names == ["data/tasks.yaml", "docs/guanyu.md", "mkdocs.yml"]
    assert [path for path in left if not Path(path).exists()] == []
    again = submit("再来")
    assert "没有要送的改动" in again.output
    assert [path for path in left if f"  {path}\n" not in again.output] == []


def test_problems_are_listed_as_by_check_and_nothing_is_done(offices: Offices) -> None:
    offices.mine.edit(("年份: 2030", "年份：2030"), ("[乙处室]", "[丁处室]"))
    head = offices.mine.git("rev-parse", "HEAD")
    result = submit("改")
    assert_stopped(result, offices, "有 2 处要改", "data/tasks.yaml:2:3:", "data/tasks.yaml:23:12:")
    assert result.output == CliRunner().invoke(main, ["check"]).output
    assert offices.mine.git("rev-parse", "HEAD") == head


def test_without_a_message_colleagues_changes_are_taken_over(offices: Offices) -> None:
    offices.theirs.edit(("全年", "年内"))
    offices.theirs.push()
    offices.mine.edit(DEADLINE)
    result = submit()
    assert result.exit_code == 0
    assert "  第 2 项 时间节点\n" in result.output and "还没有送" in result.output
    assert offices.mine.read("data/tasks.yaml") == BASE.replace("全年", "年内").replace(*DEADLINE)
    assert offices.on_server() == BASE.replace("全年", "年内")
    assert_sent(submit("现在送"), offices)


def test_nothing_changed_here(offices: Offices) -> None:
    offices.theirs.edit(DEADLINE)
    offices.theirs.write("generator/x.py", "x = 1\n")
    offices.theirs.push()
    result = submit("什么也没改")
    assert "没有要送的改动" in result.output
    assert_sent(result, offices)
    assert offices.mine.read("generator/x.py") == "x = 1\n"


def test_changes_of_both_go_together(offices: Offices) -> None:
    offices.theirs.edit(CONTENT)
    offices.theirs.edit(("第一段", "头一段"), path="docs/guanyu.md")
    offices.theirs.push()
    offices.mine.edit(DEADLINE)
    offices.mine.edit(("第三段", "末一段"), path="docs/guanyu.md")
    assert_sent(submit("改"), offices)
    assert offices.on_server() == BASE.replace(*CONTENT).replace(*DEADLINE)
    page = PAGE.replace("第一", "头一").replace("第三", "末一")
    assert offices.on_server("docs/guanyu.md") == offices.mine.read("docs/guanyu.md") == page


@pytest.mark.parametrize("answer", ["1", *rarely("2")])
def test_same_cell_is_shown_and_chosen(offices: Offices, answer: str) -> None:
    deadline = {"1": "10月底前", "2": "11月底前"}[answer]
    offices.theirs.edit((DEADLINE[0], "11月底前"))
    offices.theirs.push()
    offices.mine.edit(DEADLINE, ("全年", "年内"))
    result = submit("改", answers=f"x\n{answer}\n")
    assert_sent(result, offices)
    assert offices.on_server() == BASE.replace(DEADLINE[0], deadline).replace("全年", "年内")
    shown = "data/tasks.yaml，第 2 项 时间节点\n    原来：  9月底前\n    您改成：  10月底前\n"
    assert f"{shown}    同事改成：  11月底前\n" in result.output
    (copy,) = Path("改动的副本").glob("*/data/tasks.yaml")
    assert "10月底前" in copy.read_text(encoding="utf-8")


def test_leaving_it_sends_nothing_and_loses_nothing(offices: Offices) -> None:
    offices.theirs.edit((DEADLINE[0], "11月底前"))
    offices.theirs.push()
    offices.mine.edit(DEADLINE)
    server = offices.on_server()
    for answers, word in (("3\n", "先不送"), ("", "--take mine")):
        assert_stopped(submit("改", answers=answers), offices, word, server=server)
        assert offices.mine.read("data/tasks.yaml") == BASE.replace(*DEADLINE)
    assert_sent(submit("改", "--take", "mine"), offices)
    assert offices.on_server() == BASE.replace(*DEADLINE)


def test_place_of_a_page_that_both_changed_is_shown_and_chosen(offices: Offices) -> None:
    offices.theirs.edit(("第二段", "他的一段"), path="docs/guanyu.md")
    offices.theirs.push()
    offices.mine.edit(("第二段", "我的一段"), ("第三段", "末一段"), path="docs/guanyu.md")
    result = submit("改", "--take", "theirs")
    shown = result.output.partition("docs/guanyu.md，同一处：\n")[2].splitlines()
    assert shown[:3] == [
        "    原来：  第二段。",
        "    您改成：  我的一段。",
        "    同事改成：  他的一段。",
    ]
    assert_sent(result, offices)
    assert "他的一段" in offices.mine.read("docs/guanyu.md")
    assert "末一段" in offices.mine.read("docs/guanyu.md")
    (copy,) = Path("改动的副本").glob("*/docs/guanyu.md")
    assert "我的一段" in copy.read_text(encoding="utf-8")


@pytest.mark.soak
def test_page_that_one_removed_and_the_other_changed(offices: Offices) -> None:
    offices.theirs.edit(("第二段", "他的一段"), path="docs/guanyu.md")
    offices.theirs.push()
    Path("docs/guanyu.md").unlink()
    assert_sent(submit("删", "--take", "mine"), offices)
    assert "guanyu.md" not in offices.mine.git("ls-tree", "-r", "--name-only", "origin/main")


def test_what_would_be_guessed_is_told_and_left(offices: Offices) -> None:
    row = "  - {{序号: 4, 主题: 乙主题, 任务名称: {}, 任务内容: 丙, 责任处室: [甲处室]}}\n"
    offices.theirs.write("data/tasks.yaml", BASE + row.format("他加的"))
    offices.theirs.push()
    offices.mine.write("data/tasks.yaml", BASE + row.format("我加的"))
    result = submit("加一项")
    words = ("data/tasks.yaml：“任务”里的 4，您和同事都加了", "换一个序号")
    assert_stopped(result, offices, *words, server=BASE + row.format("他加的"))
    assert offices.mine.read("data/tasks.yaml") == BASE + row.format("我加的")


def test_both_are_right_alone_and_wrong_together(offices: Offices) -> None:
    offices.theirs.edit(("[乙处室, 各处室]", "[各处室]"), ("[甲处室, 乙处室]", "[甲处室]"))
    offices.theirs.push()
    server = offices.on_server()
    offices.mine.edit(("责任处室: [乙处室]", "责任处室: [甲处室]"))
    mine = offices.mine.read("data/tasks.yaml")
    result = submit("改")
    assert_stopped(result, offices, "合到一起以后有下面的错", "data/tasks.yaml:9:", server=server)
    assert offices.mine.read("data/tasks.yaml") == mine


def test_colleague_who_pushes_at_the_same_time(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(*arguments: object) -> Pushed:
        monkeypatch.setattr(flow, "push", push)
        offices.theirs.edit(CONTENT)
        offices.theirs.push()
        return push(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(flow, "push", overtaken)
    offices.mine.edit(DEADLINE)
    result = submit("改")
    assert "刚刚有同事先送了" in result.output
    assert_sent(result, offices)
    assert offices.on_server() == BASE.replace(*CONTENT).replace(*DEADLINE)


def test_file_that_is_saved_during_the_push_stays(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saving(*arguments: object) -> Pushed:
        monkeypatch.setattr(flow, "push", push)
        offices.mine.edit(CONTENT)
        return push(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(flow, "push", saving)
    offices.mine.edit(DEADLINE)
    assert "又有文件存了盘" in submit("改").output
    assert offices.mine.read("data/tasks.yaml") == BASE.replace(*DEADLINE).replace(*CONTENT)
    assert_sent(submit("又改"), offices)
    assert offices.on_server() == BASE.replace(*DEADLINE).replace(*CONTENT)


def test_answer_of_the_server_that_is_lost(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*arguments: object) -> Pushed:
        assert push(*arguments).is_accepted  # type: ignore[arg-type]
        return Pushed(False, [], ["fatal: the remote end hung up unexpectedly"])

    monkeypatch.setattr(flow, "push", lost)
    offices.mine.edit(DEADLINE)
    assert_sent(submit("改"), offices)


def test_refused_push_leaves_everything_as_it_was(offices: Offices) -> None:
    offices.hook("echo 这里不收 >&2; exit 1")
    offices.mine.edit(DEADLINE)
    head = offices.mine.git("rev-parse", "HEAD")
    result = submit("改")
    assert_stopped(result, offices, "  这里不收\n", "服务器没有收")
    assert offices.mine.git("rev-parse", "HEAD") == head
    assert offices.mine.read("data/tasks.yaml") == BASE.replace(*DEADLINE)
    offices.hook("echo 已发布：甲。 >&2")
    result = submit("改")
    assert_sent(result, offices)
    assert result.output.splitlines()[-1].startswith("送到了，已经发布")


def test_commits_made_by_hand_go_along(offices: Offices) -> None:
    offices.mine.edit(DEADLINE)
    offices.mine.commit("先改的一处")
    offices.theirs.edit(("全年", "年内"))
    offices.theirs.push()
    assert "还没有送" in submit().output
    assert offices.mine.git("log", "-1", "--format=%s") == "先改的一处"
    offices.mine.edit(CONTENT)
    assert_sent(submit("又改一处"), offices)
    assert offices.message() == "又改一处\n\n- 先改的一处"


def test_name_and_address_are_asked_once(offices: Offices) -> None:
    offices.mine.git("config", "--unset", "user.name")
    offices.mine.git("config", "--unset", "user.email")
    offices.mine.edit(DEADLINE)
    assert_stopped(submit("改"), offices, "git config user.name")
    result = submit("改", answers="\n李小红\n不是邮箱\nli@example.test\n")
    assert_sent(result, offices)
    author = offices.mine.git("log", "-1", "--format=%an <%ae>", "origin/main")
    assert author == "李小红 <li@example.test>"
    offices.mine.edit(CONTENT)
    assert "姓名" not in submit("又改").output


@pytest.mark.parametrize("is_converted", [True, *rarely(False)])
def test_form_of_the_files_stays(offices: Offices, is_converted: bool) -> None:
    """On Windows git gives files line breaks of Windows, and takes them away again."""
    mine = offices.mine
    if is_converted:
        mine.git("config", "core.autocrlf", "true")
    mine.write("data/tasks.yaml", BASE.replace("\n", "\r\n").replace(*DEADLINE))
    offices.theirs.edit(CONTENT)
    offices.theirs.push()
    result = submit("改")
    assert result.exit_code == 0, result.output
    both = BASE.replace(*DEADLINE).replace(*CONTENT)
    assert mine.read("data/tasks.yaml") == both.replace("\n", "\r\n")
    assert offices.on_server() == (both if is_converted else both.replace("\n", "\r\n"))
    assert mine.changed() == ""


def test_file_that_another_program_holds(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(self: Path, target: Path) -> None:
        raise PermissionError(13, "被占用")

    offices.theirs.edit(CONTENT)
    offices.theirs.push()
    offices.mine.edit(DEADLINE)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        result = submit("改")
    assert result.exit_code == 1
    assert "送到了服务器" in result.output and "data/tasks.yaml 写不进去（被占用）" in result.output
    assert offices.mine.read("data/tasks.yaml") == BASE.replace(*DEADLINE)
    assert_sent(submit(), offices)


@pytest.mark.soak
def test_office_in_a_folder_of_the_repository(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    for clone in (offices.mine, offices.theirs):
        for name in ("data", "docs", "mkdocs.yml"):
            (clone.folder / "单位").mkdir(exist_ok=True)
            (clone.folder / name).rename(clone.folder / "单位" / name)
    offices.mine.push()
    offices.theirs.edit((DEADLINE[0], "11月底前"), path="单位/data/tasks.yaml")
    offices.theirs.push()
    monkeypatch.chdir(offices.mine.folder / "单位")
    offices.mine.edit(DEADLINE, CONTENT, path="单位/data/tasks.yaml")
    offices.mine.write("旁边/data/tasks.yaml", "x")
    result = submit("改", answers="1\n")
    assert result.exit_code == 0, result.output
    assert "data/tasks.yaml，第 2 项 时间节点\n" in result.output
    assert "  旁边/data/tasks.yaml\n" in result.output
    assert offices.on_server("单位/data/tasks.yaml") == BASE.replace(*DEADLINE).replace(*CONTENT)
    assert [*Path("改动的副本").glob("*/data/tasks.yaml")]


def test_file_that_would_be_overwritten_stops_it(offices: Offices) -> None:
    offices.theirs.write("generator/x.py", "x = 1\n")
    offices.theirs.push()
    offices.mine.write("generator/x.py", "x = 2\n")
    offices.mine.edit(DEADLINE)
    assert_stopped(submit("改"), offices, "挪到别的文件夹", "generator/x.py")
    assert offices.mine.read("generator/x.py") == "x = 2\n"


@pytest.mark.parametrize("encoding", ["cp936", *rarely("utf-8")])
def test_console_of_windows(offices: Offices, encoding: str) -> None:
    offices.mine.edit(("9月底前", "9月底前\n    备注: 𠮷"))
    status, output, errors = run_for_real(offices.mine.folder, "submit", "改", encoding=encoding)
    assert (status, errors) == (0, "")
    assert "备注" in output and ("𠮷" in output) == (encoding == "utf-8")
