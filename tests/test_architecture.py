"""The architecture: rooms that import in one direction, small files, Chinese in its place."""

import ast
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.support import ROOT

GENERATOR = ROOT / "generator"

# Each room, and the rooms that it may import from; inside a room there are no circles.
ROOMS = {
    "language": "",
    "plan": "language",
    "table": "language plan",
    "downloads": "language plan",
    "importing": "language plan table downloads",
    "pages": "language plan downloads",
    "frontend": "language plan",
    "evidence": "language plan table",
    "assembling": "language plan downloads pages frontend pipeline",
    "building": "language plan table pages frontend assembling pipeline",
    "publishing": "language plan table pages assembling building",
    "offices": "language plan table importing pages",
    "submitting": "language plan table pipeline",
}
# Beside the rooms stand the whole flow and the command.
BESIDE = {
    "pipeline": "language plan table downloads pages",
    "cli": "language plan table downloads importing submitting publishing evidence offices "
    "assembling pipeline",
}
LIBRARIES = {"mkdocs": "building", "openpyxl": "importing", "yaml": "table"}
LIBRARIES |= {"http": "evidence", "ssl": "evidence"}
"""Libraries that only one room knows."""

READ_OTHER_YAML = {"language.yaml_loader", "language.wording", "pages.hand_written"}
READ_OTHER_YAML |= {"offices.migrating", "assembling.configuration"}
"""Modules outside `table/` that read YAML: of the program, of a page's settings, of MkDocs."""

MOST_LINES = 220

MODULES = {
    ".".join(file.relative_to(GENERATOR).with_suffix("").parts): file
    for file in sorted(GENERATOR.rglob("*.py"))
    if file.name != "__init__.py"
}


def room_of(module: str) -> str:
    return module.split(".")[0]


def imported(module: str) -> Iterator[str]:
    """Every module that a module imports, wherever in it, as a dotted name."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                is_module = name.removeprefix("generator.") in MODULES
                yield name if is_module else node.module


def own_imports(module: str) -> set[str]:
    found = (name for name in imported(module) if name.startswith("generator."))
    return {name.removeprefix("generator.") for name in found}


def test_every_module_is_in_a_room() -> None:
    assert {room_of(module) for module in MODULES} == {*ROOMS, *BESIDE}
    assert {module for module in MODULES if "." not in module} == set(BESIDE)


def test_each_room_is_packaged() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = settings["tool"]["setuptools"]["packages"]
    assert packages == [
        "generator",
        *(f"generator.{room}" for room in sorted(ROOMS)),
        "work_plan_theme",
    ]


def test_each_room_says_in_one_sentence_what_it_is_for() -> None:
    for room in ROOMS:
        text = (GENERATOR / room / "__init__.py").read_text(encoding="utf-8")
        assert re.fullmatch(r'"""[A-Z][^\n]{20,110}\."""\n', text), room


def test_rooms_import_only_from_the_rooms_in_their_row() -> None:
    allowed = {room: {room, *others.split()} for room, others in (ROOMS | BESIDE).items()}
    strays = [
        (module, other)
        for module in MODULES
        for other in own_imports(module)
        if room_of(other) not in allowed[room_of(module)]
    ]
    assert strays == []


def test_there_are_no_circles() -> None:
    graph = {module: own_imports(module) & set(MODULES) for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"modules import in a circle: {error.args[1]}")


def test_some_libraries_are_known_to_one_room_only() -> None:
    strays = {
        (module, name)
        for module in MODULES
        for name in imported(module)
        if LIBRARIES.get(name.split(".")[0], room_of(module)) != room_of(module)
    }
    assert strays == {(module, "yaml") for module in READ_OTHER_YAML}


def test_contributing_has_the_same_table() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)/` \|.*\|([^|]*)\|$", text, re.MULTILINE)
    told = {room: set(re.findall(r"\w+", others)) for room, others in rows}
    assert told == {room: set(others.split()) for room, others in ROOMS.items()}


def test_modules_are_small() -> None:
    lengths = {name: len(file.read_bytes().splitlines()) for name, file in MODULES.items()}
    del lengths[VOCABULARY]  # a list of words, which nobody reads from top to bottom
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


# Han characters, and the signs and widths of Chinese text.
CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\U00020000-\U000323af]")
VOCABULARY = "language.vocabulary"


def texts(file: Path) -> Iterator[str]:
    """The source of a module, and every string in it with its escapes resolved."""
    source = file.read_text(encoding="utf-8")
    yield source
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_only_the_vocabulary_contains_chinese() -> None:
    found = {name for name, file in MODULES.items() if any(map(CHINESE.search, list(texts(file))))}
    assert found == {VOCABULARY}
    assert all(CHINESE.search(text) for text in ("处", "\u3000", "，", "ｆ", "\U00020bb7"))


# What only the tables, pages and settings of one office know; Asia/Shanghai is all China's clock.
OFFICE = re.compile(
    r"2022|上海|(?<!人)民政|(?<!Asia/)Shanghai|(?<![\w.#%-])72(?![\w.%-])", re.IGNORECASE
)


def without_docstrings(source: str) -> str:
    """The code of a module alone: examples in docstrings may name a year."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = ""
    return ast.unparse(tree)


