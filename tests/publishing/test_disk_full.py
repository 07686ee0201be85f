"""Test that the old site stays when the disk is full while a release is built or put in place."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publishing.office import Office

FULL = "磁盘满了，写不下去。网站还是原来的样子。请管理员腾出空间，再试一次。"

pytestmark = pytest.mark.soak  # mounts a file system, for which root is needed


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    options = "size=16m,nr_inodes=2000,mode=755"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], check=True)
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def office(published_office: Office, small_disk: Path, tmp_path: Path) -> Office:
    """Its public folder is on the small disk."""
    office = published_office.copy_to(tmp_path / "office")
    shutil.copytree(office.www, small_disk / "www", symlinks=True)
    shutil.rmtree(office.www)
    office.www.symlink_to(small_disk / "www")
    return office


def fill(disk: Path, leave: int) -> Path:
    """Write until no more than some bytes are free."""
    waste = disk / "waste"
    size = shutil.disk_usage(disk).free - leave
    waste.write_bytes(b"\0" * max(size, 0))
    return waste


def change(office: Office, word: str) -> None:
    office.write("docs/guanyu.md", f"# 关于\n\n{word}\n")
    office.commit()


@pytest.mark.parametrize("leave", [0, 100_000, 500_000, 1_500_000, 3_000_000, 4_000_000])
def test_while_building(office: Office, small_disk: Path, leave: int) -> None:
    before = office.public()
    waste = fill(small_disk, leave)
    change(office, "新的")
    pushed = office.push()
    if pushed.accepted:  # there was room enough after all
        assert leave >= 1_500_000 and "新的" in office.page("guanyu")
        return
    assert FULL in pushed.said, pushed.output
    assert office.public() == before
    assert not list((office.www / "releases").glob(".*"))
    waste.unlink()
    assert office.push().accepted
    assert "新的" in office.page("guanyu")


def test_while_putting_in_place(office: Office, small_disk: Path) -> None:
    change(office, "新的")
    assert office.push().accepted
    before = office.public()
    wasted = small_disk / "names"
    wasted.mkdir()
    with contextlib.suppress(OSError):  # no file can be made any more
        for number in range(5000):
            os.close(os.open(wasted / str(number), os.O_CREAT))
    result = office.run("rollback")
    assert result.exit_code == 1 and FULL in result.output, result.output
    assert office.public() == before
    shutil.rmtree(wasted)
    assert office.run("rollback").exit_code == 0
    assert "新的" not in office.page("guanyu")


def test_disk_that_may_only_be_read(office: Office, small_disk: Path) -> None:
    """Test that the editor reads a number, and that the next push works once it may be written."""
    before = office.public()
    change(office, "新的")
    remount = ["mount", "-o", "remount,{}", str(small_disk)]
    subprocess.run([part.format("ro") for part in remount], check=True)
    try:
        pushed = office.push()
    finally:
        subprocess.run([part.format("rw") for part in remount], check=True)
    assert not pushed.accepted and office.public() == before
    assert "请把编号 " in pushed.said[0]
    log = (office.repository / "work-plan-errors.log").read_text(encoding="utf-8")
    assert "Read-only file system" in log
    assert office.push().accepted and "新的" in office.page("guanyu")
