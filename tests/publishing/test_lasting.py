"""Test that what was published stays: a publication that would lose an address is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.publishing.office import MAINTAINER, Office
from tests.support import BASE, past_table, rarely

TABLE = "data/tasks.yaml"
ARCHIVE = "data/archive/2029.yaml"


@pytest.fixture(scope="module")
def two_years(published_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Two years and a second page are public. Not to be changed: copy it."""
    office = published_office.copy_to(tmp_path_factory.mktemp("two-years") / "office")
    office.write(ARCHIVE, past_table(2029))
    office.commit()
    pushed = office.push()
    assert pushed.accepted, pushed.output
    assert "增加了2029年的工作要点，3 项任务。" in pushed.said
    return office


@pytest.fixture
def office(two_years: Office, tmp_path: Path) -> Office:
    return two_years.copy_to(tmp_path / "office")


def assert_refused(office: Office, *arguments: str, user: str = "bianji") -> list[str]:
    """Nothing that is public or in the branch has changed, and no release is left behind."""
    before, tip, releases = office.public(), office.tip(), {*(office.www / "releases").iterdir()}
    pushed = office.push(*arguments, user=user)
    assert not pushed.accepted, pushed.output
    assert (office.public(), office.tip()) == (before, tip)
    assert {*(office.www / "releases").iterdir()} == releases
    return pushed.said


def problems(said: list[str]) -> list[str]:
    """The places and the beginnings of the problems."""
    return [line.split("会")[0] for line in said if ":" in line and "公布过的" in line]


def remove_archive(office: Office) -> None:
    (office.checkout / ARCHIVE).unlink()


def change_year(office: Office) -> None:
    office.write(TABLE, BASE.replace("2030", "2031"))


def change_slugs(office: Office) -> None:
    office.replace(TABLE, "jia-zhuti", "jia")
    office.replace(TABLE, "yi-chushi", "yi")


def drop_task(office: Office) -> None:
    table = (office.checkout / TABLE).read_text(encoding="utf-8")
    start, end = table.index("  - 序号: 2"), table.index("  - 序号: 3")
    office.write(TABLE, table[:start] + table[end:])


LOSSES: dict[str, tuple[Callable[[Office], None], list[str]]] = {
    "archived year": (remove_archive, [f"{ARCHIVE}:1:1: 公布过的 2029/ 整年都"]),
    "year by hand": (change_year, ["data/archive/2030.yaml:1:1: 公布过的 2030/ 整年都"]),
    "slugs": (
        change_slugs,
        [
            f"{TABLE}:4:1: 公布过的主题网页 2030/jia-zhuti/ ",
            f"{TABLE}:7:1: 公布过的处室网页 2030/chushi/yi-chushi/ ",
        ],
    ),
    "task": (drop_task, [f"{TABLE}:11:1: 公布过的第 2 项（2030/#task-2）"]),
}


@pytest.mark.parametrize("kind", ["slugs", *rarely("archived year", "year by hand", "task")])
def test_loss_is_refused_with_the_ways_on(office: Office, kind: str) -> None:
    lose, wanted = LOSSES[kind]
    lose(office)
    office.commit()
    said = assert_refused(office)
    assert problems(said) == wanted
    assert all("放回" in line or "曾用网址" in line for line in said if "公布过的" in line)
    assert "withdraw" not in "".join(said)


@pytest.mark.soak
def test_ways_on_are_published(office: Office) -> None:
    """Test former addresses, which lead on without a script, and a task that is withdrawn."""
    office.replace(TABLE, "网址: jia-zhuti", "网址: jia, 曾用网址: [jia-zhuti]")
    office.replace(TABLE, "网址: yi-chushi", "网址: yi, 曾用网址: [yi-chushi]")
    office.replace(
        TABLE, "任务内容: 开展第二次测试", "任务内容: 开展第二次测试\n    撤销: 测试不再开展"
    )
    office.commit()
    calendar = office.public()["data/2030/chushi/yi-chushi.ics"]
    pushed = office.push()
    assert pushed.accepted, pushed.output
    assert 'href="../jia/#task-2"' in office.page("2030/jia-zhuti")
    assert 'id="task-2"' in office.page("2030/jia-zhuti")
    assert 'href="../yi/' in office.page("2030/chushi/yi-chushi")
    assert office.public()["data/2030/chushi/yi-chushi.ics"] != calendar  # the task is cancelled
    assert "测试不再开展" in office.page("2030")
    drop_task(office)
    office.commit()
    assert problems(assert_refused(office)) == [LOSSES["task"][1][0]]


