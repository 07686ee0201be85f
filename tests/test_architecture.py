"""The house is as CONTRIBUTING.md draws it: one direction of flow, small rooms, no stray words."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

GENERATOR = ROOT / "generator"

# A module may import only what stands above it, so there can be no circles.
ORDER = """
problems scratch_files latest vocabulary wording syntax source pinyin deadlines feedback model
changes table_file word_table workbook tables table_schema validation addresses text_rules rules
loading
importing.document importing.text importing.csv_text importing.excel importing.word_text
importing.word_numbers importing.word importing.opening importing.header importing.departments
importing.rows importing.heading importing.tasks importing.oddities importing.units
importing.merging importing.existing importing.flow importing.report importing.commands
views pictures edition columns calendars task_data data_package open_data links
compiled_templates rendering pages
metadata qr_code raw_html navigation plain_text search_index slimming stylesheet hand_written
pipeline history theme_files file_events preview rebuilding kept_site mkdocs_files
mkdocs_navigation mkdocs_context mkdocs_plugin
publishing.mkdocs_process publishing.errors publishing.git publishing.guard publishing.sharing
publishing.releases publishing.program publishing.environment publishing.compression
publishing.page_reader publishing.links publishing.report publishing.build publishing.host
publishing.publication publishing.answering publishing.hooks publishing.commands cli
""".split()  # noqa: SIM905

# The libraries, and the only modules that know them.
LIBRARIES = {
    "click": {"cli", "importing.commands", "publishing.commands"},
    "icalendar": {"calendars"},
    "docx": {"importing.word", "word_table"},
    "jinja2": {
        "compiled_templates",
        "rendering",
        "pages",
        "pipeline",
        "preview",
        "rebuilding",
        "theme_files",
    },
    "markdown": {"hand_written"},
    "markupsafe": {"rendering", "links", "metadata", "qr_code"},
    # A preview is MkDocs' own server, with other file events; a navigation is made of its types.
    "mkdocs": {
        "mkdocs_plugin",
        "mkdocs_context",
        "mkdocs_files",
        "kept_site",
        "mkdocs_navigation",
        "preview",
        "rebuilding",
        "theme_files",
        "publishing.mkdocs_process",
    },
    "lxml": {"publishing.page_reader"},
    "opencc": {"search_index"},
    "openpyxl": {"importing.excel"},
    "rcssmin": {"slimming", "stylesheet"},
    "rjsmin": {"slimming"},
    "pydantic": {"model", "validation"},
    "pydantic_core": {"model", "validation"},
    "pypinyin": {"pinyin"},
    "watchdog": {"file_events", "preview"},  # MkDocs' own library for file events
    "segno": {"qr_code"},
    "xlsxwriter": {"workbook"},
    "yaml": {"source", "syntax", "wording", "hand_written", "importing.existing"},
}

# Rooms that share a floor but not their business.
MUST_NOT_IMPORT = {
    "source": {"wording"},
    "model": {"wording", "source", "syntax"},
    "rules": {"source", "wording"},
    "validation": {"wording"},
    "views": {"addresses", "wording", "loading"},
    "pictures": {"addresses", "wording", "loading", "rendering"},
    "rendering": {"model", "views", "loading"},
    "cli": {"mkdocs_plugin"},
    "changes": {"wording", "source"},
    "tables": {"wording", "source"},
    "importing.flow": {"importing.report", "importing.commands"},
}

MOST_LINES = 220


def modules() -> dict[str, Path]:
    files = sorted(GENERATOR.rglob("*.py"))
    names = {file: ".".join(file.relative_to(GENERATOR).with_suffix("").parts) for file in files}
    return {name: file for file, name in names.items() if file.name != "__init__.py"}


MODULES = modules()


def imported(file: Path) -> Iterator[str]:
    """Every module a file imports, wherever in it, as a dotted name."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module
            if node.module == "generator":
                yield from (f"generator.{alias.name}" for alias in node.names)
            else:
                yield node.module


def own_imports(name: str) -> set[str]:
    found = (module for module in imported(MODULES[name]) if module.startswith("generator."))
    return {module.removeprefix("generator.") for module in found}


def test_every_module_has_its_place_in_the_order() -> None:
    """A new module is placed here and in the table of CONTRIBUTING.md."""
    assert set(MODULES) == set(ORDER)
    assert len(ORDER) == len(set(ORDER))


@pytest.mark.parametrize("name", MODULES)
def test_module_imports_only_what_stands_above_it(name: str) -> None:
    assert own_imports(name) <= set(ORDER[: ORDER.index(name)])


