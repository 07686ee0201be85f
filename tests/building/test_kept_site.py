"""What a preview built stays while the next build would make it again, and no longer."""

from pathlib import Path

import pytest
from mkdocs import utils
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.building.files import addresses_written
from generator.building.kept_site import hide_built, show_built, write_only_changes
from generator.frontend.stylesheet import STYLESHEET

BUILT = ("index.html", "zh-a/index.html", "zh-b/index.html", "assets/a.css", "search/2030.json")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for name in BUILT:
        utils.write_file(name.encode(), str(site / name))
    return site


def begin_build(site: Path, *written: str) -> list[str]:
    """What is in the folder once MkDocs has emptied it and knows what will be written."""
    hide_built(site)
    utils.clean_directory(str(site))
    show_built(site, set(written))
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*"))


def test_what_is_built_again_stays_and_nothing_else(site: Path) -> None:
    kept = begin_build(site, "index.html", "zh-a/index.html", "assets/a.css", "new/index.html")
    assert kept == ["assets", "assets/a.css", "index.html", "zh-a", "zh-a/index.html"]
    assert (site / "zh-a/index.html").read_text() == "zh-a/index.html"


def test_what_is_built_no_longer_is_gone(site: Path) -> None:
    assert begin_build(site, "index.html") == ["index.html"]
    assert begin_build(site) == []


def test_what_is_excluded_is_not_written() -> None:
    files = Files([File(name, "docs", "site", True) for name in ("index.md", "zh-a.md")])
    excluded = files.get_file_from_path("zh-a.md")
    assert excluded
    excluded.inclusion = InclusionLevel.EXCLUDED
    assert addresses_written(files, None) == {"index.html", STYLESHEET}


def test_a_build_that_came_to_nothing_leaves_nothing(site: Path) -> None:
    hide_built(site)
    assert begin_build(site, "index.html") == []
    hide_built(site / "never built")


def test_only_changes_are_written(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(utils, "write_file", utils.write_file)  # put back afterwards
    write_only_changes()
    before = {name: (site / name).stat().st_mtime_ns for name in BUILT}
    for name in BUILT:
        utils.write_file(b"zh-a/index.html", str(site / name))
    changed = [name for name in BUILT if (site / name).stat().st_mtime_ns != before[name]]
    assert changed == [name for name in BUILT if name != "zh-a/index.html"]
    assert {(site / name).read_bytes() for name in BUILT} == {b"zh-a/index.html"}
    utils.write_file(b"a", str(site / "new/index.html"))
    assert (site / "new/index.html").read_bytes() == b"a"
