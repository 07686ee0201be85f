"""What a preview shows where a template or the configuration is broken: why, and never nothing."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building.preview_support import (
    Preview,
    copy_everything,
    own_environment,
    preview_of,
    problems,
)
from tests.site_support import find, parse, words

UNKNOWN = "no/such/page/"
GENERATOR, FRAME = "generator/pages/templates/departments.md.jinja", "overrides/main.html"
BODY, HEAD = "{% if units %}", '<meta name="format-detection" content="telephone=no">'

BROKEN = {
    "generator, syntax": (GENERATOR, BODY, "{% if units }"),
    "generator, undefined": (GENERATOR, BODY, "{{ absent }}{% if units %}"),
    "frame, syntax": (FRAME, HEAD, HEAD + "{% if %}"),
    "frame, undefined": (FRAME, HEAD, HEAD + "{{ absent.name }}"),
    "frame, missing part": (FRAME, HEAD, HEAD + "{% include 'partials/absent.html' %}"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_template(preview: Preview, what: str) -> None:
    file, old, new = BROKEN[what]
    line = (preview.folder / file).read_text(encoding="utf-8").partition(old)[0].count("\n") + 1
    with preview.broken(file, old, new):
        preview.wait_for("2031/chushi/", "wp-problems")
        for address in ("", "2031/chushi/", "guanyu/", UNKNOWN):
            (problem,) = problems(preview.get(address))
            assert problem[0] == f"{file}:{line}:1"
            assert problem[1].startswith("模板有错：")

    preview.wait_for("2031/chushi/", "wp-units")
    for address in ("", "guanyu/", UNKNOWN):
        assert problems(preview.get(address)) == []


def test_broken_configuration(preview: Preview) -> None:
    """Told as "build-failed", while the site of before is put away."""
    with preview.broken("mkdocs.yml", "  name: work-plan", "  name: [work-plan"):
        preview.wait_for("", "wp-problems")
        for address in ("", "2031/", UNKNOWN):
            (problem,) = problems(preview.get(address))
            assert problem[0] == "mkdocs.yml:1:1"
            assert problem[1].startswith("网站做不出来：")

    preview.wait_for("", "wp-cards")
    for address in ("2031/", UNKNOWN):
        assert problems(preview.get(address)) == []


SLIPS = {
    "表格": ("data/tasks.yaml", "\n任务:\n", "\n任务项:\n"),
    "网站设置": ("data/site.yaml", "搜索示例:", "搜索例:"),
    "手写的页面": ("docs/guanyu.md", "## 怎么查 {", "<b>\n\n## 怎么查 {"),
}


@pytest.mark.parametrize("subject", SLIPS)
def test_problem_page_names_what_is_wrong_and_its_frame_has_no_english(
    preview: Preview, subject: str
) -> None:
    heading = f"{subject}有错，先改好再看"
    file, old, new = SLIPS[subject]
    with preview.broken(file, old, new):
        preview.wait_for("", heading)
        for address in ("", "2031/", "2031/chushi/", "guanyu/", UNKNOWN):
            page = parse(preview.get(address))
            assert words(find(page, "h1")) == heading
            assert words(find(page, "title")).startswith(heading)
            for parent in list(page.iter()):
                for child in [*parent.findall("script"), *parent.findall("ol")]:
                    parent.remove(child)  # not shown, or the list, which quotes
            assert not re.search("[A-Za-z]", words(find(page, "body")))
    preview.wait_for("", "wp-cards")


@pytest.mark.soak
def test_preview_that_starts_on_a_broken_template(tmp_path: Path) -> None:
    file = copy_everything(tmp_path) / GENERATOR
    good = file.read_text(encoding="utf-8")
    file.write_text(good + "{% if %}", encoding="utf-8", newline="\n")

    with preview_of(tmp_path) as preview:
        (problem,) = problems(preview.get(""))
        assert problem[0].startswith(GENERATOR)
        file.write_text(good, encoding="utf-8", newline="\n")
        preview.wait_for("", "wp-cards")


@pytest.mark.soak
def test_second_preview_says_that_the_port_is_busy(preview: Preview) -> None:
    address = preview.url.removeprefix("http://").rstrip("/")
    second = subprocess.run(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
        cwd=preview.folder,
        env=own_environment(preview.folder),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = second.stdout + second.stderr
    assert second.returncode == 1
    assert f"端口 {address.rpartition(':')[2]} 正被别的程序用着" in said
    assert "Traceback" not in said
