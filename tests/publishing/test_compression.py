"""Compressed copies: of the last state of a file, and never into an older release."""

from __future__ import annotations

import gzip
from pathlib import Path

from generator.publishing.compression import Compressor

TEXT = "<p>任务</p>\n" * 100


def write(folder: Path, name: str, text: str = TEXT) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def copy_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.gz")


def unpacked(file: Path) -> str:
    return gzip.decompress(copy_of(file).read_bytes()).decode()


def test_text_that_is_worth_it(tmp_path: Path) -> None:
    page, data = write(tmp_path, "a/index.html"), write(tmp_path, "a/tasks.csv")
    write(tmp_path, "short.html", "x" * 499)
    write(tmp_path, "tasks.xlsx")
    Compressor(tmp_path, None).compress_all()
    assert sorted(tmp_path.rglob("*.gz")) == [copy_of(page), copy_of(data)]
    assert unpacked(page) == unpacked(data) == TEXT
    assert copy_of(page).read_bytes() == copy_of(data).read_bytes()  # no name in it


def test_file_that_changed_since(tmp_path: Path) -> None:
    """As while MkDocs writes: first half of it, then all."""
    page = write(tmp_path, "index.html", TEXT[:-100])
    compressor = Compressor(tmp_path, None)
    compressor.compress(page)
    write(tmp_path, "index.html")
    compressor.compress_all()
    assert unpacked(page) == TEXT


def test_what_an_older_release_has_is_shared_and_stays(tmp_path: Path) -> None:
    live, new = tmp_path / "live", tmp_path / "new"
    old_same, old_other = write(live, "same.html"), write(live, "other.html", TEXT + "x")
    Compressor(live, None).compress_all()
    same, other = write(new, "same.html"), write(new, "other.html")
    compressor = Compressor(new, live)
    compressor.compress_all()
    assert copy_of(same).samefile(copy_of(old_same))
    assert not copy_of(other).samefile(copy_of(old_other))

    write(new, "same.html", TEXT + "y")
    compressor.compress_all()
    assert unpacked(same) == TEXT + "y"
    assert unpacked(old_same) == TEXT and unpacked(old_other) == TEXT + "x"
