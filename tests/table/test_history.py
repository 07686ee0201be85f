"""Test when a table last changed, as git knows it; nothing if git cannot know."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from generator.table.history import REVISIONS, named, revision_reader

FIRST = "2030-01-31T23:30:00+08:00"
SECOND = "2030-03-01T08:00:00+08:00"


def last_revision(table: Path) -> datetime | None:
    """As a build that reads this table alone finds it."""
    return revision_reader()(table)


def git(folder: Path, *arguments: str, date: str = FIRST) -> str:
    environment = {"GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z", "GIT_COMMITTER_DATE": date}
    identity = ("-c", "user.name=甲", "-c", "user.email=jia@example.test")
    done = subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Committed first; another file was committed later."""
    folder = tmp_path / "项目" / "data"
    folder.mkdir(parents=True)
    git(folder.parent, "init", "--quiet", "--initial-branch=main")
    table = folder / "tasks.yaml"
    table.write_text("一", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "一")
    (folder / "site.yaml").write_text("二", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "二", date=SECOND)
    return table


def test_last_commit_that_touched_it(table: Path) -> None:
    assert last_revision(table) == datetime.fromisoformat(FIRST)
    assert last_revision(table.with_name("site.yaml")) == datetime.fromisoformat(SECOND)


def test_tables_of_one_build_are_reported_in_the_same_way(table: Path) -> None:
    tell = revision_reader()
    assert tell(table) == last_revision(table)
    other = table.with_name("site.yaml")
    assert tell(other) == last_revision(other) != tell(table)


def test_date_is_as_the_committer_had_it(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On 31 January there, whatever day it was here."""
    monkeypatch.setenv("TZ", "America/Anchorage")
    revision = last_revision(table)
    assert revision and revision.isoformat() == FIRST


def test_unpublished_change_has_no_date(table: Path) -> None:
    table.write_text("改了", encoding="utf-8")
    assert last_revision(table) is None


def test_asked_again_after_every_change(table: Path) -> None:
    """As a preview does, in one process."""
    assert last_revision(table) == datetime.fromisoformat(FIRST)
    table.write_text("改了", encoding="utf-8")
    assert last_revision(table) is None
    git(table.parent, "commit", "--quiet", "--all", "--message", "三", date=SECOND)
    assert last_revision(table) == datetime.fromisoformat(SECOND)


def test_uncommitted_table_has_no_date(table: Path) -> None:
    new = table.with_name("new.yaml")
    new.write_text("三", encoding="utf-8")
    assert last_revision(new) is None


def test_shallow_history_has_no_date(table: Path, tmp_path: Path) -> None:
    source = f"file://{table.parents[1]}"
    git(tmp_path, "clone", "--quiet", "--depth", "1", source, str(tmp_path / "shallow"))
    assert last_revision(tmp_path / "shallow/data/tasks.yaml") is None


def test_merge_counts_only_if_it_changed_the_table(table: Path) -> None:
    folder = table.parent
    git(folder, "checkout", "--quiet", "-b", "side", "HEAD~1")
    (folder / "x.yaml").write_text("x", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "旁")
    git(folder, "checkout", "--quiet", "main")
    git(folder, "merge", "--quiet", "--no-edit", "side", date=SECOND)
    assert last_revision(table) == datetime.fromisoformat(FIRST)


def test_no_date_without_a_repository_or_git(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tasks.yaml").write_text("一", encoding="utf-8")
    assert last_revision(tmp_path / "tasks.yaml") is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert last_revision(table) is None


def test_environment_can_name_the_commit_of_a_folder_without_a_repository(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a publication does; a bare repository has no folder of its own."""
    bare, laid_out = tmp_path / "bare.git", tmp_path / "laid-out"
    git(tmp_path, "clone", "--quiet", "--bare", str(table.parents[1]), str(bare))
    commit = git(table.parent, "rev-parse", "HEAD").strip()
    monkeypatch.setenv(REVISIONS, named(laid_out, commit, {"GIT_DIR": str(bare), "HOME": "x"}))
    assert "HOME" not in os.environ[REVISIONS]
    (laid_out / "data").mkdir(parents=True)
    assert last_revision(laid_out / "data" / "tasks.yaml") == datetime.fromisoformat(FIRST)
    assert last_revision(laid_out / "data" / "site.yaml") == datetime.fromisoformat(SECOND)
    assert last_revision(laid_out / "data" / "new.yaml") is None
    assert last_revision(table) is None


def test_variables_of_a_calling_git_are_ignored(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "other"))
    assert last_revision(table) == datetime.fromisoformat(FIRST)
