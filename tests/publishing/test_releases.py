"""Test which releases are kept, rollbacks, and that every command can be repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.publishing.errors import StillBusyError
from generator.publishing.releases import Releases
from tests.publishing.office import MAINTAINER, SITE_URL, Office, digests


@pytest.fixture(scope="module")
def often_published(published_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Three releases. Not to be changed: copy it."""
    office = published_office.copy_to(tmp_path_factory.mktemp("often") / "office")
    for word in ("甲", "乙"):
        publish(office, word)
    return office


@pytest.fixture
def office(often_published: Office, tmp_path: Path) -> Office:
    return often_published.copy_to(tmp_path / "office")


def publish(office: Office, word: str) -> None:
    office.write("docs/guanyu.md", f"# 关于\n\n{word}\n")
    office.commit()
    pushed = office.push()
    assert pushed.accepted, pushed.output


def names(office: Office) -> list[str]:
    """Every release, the newest first."""
    folders = (office.www / "releases").iterdir()
    return sorted((folder.name for folder in folders), reverse=True)


def test_only_the_newest_are_kept(office: Office) -> None:
    before = names(office)
    assert len(before) == 3
    publish(office, "丙")
    assert names(office) == [office.live, *before[:2]]


def test_list_says_which_is_live(office: Office) -> None:
    lines = office.run("releases").output.splitlines()
    assert [line.split("（")[0] for line in lines] == [
        f"* {office.live}",
        *(f"  {name}" for name in names(office)[1:]),
    ]


def test_rollback_goes_back_and_publish_forward(office: Office) -> None:
    newest, middle, oldest = names(office)
    pages = {name: digests(office.www / "releases" / name) for name in names(office)}
    for name in (middle, oldest):
        assert f"已发布：{name}。" in office.run("rollback").output
        assert office.live == name and office.public() == pages[name]
    result = office.run("rollback")
    assert result.exit_code == 1 and "没有更早的一版可以退回" in result.output
    assert office.live == oldest
    assert office.run("rollback", middle).exit_code == 0
    assert office.live == middle
    assert "甲" in office.page("guanyu")
    result = office.run("publish")
    assert f"已发布：{newest}。" in result.output and f"网址：{SITE_URL}" in result.output
    assert office.live == newest and office.public() == pages[newest]


def test_repeating_says_that_it_is_done_and_changes_nothing(office: Office) -> None:
    live = office.live
    for arguments in (("publish",), ("publish", "main"), ("rollback", live)):
        assert f"网站已经是这一版：{live}。" in office.run(*arguments).output
    assert len(names(office)) == 3 and office.live == live


def test_rollback_to_nowhere(office: Office) -> None:
    result = office.run("rollback", "nowhere")
    assert result.exit_code == 1 and "没有这一版：nowhere。" in result.output


def test_certain_commit(office: Office) -> None:
    result = office.run("publish", "main~1")
    assert result.exit_code == 0 and "甲" in office.page("guanyu")
    result = office.run("publish", "nowhere")
    assert result.exit_code == 1 and "没有这个提交“nowhere”" in result.output


@pytest.mark.soak
def test_push_after_a_rollback_publishes_what_was_pushed(office: Office) -> None:
    office.run("rollback")
    publish(office, "丁")
    assert "丁" in office.page("guanyu")


@pytest.mark.soak
def test_other_branch_leaves_a_rollback_alone(office: Office) -> None:
    office.run("rollback")
    live = office.live
    assert office.push("main:shigao", user=MAINTAINER).accepted
    assert office.live == live


def test_setting_up_again_changes_nothing(office: Office) -> None:
    before = office.public()
    (office.repository / "hooks/pre-receive").unlink()
    arguments = (str(office.repository), "--www", str(office.www), "--program")
    result = CliRunner().invoke(main, ["host", "init", *arguments, str(office.checkout)])
    assert result.exit_code == 0, result.output
    assert office.public() == before
    settings = (office.repository / "config").read_text(encoding="utf-8")
    assert "keep = 3" in settings and "maintainer = " in settings
    assert (office.repository / "hooks/pre-receive").exists()


def test_publishing_from_a_checkout_needs_no_host(office: Office, tmp_path: Path) -> None:
    """Test that the program is the checkout's, and the plan is the commit's."""
    options = ["--repo", str(office.checkout), "--www", str(tmp_path / "public")]
    for said in ("已发布：", "网站已经是这一版："):
        result = CliRunner().invoke(main, ["publish", "HEAD", *options])
        assert result.exit_code == 0 and said in result.output, result.output
    assert digests(tmp_path / "public/current") == office.public()
    result = CliRunner().invoke(main, ["publish", "--repo", str(office.checkout)])
    assert result.exit_code == 1 and "--www" in result.output


@pytest.mark.soak
def test_clock_that_is_wrong_by_a_year(office: Office) -> None:
    """Test a release that was made while the clock was ahead."""
    newest = names(office)[0]
    ahead = f"{int(newest[:4]) + 1}{newest[4:]}"
    releases = office.www / "releases"
    (releases / newest).rename(releases / ahead)
    log = (office.www / ".live").read_text(encoding="utf-8")
    (office.www / ".live").write_text(log.replace(newest, ahead), encoding="utf-8")
    (office.www / "current").unlink()
    (office.www / "current").symlink_to(f"releases/{ahead}")
    publish(office, "丁")
    assert office.live == names(office)[0] and "丁" in office.page("guanyu")
    assert office.run("rollback").exit_code == 0
    assert office.live == ahead


def test_lock_that_is_held_for_too_long(tmp_path: Path) -> None:
    releases, waits = Releases(tmp_path), list[str]()
    second = releases.locked(lambda: waits.append("waits"), 0.1)
    with releases.locked(lambda: None), pytest.raises(StillBusyError), second:
        raise AssertionError("two hold the lock")
    assert waits == ["waits"]


def test_names_give_the_order_even_within_a_second(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    added = []
    for commit in ("b" * 40, "a" * 40):  # the other way round than in time
        site = tmp_path / "releases" / f".building-{commit[0]}"
        site.mkdir(parents=True)
        added.append(releases.add(site, commit, "program", None))
    (tmp_path / "releases" / "foreign").mkdir()
    assert [one.commit for one in releases.all()] == ["a" * 40, "b" * 40]
    assert added[0].name < added[1].name
