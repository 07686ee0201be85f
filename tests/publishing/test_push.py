"""Test real pushes: what is accepted, what is refused, what the editor reads."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.publishing.installing import use
from generator.publishing.program import Program
from tests.publishing.office import EDITOR, MAINTAINER, SITE_URL, Office
from tests.support import BASE, problem_cases, rarely

KINDS_OF_BAD_TABLE = 3
CONTENT = "把政策解读做细做实"


@pytest.fixture(autouse=True)
def repository_stays_intact(request: pytest.FixtureRequest) -> None:
    """After every test that pushes."""

    def check() -> None:
        office: Office = request.getfixturevalue("office")
        for folder in (office.repository, office.checkout):
            subprocess.run(["git", "fsck", "--strict"], cwd=folder, check=True, capture_output=True)

    if "office" in request.fixturenames:
        request.getfixturevalue("office")
        request.addfinalizer(check)


def first_content() -> str:
    """The content of the base table's first task."""
    return next(line for line in BASE.splitlines() if "任务内容:" in line).split(": ", 1)[1]


def assert_refused(office: Office, *arguments: str, user: str = EDITOR) -> list[str]:
    """Nothing that is public or in the branch has changed."""
    before, tip = office.public(), office.tip()
    pushed = office.push(*arguments, user=user)
    assert not pushed.accepted, pushed.output
    assert (office.public(), office.tip()) == (before, tip)
    assert list((office.www / "releases").glob(".*")) == []
    return pushed.said


def test_good_change_is_live_and_said(office: Office) -> None:
    office.replace("data/tasks.yaml", first_content(), CONTENT)
    commit = office.commit()
    pushed = office.push()
    assert pushed.accepted, pushed.output
    assert office.live.endswith(commit[:12])
    assert CONTENT in office.page("2030")
    assert "2030年的任务有这些变化：" in pushed.said
    assert [line for line in pushed.said if "修改第 1 项" in line and "任务内容" in line]
    assert f"网址：{SITE_URL}" in pushed.said
    assert pushed.said[0] == "正在检查任务表，生成页面……"


def bad_tables() -> list[bytes]:
    """One of every kind there is."""
    cases = {case.problems[0].split()[1]: case for case in problem_cases() if case.problems}
    return [case.content for case in cases.values() if case.file == "tasks.yaml"]


