"""Compressed copies: of the last state of a file, and never into an older release."""

from __future__ import annotations

import gzip
import time
from concurrent.futures import Future
from pathlib import Path
from threading import Thread

from generator.publishing.build import _tell_files
from generator.publishing.compression import Compressor
from tests.publishing.office import Office

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


def test_every_text_of_a_release_has_its_copy(office: Office) -> None:
    """Some are the release's before, some new, and one is made by MkDocs too."""
    before = office.live
    office.write("docs/guanyu.md", "# 关于\n\n新的\n")
    office.commit()
    assert office.push().accepted
    release, old = office.www / "current", office.www / "releases" / before
    texts = [file for file in release.rglob("*") if file.suffix in (".html", ".css", ".js", ".xml")]
    worth_it = [file for file in texts if file.stat().st_size >= 500]
    assert release / "sitemap.xml" in worth_it
    for file in worth_it:
        packed = copy_of(file).read_bytes()
        assert gzip.decompress(packed) == file.read_bytes(), file
        assert packed[4:8] == bytes(4), file  # no time in it
    shared = [file for file in worth_it if copy_of(file).stat().st_nlink > 1]
    assert 0 < len(shared) < len(worth_it)
    for file in old.rglob("*.gz"):
        assert gzip.decompress(file.read_bytes()) == file.with_suffix("").read_bytes(), file


def test_files_are_told_of_while_they_are_written(tmp_path: Path) -> None:
    told: list[str] = []
    said: Future[tuple[str, bool]] = Future()
    teller = Thread(
        target=_tell_files, args=(tmp_path, lambda file: told.append(file.read_text()), said)
    )
    teller.start()
    for text in ("a", "ab", "abc"):
        write(tmp_path, "index.html", text)
        while told[-1:] != [text]:
            time.sleep(0.01)
    said.set_result(("", True))
    teller.join()
    assert [text for text in told if text] == ["a", "ab", "abc"]


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