@pytest.mark.parametrize("name", MUST_NOT_IMPORT)
def test_module_minds_its_own_business(name: str) -> None:
    assert own_imports(name).isdisjoint(MUST_NOT_IMPORT[name])


@pytest.mark.parametrize("name", MODULES)
def test_libraries_are_known_only_where_they_belong(name: str) -> None:
    found = {module.split(".")[0] for module in imported(MODULES[name])}
    libraries = found - sys.stdlib_module_names - {"generator"}
    assert libraries <= LIBRARIES.keys()
    assert all(name in LIBRARIES[library] for library in libraries)


def test_contributing_draws_the_same_order() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    files = [name for cell in table for name in re.findall(r"`([\w/]+)\.py`", cell)]
    assert [name.replace("/", ".") for name in files] == ORDER


@pytest.mark.parametrize("name", MODULES)
def test_module_is_small(name: str) -> None:
    lines = MODULES[name].read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MOST_LINES


# Han characters, and the signs and widths of Chinese text.
CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\U00020000-\U000323af]")


def texts(file: Path) -> Iterator[str]:
    """A module's source, and every string in it with its escapes resolved."""
    source = file.read_text(encoding="utf-8")
    yield source
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("name", [name for name in MODULES if name != "vocabulary"])
def test_module_holds_no_chinese(name: str) -> None:
    assert [text for text in texts(MODULES[name]) if CHINESE.search(text)] == []


def test_vocabulary_holds_chinese() -> None:
    """The search above would find it."""
    assert any(CHINESE.search(text) for text in texts(MODULES["vocabulary"]))
    assert all(CHINESE.search(text) for text in ("处", "\u3000", "，", "ｆ", "\U00020bb7"))


# What only the tables, pages and settings of one office know; Asia/Shanghai is all China's clock.
OFFICE = re.compile(
    r"2022|上海|(?<!人)民政|(?<!Asia/)Shanghai|(?<![\w.#%-])72(?![\w.%-])", re.IGNORECASE
)


def without_docstrings(file: Path) -> str:
    """A module's code alone: examples in docstrings may name a year."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = ""
    return ast.unparse(tree)


def parts_of_the_product() -> list[Path]:
    folders = (GENERATOR, ROOT / "overrides")
    files = (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())
    return [file for file in files if "__pycache__" not in file.parts]


@pytest.mark.parametrize("file", parts_of_the_product(), ids=lambda file: file.name)
def test_product_knows_no_office(file: Path) -> None:
    is_code = file.suffix == ".py"
    text = without_docstrings(file) if is_code else file.read_text(encoding="utf-8")
    assert OFFICE.findall(text) == []


def test_office_would_be_found() -> None:
    for text in ("年份: 2022", "上海市", "in shanghai", "民政局", "72 项", "{72}", "(72)"):
        assert OFFICE.search(text)
    for text in ("Asia/Shanghai", "人民政府", "1720", "0.72", "72px", "#72a", "-72"):
        assert not OFFICE.search(text)


MADE_BY_COMMANDS = {"site", "build", "dist", "node_modules"}


def own_files() -> list[Path]:
    """The project's files: not what its commands make, nor what starts with a dot, `.ci` apart."""
    files = []
    for file in sorted(ROOT.rglob("*")):
        parts = file.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part != ".ci" for part in parts)
        made = parts[0] in MADE_BY_COMMANDS or any(part.endswith(".egg-info") for part in parts)
        if file.is_file() and not hidden and not made and "__pycache__" not in parts:
            files.append(file)
    return files


# Written so that this file holds none of them itself.
UNWANTED = {
    "a mark of unfinished work": r"\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b",
    "a test that is left out": r"pytest\.ski[p]|mark\.ski[p]|mark\.xfai[l]|importorski[p]",
    "a package index": r"(?<!no-emit-)(?:index-ur[l]|find-link[s])\b|/simpl[e]/|pypi\.or[g]",
    "a path of one machine": r"(?<![\w.])/(?:hom[e]|roo[t]|User[s]|wor[k]|tm[p])/\w",
}


@pytest.mark.parametrize("what", UNWANTED)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(UNWANTED[what])
    found = {}
    for file in own_files():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a document
        if match := pattern.search(text):
            found[file.relative_to(ROOT).as_posix()] = match[0]
    assert found == {}


def test_own_files_are_found() -> None:
    names = {file.relative_to(ROOT).as_posix() for file in own_files()}
    assert {"Makefile", ".ci/run", "requirements.txt", "tests/test_architecture.py"} <= names
    assert not any(name.startswith("site/") for name in names)
