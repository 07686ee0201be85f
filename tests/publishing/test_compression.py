"""Test the compressed copies beside a site's files."""

from __future__ import annotations

import gzip
from pathlib import Path

from generator.publishing.compression import compress_site
from tests.publishing.office import Office

TEXT = "<p>任务</p>\n" * 100


def test_text_that_is_worth_it(tmp_path: Path) -> None:
    texts = {"index.html": TEXT, "tasks.csv": TEXT, "short.html": "x" * 499, "tasks.xlsx": TEXT}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    compress_site(tmp_path)
    copies = {file.name: file.read_bytes() for file in tmp_path.glob("*.gz")}
    assert copies.keys() == {"index.html.gz", "tasks.csv.gz"}
    assert gzip.decompress(copies["index.html.gz"]).decode() == TEXT
    assert copies["index.html.gz"] == copies["tasks.csv.gz"]  # no name in it


def test_every_text_of_a_release_has_its_copy(published_office: Office) -> None:
    """Test also the sitemap, which MkDocs compresses in its own way."""
    release = published_office.www / "current"
    texts = [file for file in release.rglob("*") if file.suffix in (".html", ".css", ".js", ".xml")]
    worth_it = [file for file in texts if file.stat().st_size >= 500]
    assert release / "sitemap.xml" in worth_it
    for file in worth_it:
        packed = file.with_name(f"{file.name}.gz").read_bytes()
        assert gzip.decompress(packed) == file.read_bytes(), file
        assert packed[4:8] == bytes(4), file  # no time in it