def test_bad_tables_are_refused_with_the_list_of_check(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.checkout)
    tables = bad_tables()
    for table in tables[:: len(tables) // KINDS_OF_BAD_TABLE][:KINDS_OF_BAD_TABLE]:
        office.write("data/tasks.yaml", table)
        office.commit()
        said = assert_refused(office)
        wanted = CliRunner().invoke(main, ["check"]).stderr.splitlines()
        assert wanted[0].startswith("有 ")
        assert said[1 : 1 + len(wanted)] == wanted
        office.git("reset", "--quiet", "--hard", "HEAD~1")


@pytest.mark.parametrize("reverts", [True, *rarely(False)])
def test_editor_may_not_change_the_program(office: Office, reverts: bool) -> None:
    """Test also a change that a later commit of the same push takes back."""
    office.write("generator/cli.py", "raise SystemExit('changed')\n")
    office.write("data/note.txt", "x")
    office.commit()
    if reverts:
        office.git("revert", "--no-edit", "HEAD")
    said = assert_refused(office)
    assert [line for line in said if line.startswith("generator/cli.py:1:1: 这个文件不归编辑改")]
    assert not [line for line in said if "note.txt" in line]


@pytest.mark.soak
def test_editor_may_merge_what_a_maintainer_pushed(office: Office) -> None:
    office.git("branch", "mine")
    office.write("CHANGELOG.md", "x\n")
    office.commit()
    assert office.push(user=MAINTAINER).accepted
    office.git("checkout", "--quiet", "mine")
    office.replace("data/tasks.yaml", first_content(), CONTENT)
    office.commit()
    office.git("merge", "--quiet", "--no-edit", "main")
    pushed = office.push("mine:main")
    assert pushed.accepted, pushed.output
    assert CONTENT in office.page("2030")


PROBE = """
import json, os, pathlib
pathlib.Path({file!r}).write_text(json.dumps(dict(os.environ)))
"""


@pytest.mark.soak
def test_code_in_a_push_runs_only_after_an_upgrade(office: Office, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    office.write("probe.py", PROBE.format(file=str(marker)))
    office.replace("mkdocs.yml", "plugins:", "hooks: [probe.py]\nplugins:")
    office.replace("mkdocs.yml", "theme:", "copyright: 新的页脚\ntheme:")
    commit = office.commit()
    said = assert_refused(office)
    assert [line.split(":")[0] for line in said[1:3]] == ["mkdocs.yml", "probe.py"]

    pushed = office.push(user=MAINTAINER)
    assert pushed.accepted, pushed.output
    assert any(f"work-plan host upgrade {commit}" in line for line in pushed.said)
    assert office.live.endswith(commit[:12])
    assert "新的页脚" not in office.page() and not marker.exists()

    upgraded = office.upgrade(commit)
    assert upgraded.exit_code == 0, upgraded.output
    assert "新的页脚" in office.page()
    environment = json.loads(marker.read_text())
    assert not [name for name in environment if name.startswith("GIT_")]
    assert "REMOTE_USER" not in environment


@pytest.mark.soak
def test_upgrade_that_does_not_build_changes_nothing(office: Office) -> None:
    office.write("overrides/main.html", "{% broken %}")
    commit = office.commit()
    assert office.push(user=MAINTAINER).accepted
    before = office.public()
    result = office.upgrade(commit)
    assert result.exit_code == 1
    assert office.public() == before
    programs = [one for one in (office.repository / "work-plan").iterdir() if not one.is_symlink()]
    assert len(programs) == 1


@pytest.mark.soak
def test_upgrade_that_is_not_put_in_place(office: Office) -> None:
    """Test that the program stays, since it is in use by then."""
    start = "{% block content %}"
    office.replace("overrides/main.html", start, f"{start}<p>新的程序</p>")
    commit = office.commit()
    assert office.push(user=MAINTAINER).accepted
    shared = office.www / "shared"
    shared.rename(office.www / "kept")
    shared.touch()
    result = office.upgrade(commit)
    assert result.exit_code == 1 and "没有换上" in result.output
    shared.unlink()
    (office.www / "kept").rename(shared)
    assert office.run("publish").exit_code == 0
    assert "新的程序" in office.page()


def test_upgrade_takes_only_what_was_published(office: Office) -> None:
    office.write("overrides/main.html", "x")
    commit = office.commit()
    assert office.push("main:side", user=MAINTAINER).accepted
    result = office.upgrade(commit)
    assert result.exit_code == 1 and "没有这个提交" in result.output


Files = dict[str, str | bytes | None]
"""Content by path; None for a symlink."""

UNTAKEN: dict[str, tuple[Files, list[str]]] = {
    "files that are not read": (
        {
            "docs/link.md": None,
            "docs/a.svg": "<svg/>",
            "data/b.SVG": "<svg/>",
            "docs/a.png": b"\0" * 10_000_001,
            "docs/a\nb.md": "# x\n",
        },
        [
            "data/b.SVG:1:1: 不能放 SVG 图片",
            "docs/a.png:1:1: 文件超过 10 MB。",
            "docs/a.svg:1:1: 不能放 SVG 图片",
            "docs/a\\nb.md:1:1: 文件名里有不能用的字符",
            "docs/link.md:1:1: 仓库里不能放符号链接或者子模块。",
        ],
    ),
    "pages that are more than pages": (
        {
            "docs/guanyu.md": "# 关于\n\n<b>x</b>\n",
            "docs/a.md": "# x\n\n<script>1</script>\n",
            "docs/b.md": "---\ntemplate: a.html\n---\n# x\n",
            "docs/2030/shijian.md": "# x\n",
        },
        [
            "docs/2030/shijian.md:1:1: 这个文件与自动生成的页面",
            "docs/a.md:3:1: 手写页面里不能直接写 HTML（<script>1</script>）",
            "docs/b.md:2:1: 页面开头的设置里不能有“template”",
            "docs/guanyu.md:3:1: 手写页面里不能直接写 HTML（<b>）",
            "docs/guanyu.md:3:5: 手写页面里不能直接写 HTML（</b>）",
        ],
    ),
    "links of a page": (
        {"docs/guanyu.md": "# 关于\n\n看[这里](x.md)和[首页](index.md#x)、[表](/2030/)\n"},
        [
            "docs/guanyu.md:3:7: 链接“x.md”打不开",
            "docs/guanyu.md:3:18: 链接“index.md#x”指的位置",
            "docs/guanyu.md:3:34: 链接“/2030/”以斜线开头",
        ],
    ),
    "page that would hold up the build": (
        {"docs/guanyu.md": "# 关于\n\n" + "[" * 2_000},
        ["docs/guanyu.md:3:1: 到这一段为止"],
    ),
    "pages that are not there": (
        {"docs/guanyu.md": "---\ntitle: 关于\n---\n", "docs/zhinan.md": ""},
        ["docs/guanyu.md:1:1: 这一页是空的", "docs/zhinan.md:1:1: 这一页是空的"],
    ),
    "active content": (
        {"docs/guanyu.md": "# 关于\n\n*x*{ onclick=x } [x](javascript:x)\n"},
        [
            "docs/guanyu.md:3:6: 花括号里不能写“onclick”",
            "docs/guanyu.md:3:22: 页面里有不允许的内容（javascript:x）",
        ],
    ),
}


LINKS = "links of a page"


@pytest.mark.parametrize("kind", [LINKS, *rarely(*(kind for kind in UNTAKEN if kind != LINKS))])
def test_refused_from_anyone(office: Office, kind: str) -> None:
    files, wanted = UNTAKEN[kind]
    for path, content in files.items():
        if content is None:
            (office.checkout / path).symlink_to("guanyu.md")
        else:
            office.write(path, content)
    office.commit()
    said = assert_refused(office, user=MAINTAINER)
    start = said.index(f"有 {len(wanted)} 处要改：") + 1
    for line, beginning in zip(said[start:], wanted, strict=False):
        assert line.startswith(beginning)


@pytest.mark.soak
def test_warning_is_never_published(office: Office, capfd: pytest.CaptureFixture[str]) -> None:
    """Test with an entry of the menu that leaves no dead link: its address is not relative."""
    office.replace("mkdocs.yml", "nav:", "nav:\n  - 别处: /2030/")
    commit = office.commit()
    assert office.push(user=MAINTAINER).accepted
    before = office.public()
    result = office.upgrade(commit)
    assert result.exit_code == 1
    said = capfd.readouterr().err
    assert "生成页面时出错" in said and "absolute path to '/2030/'" in said
    assert office.public() == before


@pytest.mark.soak
def test_folder_of_pages_that_is_taken_away(office: Office) -> None:
    office.git("rm", "-r", "--quiet", "docs")
    office.commit()
    said = "\n".join(assert_refused(office))
    assert "mkdocs.yml:" in said and "这里写了“guanyu.md”，而 docs/ 里没有这个文件。" in said


@pytest.mark.soak
def test_editor_adds_pages(office: Office) -> None:
    """Test that a page which no menu names is in the menu and is published."""
    office.write("docs/new.md", "# 新的一页\n\n见[旧的](guanyu.md)\n")
    office.write("docs/zhinan/banshi.md", "# 办事指南\n")
    office.commit()
    pushed = office.push()
    assert pushed.accepted, pushed.output
    assert "办事指南" in office.page("new") and "新的一页" in office.page("zhinan/banshi")


@pytest.mark.soak
def test_python_tag_is_text_that_never_runs(office: Office, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    call = (
        f"!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path [{marker}]]"
    )
    office.replace("data/tasks.yaml", "年份: 2030", f"年份: {call}")
    office.write("docs/guanyu.md", f"---\ntitle: {call}\n---\n# 关于\n")
    office.commit()
    assert_refused(office)
    assert not marker.exists()


@pytest.mark.soak
def test_pictures_and_pages_are_an_editors(office: Office) -> None:
    """Test that files are built as committed, whatever git would make of them in a checkout."""
    picture = b"\x89PNG\r\n\x1a\n$Id$"
    office.write("docs/tu/a.PNG", picture)
    office.write("docs/guanyu.md", "# 关于本站\n\n![图](tu/a.PNG)\n")
    office.write("data/.gitattributes", "tasks.yaml export-ignore ident eol=crlf\n")
    office.commit()
    before = office.page("2030")
    pushed = office.push()
    assert pushed.accepted, pushed.output
    assert (office.www / "current/tu/a.PNG").read_bytes() == picture
    assert office.page("2030") == before


def test_published_branch_cannot_be_deleted(office: Office) -> None:
    assert "“main”是网站发布用的分支，不能删除。" in assert_refused(office, "--delete", "main")


@pytest.mark.soak
def test_other_branches_and_tags_are_a_maintainers(office: Office) -> None:
    """Test that they are stored unbuilt; an editor is told the command that publishes."""
    before = office.live
    office.write("data/tasks.yaml", "坏的")
    office.commit()
    office.git("tag", "v1")
    for ref in ("main:shigao", "v1"):
        assert "git push origin HEAD:main" in assert_refused(office, ref)[0]
        pushed = office.push(ref, user=MAINTAINER)
        assert pushed.accepted and not pushed.said, pushed.output
    assert office.live == before


@pytest.mark.soak
def test_forced_push_publishes_and_loses_nothing(office: Office) -> None:
    old = office.tip()
    office.replace("data/tasks.yaml", first_content(), CONTENT)
    office.git("commit", "--quiet", "--all", "--amend", "--message", "重写")
    assert_refused(office)
    # The rewritten first commit brings the program anew: a maintainer's matter.
    assert_refused(office, "--force", "main")
    pushed = office.push("--force", "main", user=MAINTAINER)
    assert pushed.accepted, pushed.output
    assert CONTENT in office.page("2030")
    log = (office.repository / "logs/refs/heads/main").read_text(encoding="utf-8")
    assert old in log


def test_first_push_must_bring_the_installed_program(new_office: Office, tmp_path: Path) -> None:
    office = new_office.copy_to(tmp_path / "office")
    office.write("generator/cli.py", "x = 1\n")
    office.commit()
    pushed = office.push()
    assert not pushed.accepted
    assert [line.split(":")[0] for line in pushed.said][1] == "generator/cli.py"
    assert not (office.www / "current").exists()


@pytest.mark.soak
def test_push_that_waited_for_another_program(office: Office) -> None:
    """Test a program that was replaced after the push began."""
    programs = office.repository / "work-plan"
    old = (programs / "current").readlink()
    shutil.copytree(programs / old, programs / "other", symlinks=True)
    lock = os.open(office.www / ".lock", os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    office.write("docs/guanyu.md", "# 关于\n")
    office.commit()
    process = office.start_push()
    assert process.stdout
    while "另一次发布正在进行" not in process.stdout.readline():
        assert process.poll() is None
    use(Program.installed(programs / "other"))
    os.close(lock)
    output = process.communicate(timeout=30)[0]
    assert process.returncode and "服务器换了程序。请再推送一次。" in output


@pytest.mark.soak
def test_second_push_waits_and_says_so(office: Office) -> None:
    """Test two at once: one is accepted and live, the other one is told so without a build."""
    office.write("docs/guanyu.md", "# 关于\n\n甲\n")
    office.commit()
    office.git("branch", "other", "HEAD~1")
    first = office.start_push("main")
    office.git("checkout", "--quiet", "other")
    office.write("docs/guanyu.md", "# 关于\n\n乙\n")
    office.commit()
    second = office.start_push("other:main")
    outputs = [process.communicate(timeout=60)[0] for process in (first, second)]
    accepted = [process.returncode == 0 for process in (first, second)]
    assert sum(accepted) == 1, outputs
    assert sum("另一次发布正在进行" in output for output in outputs) >= 1
    assert "别人抢先推送了“main”。请先运行 git pull --rebase" in outputs[accepted.index(False)]
    assert sum("正在检查任务表" in output for output in outputs) == 1
    assert "cannot lock ref" not in "".join(outputs)
    winner = "main" if accepted[0] else "other"
    assert office.tip() == office.git("rev-parse", winner)
    assert ("甲" if accepted[0] else "乙") in office.page("guanyu")
    office.write("docs/guanyu.md", "# 关于\n\n丙\n")
    office.git("fetch", "--quiet", "origin")
    office.git("reset", "--quiet", "--soft", "origin/main")
    office.commit()
    assert office.push("other:main").accepted
    assert "丙" in office.page("guanyu")


@pytest.mark.soak
def test_release_of_a_push_that_git_refused_is_removed(office: Office) -> None:
    """Test a second reference that can't be made, after the build of the first one."""
    office.write("docs/guanyu.md", "# 关于\n")
    office.commit()
    pushed = office.push("--atomic", "main", "main:refs/heads/main/x", user=MAINTAINER)
    assert not pushed.accepted and "正在检查任务表，生成页面……" in pushed.said
    office.write("docs/guanyu.md", "# 关于本站\n")
    commit = office.commit()
    assert office.push().accepted
    releases = sorted(folder.name for folder in (office.www / "releases").iterdir())
    assert len(releases) == 2 and releases[1].endswith(commit[:12])


def test_failure_of_the_server_has_a_number_and_a_log(office: Office) -> None:
    (office.www / "releases").rename(office.www / "kept")
    (office.www / "releases").touch()
    office.write("docs/guanyu.md", "# 关于\n")
    office.commit()
    pushed = office.push()
    assert not pushed.accepted
    number = pushed.said[0].removeprefix("服务器出了错，没有做成。请把编号 ").split(" ")[0]
    assert str(office.folder) not in "".join(pushed.said)
    log = (office.repository / "work-plan-errors.log").read_text(encoding="utf-8")
    assert f"=== {number}\nTraceback" in log and "FileExistsError" in log


def test_server_without_a_program(office: Office) -> None:
    (office.repository / "work-plan/current").unlink()
    office.commit()
    said = assert_refused(office)
    assert said == ["没有发布：服务器上还没有装好生成网站的程序。请找管理员。"]
