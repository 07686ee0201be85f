"""Test that any text of the table is shown as written on every page, and does nothing.

Every page of a plan whose every text is the same hostile one is compared with the page of a plan
whose every text is a plain word: once the word is replaced by the text, nothing may differ.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, UndefinedError
from markdown import Markdown
from markupsafe import Markup
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

from generator.building.defaults import complete
from generator.downloads.open_data import DataFile
from generator.language.problems import Place, Problem
from generator.language.wording import Message, Wording
from generator.pages.page import Page, PageKind
from generator.pages.pages import PageRenderer
from generator.pages.rendering import inert, template_environment
from generator.plan import addresses
from generator.plan.deadlines import Deadline, DeadlineKind
from generator.plan.edition import Edition, Licence
from generator.plan.model import (
    Department,
    Evidence,
    ProgressEntry,
    SiteSettings,
    Task,
    Topic,
    WorkPlan,
)
from generator.plan.neighbours import neighbours
from generator.plan.values import Status
from generator.table.syntax import Fault, refuse_characters
from tests.support import MADE_UP_OFFICE, ROOT

WORD = "Zq9"
MOST_UNFOLDED = 48
"""The longest text that 全部任务 never folds, in characters."""
MARKUP = r"""
<script>alert(1)</script> <img/src=x/onerror=alert(1)> </p> </dl></article> <!-- --> <![CDATA[ ]]>
<?php <br> &amp; &#60; &lt & &nbsp; <a.b@example.test> https://example.test www.example.test %20
javascript:alert(1) [a](javascript:b) ![a](b) [a][b] [a]:b [^1] [^1]:a [TOC] [[a]] *[A]:b (c) ...
*a* **a** _a_ __a__ a_b_c `a` ``` ~~~ ~~a~~ ==a== ^^a^^ ++a++ H~2~O 2^10 {--a--} {>>a<<} $a$ $$
# ## #### > - * + 1. --- *** === : :--: | || !!! ??? ::: /// :smile: :material-home: \ \\ \* \"
{{a}} {%raw%} {#a#} {#a} {:.a} {.a} " ' "a"b='c' title:a =cmd @a -- "" '''
"""
INVISIBLE = ["  ", "\n\n", *" \t\n\r\xa0\u2003\u3000\u200b\u200d\xad"]
PIECES = [*MARKUP.split(), *INVISIBLE]


def is_allowed(text: str) -> bool:
    """The values of an editor's table where a text is required."""
    try:
        refuse_characters(text)
    except Fault:
        return False
    return bool(text.strip())


TEXTS = st.lists(
    st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"]) | st.just("甲"), max_size=12
).map("".join)


@dataclass(frozen=True)
class Shown:
    """What a browser makes of a page's Markdown."""

    elements: list[tuple[str, list[str]]]
    text: str
    attributes: list[str]
    contents: int
    """How many texts of tasks it tells."""
    abbreviations: list[str]
    """What is marked in them, the one markup that a text may bring; not among the elements."""
    title: str
    description: str


def shown(markdown: str) -> Shown:
    body, meta = get_data(markdown)
    tree = parse(converter().reset().convert(body))
    contents = [one for one in tree.iter("p") if one.get("class") == "wp-content"]
    marks = [mark for content in contents for mark in content.iter("abbr")]
    assert all(mark.attrib == {"lang": "en"} and not len(mark) for mark in marks)
    elements = [element for element in tree.iter() if element not in marks]
    return Shown(
        elements=[(element.tag, sorted(element.attrib)) for element in elements],
        text="".join(tree.itertext()),
        attributes=[value for element in elements for value in attributes(element)],
        contents=len(contents),
        abbreviations=["".join(mark.itertext()) for mark in marks],
        title="".join(parse(f"<p>{meta['title']}</p>").itertext()),
        description=parse(f'<p title="{meta.get("description", "")}">')[0].attrib["title"],
    )


def attributes(element: Element) -> list[str]:
    """In order of their names; without a headline's id, which Markdown makes from its text."""
    values = dict(element.attrib)
    if element.tag == "h1":
        del values["id"]
    return [values[name] for name in sorted(values)]


def parse(html: str) -> Element:
    tree: Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return tree


@cache
def converter() -> Markdown:
    """Markdown with the extensions of mkdocs.yml and MkDocs' own."""
    config = load_config(str(MADE_UP_OFFICE / "mkdocs.yml"))
    complete(config)
    settings: dict[str, Any] = config.mdx_configs
    return Markdown(extensions=config.markdown_extensions, extension_configs=settings)


def other_year(plan: WorkPlan, year: int, end: str) -> WorkPlan:
    """The plan as that of another year, in which every content has another end."""
    tasks = [one.model_copy(update={"content": one.content + end}) for one in plan.tasks]
    return plan.model_copy(update={"year": year, "tasks": tuple(tasks)})


def pages(text: str) -> dict[PageKind, list[Page]]:
    """Every page of a small plan in which every text is this one."""
    evidence = Evidence(name=text, link="https://www.example.test/1.html")
    done = ProgressEntry(day=date(2030, 5, 1), status=Status.DONE, evidence=(evidence,))
    entry = ProgressEntry(day=date(2030, 4, 1), status=Status.UNDER_WAY, remark=text)
    tasks = [
        Task(
            number=1,
            topic=text,
            name=text,
            content=text,
            lead_departments=(text,),
            previous=1,
            progress=(entry, done),
        ),
        Task(
            number=2,
            topic=text,
            name=text,
            content=text,
            lead_departments=(text,),
            supporting_departments=(text + "统",),
            deadline=Deadline(text, DeadlineKind.AS_WRITTEN),
            note=text,
            withdrawn=text,
        ),
    ]
    plan = WorkPlan(
        title=text,
        year=2030,
        office=text,
        topics=(Topic(name=text, slug="a", former_slugs=("d",), summary=text),),
        departments=(
            Department(name=text, slug="b", former_slugs=("d", "e")),
            Department(name=text + "统", slug="c", collective=True),
        ),
        tasks=tuple(tasks),
    )
    settings = SiteSettings(example_queries=("x",))
    plans = [other_year(plan, 2031, "㊀"), plan, other_year(plan, 2029, "㊁")]
    renderer = PageRenderer(
        template_environment(), plan, 2031, settings=settings, neighbours=neighbours(plans)[2030]
    )
    found = [renderer.home([plan]), *renderer.plan_pages(Wording())]
    found += [renderer.changes(plans[-1]), renderer.years(plans)]
    edition, names = Edition(plan, licence=Licence(text)), ("tasks.csv", "tasks.xlsx", "tasks.json")
    files = [
        DataFile(addresses.data_file(2030, name), b"")
        for name in (*names, "tasks.schema.json", "datapackage.json")
    ]
    found.append(renderer.open_data(edition, files, Wording()))
    return {kind: [page for page in found if page.kind is kind] for kind in PageKind}


@cache
def plain(word: str) -> dict[PageKind, list[Shown]]:
    return {kind: [shown(page.markdown) for page in some] for kind, some in pages(word).items()}


@settings(deadline=None, max_examples=15)
@given(TEXTS.filter(is_allowed))
@example("　行首的全角空格")
@example("行尾的空格 \xa0")
@example("# 标题 #")
@example("\u2003\u200b\u200f")
@example("a\n\n***\n\nb")
@example('[TOC] VR1 aVR V R <abbr lang="en">VR</abbr>')
def test_every_text_is_shown_as_written(text: str) -> None:
    word = WORD if len(text) <= MOST_UNFOLDED else WORD * MOST_UNFOLDED
    for kind, some in pages(text).items():
        for page, model in zip(some, plain(word)[kind], strict=True):
            found = shown(page.markdown)
            assert found.elements == model.elements
            assert found.abbreviations == in_capitals(text) * found.contents
            assert found.text == model.text.replace(word, text)
            assert found.attributes == [value.replace(word, text) for value in model.attributes]
            assert found.title == model.title.replace(word, text)
            assert found.description == model.description.replace(word, text)


def in_capitals(text: str) -> list[str]:
    """The Latin words of more than one letter, all of them capitals."""
    return [word for word in re.findall("[A-Za-z]+", text) if len(word) > 1 and word.isupper()]


def test_the_plain_word_stands_on_every_page() -> None:
    """The test above compares nothing on a page without it."""
    assert all(some for some in plain(WORD).values())
    for page in (page for some in plain(WORD).values() for page in some):
        assert WORD in page.text
        assert WORD in page.title + page.description


def shown_problems(messages: list[Message]) -> Element:
    """What the preview shows in place of every page, from a theme's template as MkDocs has it."""
    theme = Environment(loader=FileSystemLoader(ROOT / "overrides"))
    return parse(theme.get_template("partials/problems.html").render(problems=messages))


@settings(deadline=None)
@given(TEXTS.filter(is_allowed).filter(lambda text: "\r" not in text))
def test_problems_are_shown_as_written(text: str) -> None:
    """They quote the table, broken as it is; a message is one line."""
    tree = shown_problems([Message(f"{text}:1:1", text, text)])
    code, paragraph = tree.find(".//li/code"), tree.find(".//li/p")
    assert code is not None and paragraph is not None
    assert "".join(code.itertext()) == f"{text}:1:1"
    assert "".join(paragraph.itertext()) == f"{text} {text}"


def test_problem_page_lists_every_problem() -> None:
    wording = Wording()
    problems = [Problem(Place(Path("a.yaml"), line), "file-empty") for line in (3, 7)]
    text = "".join(shown_problems(list(map(wording.message, problems))).itertext())
    assert [location in text for location in ("a.yaml:3:1", "a.yaml:7:1")] == [True, True]


def test_markup_is_left_alone() -> None:
    assert inert(Markup("<b>")) == "<b>"


def test_undefined_name_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        template_environment().from_string("{{ absent }}").render()