@pytest.mark.soak
def test_loss_by_another_way(office: Office) -> None:
    """Test a forced push, a first push to a new branch, and a push after a rollback."""
    remove_archive(office)
    office.commit()
    [wanted] = LOSSES["archived year"][1]
    for arguments in (("--force", "main~2:main"), ("--force", "main")):
        assert problems(assert_refused(office, *arguments)) == [wanted]

    settings = ("config", "--file", str(office.repository / "config"), "workplan.branch")
    office.git(*settings, "xin")  # the published branch is another one from now on
    pushed = office.push("main:xin")
    assert not pushed.accepted and problems(pushed.said) == [wanted]
    office.git(*settings, "main")

    result = office.run("rollback")
    assert result.exit_code == 1 and wanted in result.output
    assert "--withdraw 2029" in result.output
    assert office.run("rollback", "--withdraw", "2029").exit_code == 0
    assert not (office.www / "current/2029").exists()
    assert office.run("publish").exit_code == 0  # it has the year again
    assert problems(assert_refused(office)) == [wanted]


@pytest.mark.soak
def test_year_is_withdrawn_by_a_maintainer_alone(office: Office) -> None:
    remove_archive(office)
    office.commit()
    option = ("-o", "withdraw=2029", "main")
    assert problems(assert_refused(office, *option)) == LOSSES["archived year"][1]
    said = assert_refused(office, user=MAINTAINER)
    assert any("-o withdraw=2029" in line for line in said)
    assert problems(assert_refused(office, "-o", "withdraw=202", "main", user=MAINTAINER))
    pushed = office.push(*option, user=MAINTAINER)
    assert pushed.accepted and "撤下了2029年的工作要点。" in pushed.said, pushed.output
    assert not (office.www / "current/2029").exists()
    office.write("docs/guanyu.md", "# 关于\n")
    office.commit()
    assert office.push().accepted


@pytest.mark.soak
def test_correction_in_the_archive_is_told(office: Office) -> None:
    office.replace(ARCHIVE, "公布测试结果", "公开测试结果")
    office.commit()
    said = office.push().said
    at = said.index("2029年的任务有这些变化：")
    assert said[at + 1] == "  修改第 3 项：第二件事（任务内容）"


@pytest.mark.soak
def test_next_year_keeps_the_last(office: Office) -> None:
    office.write("data/archive/2030.yaml", BASE)
    office.write(TABLE, BASE.replace("2030", "2031"))
    office.commit()
    pushed = office.push()
    assert pushed.accepted, pushed.output
    assert "现行的工作要点换成了2031年的，3 项任务。" in pushed.said
    for year in (2029, 2030, 2031):
        assert (office.www / f"current/{year}/index.html").exists()


@pytest.mark.soak
def test_publishing_from_a_checkout(office: Office, tmp_path: Path) -> None:
    options = ["publish", "--repo", str(office.checkout), "--www", str(tmp_path / "public"), "HEAD"]
    assert CliRunner().invoke(main, options).exit_code == 0
    remove_archive(office)
    office.commit()
    result = CliRunner().invoke(main, options)
    assert result.exit_code == 1 and LOSSES["archived year"][1][0] in result.output
    assert CliRunner().invoke(main, [*options, "--withdraw", "2029"]).exit_code == 0
    assert CliRunner().invoke(main, options).exit_code == 0


@pytest.mark.soak
def test_page_that_only_looks_like_a_task_is_none(office: Office) -> None:
    """Test a title, which stands in every menu, with the anchor of a task that is gone."""
    drop_task(office)
    office.write("docs/new.md", '# 新 id="task-2" 页\n')
    office.commit()
    assert problems(assert_refused(office)) == LOSSES["task"][1]


@pytest.mark.soak
def test_page_may_not_take_a_topics_address(office: Office) -> None:
    office.replace(TABLE, "jia-zhuti", "jia")
    office.write("docs/2030/jia-zhuti.md", "# 别的\n")
    office.commit()
    assert problems(assert_refused(office)) == [LOSSES["slugs"][1][0]]


@pytest.mark.soak
def test_withdrawal_that_was_interrupted_goes_on_with_the_next_push(office: Office) -> None:
    remove_archive(office)
    office.commit()
    hook = office.repository / "hooks/post-receive"
    hook.rename(office.folder / "kept")
    assert office.push("-o", "withdraw=2029", "main", user=MAINTAINER).accepted
    assert (office.www / "current/2029").exists()
    (office.folder / "kept").rename(hook)
    office.write("docs/guanyu.md", "# 关于\n")
    office.commit()
    pushed = office.push()
    assert pushed.accepted, pushed.output
    assert not (office.www / "current/2029").exists()


@pytest.mark.soak
def test_upgrade_that_loses_an_address(office: Office) -> None:
    office.replace("mkdocs.yml", "nav:", "exclude_docs: /guanyu.md\nnav: []\nx:")
    office.replace("mkdocs.yml", "x:\n  - guanyu.md\n", "")
    commit = office.commit()
    assert office.push(user=MAINTAINER).accepted
    result = office.upgrade(commit)
    assert result.exit_code == 1
    environment = str((office.repository / "work-plan/current/venv").resolve())
    options = ("--environment", environment, "--withdraw", "guanyu")
    assert office.run("host", "upgrade", commit, *options).exit_code == 0
    assert not (office.www / "current/guanyu").exists()