def test_product_knows_no_office() -> None:
    found = {}
    for folder in (GENERATOR, ROOT / "overrides"):
        for file in folder.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                text = file.read_text(encoding="utf-8")
                text = without_docstrings(text) if file.suffix == ".py" else text
                found[file.name] = OFFICE.findall(text)
    assert {name: words for name, words in found.items() if words} == {}


def test_office_would_be_found() -> None:
    for text in ("年份: 2022", "上海市", "in shanghai", "民政局", "72 项", "{72}", "(72)"):
        assert OFFICE.search(text)
    for text in ("Asia/Shanghai", "人民政府", "1720", "0.72", "72px", "#72a", "-72"):
        assert not OFFICE.search(text)


MADE_BY_COMMANDS = {"site", "build", "dist", "node_modules"}


@cache
def own_files() -> list[Path]:
    """The project's files: not what its commands make, nor what starts with a dot, `.ci` apart."""
    tops = (one for one in ROOT.iterdir() if one.name not in MADE_BY_COMMANDS)
    return sorted(file for top in tops for file in own_files_in(top))


def own_files_in(place: Path) -> Iterator[Path]:
    name = place.name
    is_hidden = name.startswith(".") and name != ".ci"
    if is_hidden or name == "__pycache__" or name.endswith(".egg-info"):
        return
    if place.is_file():
        yield place
    elif place.is_dir():
        for inner in place.iterdir():
            yield from own_files_in(inner)


# Written so that this file does not match them itself.
UNWANTED = {
    "a mark of unfinished work": r"\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b",
    "a test that is left out": r"pytest\.ski[p]|mark\.ski[p]|mark\.xfai[l]|importorski[p]",
    "a package index": r"(?<!no-emit-)(?:index-ur[l]|find-link[s])\b|/simpl[e]/|pypi\.or[g]",
    "a path of one machine": r"(?<![\w.])/(?:hom[e]|roo[t]|User[s]|wor[k]|tm[p])/\w",
}


@cache
def own_texts() -> dict[str, str]:
    """The project's files by name, pictures and documents apart."""
    texts = {}
    for file in own_files():
        with suppress(UnicodeDecodeError):
            texts[file.relative_to(ROOT).as_posix()] = file.read_text(encoding="utf-8")
    return texts


@pytest.mark.parametrize("what", UNWANTED)
def test_no_file_contains(what: str) -> None:
    matches = {name: re.search(UNWANTED[what], text) for name, text in own_texts().items()}
    assert {name: match[0] for name, match in matches.items() if match} == {}


def test_own_files_are_found() -> None:
    names = {file.relative_to(ROOT).as_posix() for file in own_files()}
    assert {"Makefile", ".ci/run", "requirements.txt", "tests/test_architecture.py"} <= names
    assert not any(name.startswith("site/") for name in names)
