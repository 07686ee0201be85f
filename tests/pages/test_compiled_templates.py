"""Compiled templates stand for what the templates say now, and come from the program alone."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, UndefinedError

from generator.pages import compiled_templates
from generator.pages.compiled_templates import CompiledTemplates


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With a folder that counts as installed, one of an office, and one for compiled templates."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiled_templates, "_INSTALLED", (tmp_path / "installed",))
    for name in ("installed", "office", "kept"):
        (tmp_path / name).mkdir()
    return tmp_path


def render(root: Path, folder: str, environment: str = "a", suffix: str = "") -> str:
    """What a template says to a process that has just begun."""
    jinja = Environment(
        loader=FileSystemLoader(root / folder),
        bytecode_cache=CompiledTemplates(environment, root / "kept"),
        finalize=lambda value: f"{value}{suffix}",
    )
    return jinja.get_template("page.html").render()


def kept(root: Path) -> Iterator[Path]:
    return (root / "kept").iterdir()


def test_what_is_installed_is_compiled_once(root: Path) -> None:
    (root / "installed/page.html").write_text("a")
    assert render(root, "installed") == "a"
    (file,) = kept(root)
    written = file.stat().st_mtime_ns
    assert render(root, "installed") == "a"
    assert (*kept(root),) == (file,)
    assert file.stat().st_mtime_ns == written


def test_a_changed_template_is_compiled_again(root: Path) -> None:
    page = root / "installed/page.html"
    for text in ("first", "second"):
        page.write_text(text)
        assert render(root, "installed") == text
    assert len(list(kept(root))) == 1


def test_a_changed_environment_compiles_again(root: Path) -> None:
    """Jinja works out in advance what it makes of a constant."""
    (root / "installed/page.html").write_text("{{ 'a' }}")
    assert render(root, "installed", environment="a", suffix="1") == "a1"
    assert render(root, "installed", environment="b", suffix="2") == "a2"


@pytest.mark.parametrize("damage", [b"not compiled", *range(0, 200, 9)])
def test_a_damaged_file_is_made_anew(root: Path, damage: bytes | int) -> None:
    """Something else, or cut after so many bytes."""
    (root / "installed/page.html").write_text("a")
    render(root, "installed")
    (file,) = kept(root)
    whole = file.read_bytes()
    file.write_bytes(damage if isinstance(damage, bytes) else whole[:damage])
    assert render(root, "installed") == "a"
    assert file.read_bytes() == whole


def test_what_an_office_has_is_kept_once_however_often_it_is_copied(root: Path) -> None:
    for name, text in (("one", "{{ 'a' }}"), ("two", "{{ 'a' }}"), ("three", "{{ 'b' }}")):
        (root / name).mkdir()
        (root / name / "page.html").write_text(text)
    assert render(root, "one") == "a"
    assert render(root, "two", suffix=" as made anew") == "a"
    assert render(root, "three") == "b"
    assert len(list(kept(root))) == 1


def test_a_problem_is_of_the_file_that_was_read(root: Path) -> None:
    for name in ("one", "two"):
        (root / name).mkdir()
        (root / name / "page.html").write_text("\n{{ missing.name }}")
        with pytest.raises(UndefinedError) as error:
            render(root, name)
        at = [(one.path, one.lineno + 1) for one in error.traceback]
        assert (root / name / "page.html", 2) in at


def test_an_office_can_bring_no_compiled_code(root: Path) -> None:
    (root / "office/page.html").write_text("{{ 'a' }}")
    assert render(root, "office") == "a"
    (file,) = kept(root)
    (root / "office/__pycache__").mkdir()
    for place in (root / "office", root / "office/__pycache__"):
        (place / file.name).write_bytes(file.read_bytes())
    file.unlink()
    assert render(root, "office", suffix=" anew") == "a anew"


def test_a_file_is_kept_once_by_whatever_path_it_is_reached(root: Path) -> None:
    (root / "installed/page.html").write_text("a")
    (root / "link").symlink_to(root / "installed")
    assert render(root, "installed") == render(root, "link") == "a"
    assert len(list(kept(root))) == 1


def test_a_folder_that_cannot_be_written_costs_only_time(root: Path) -> None:
    (root / "installed/page.html").write_text("a")
    (root / "kept").rmdir()
    assert render(root, "installed") == "a"
