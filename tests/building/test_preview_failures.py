"""What a preview shows where a template or the configuration is broken: why, and never nothing."""

from pathlib import Path

import pytest

from tests.building.preview_support import Preview, copy_everything, preview_of, problems

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
        preview.wait_for("2022/chushi/", "wp-problems")
        for address in ("", "2022/chushi/", "guanyu/", UNKNOWN):
            (problem,) = problems(preview.get(address))
            assert problem[0] == f"{file}:{line}:1"
            assert problem[1].startswith("模板有错：")

    preview.wait_for("2022/chushi/", "wp-units")
    for address in ("", "guanyu/", UNKNOWN):
        assert problems(preview.get(address)) == []


def test_broken_template_of_one_page_leaves_the_others(preview: Preview) -> None:
    with preview.broken("overrides/404.html", "<ul>", "<ul>{{ absent.name }}"):
        preview.wait_for(UNKNOWN, "wp-problems")
        assert problems(preview.get("")) == problems(preview.get("2022/")) == []
    preview.wait_for(UNKNOWN, "没有找到这个页面")


def test_broken_configuration(preview: Preview) -> None:
    """Told as "build-failed", while the site of before is put away."""
    with preview.broken("mkdocs.yml", "  name: material", "  name: [material"):
        preview.wait_for("", "wp-problems")
        for address in ("", "2022/", UNKNOWN):
            (problem,) = problems(preview.get(address))
            assert problem[0] == "mkdocs.yml:1:1"
            assert problem[1].startswith("网站做不出来：")

    preview.wait_for("", "wp-cards")
    for address in ("2022/", UNKNOWN):
        assert problems(preview.get(address)) == []


def test_preview_that_starts_on_broken_templates(tmp_path: Path) -> None:
    copy_everything(tmp_path)
    files = [tmp_path / file for file in (GENERATOR, FRAME)]
    good = [file.read_text(encoding="utf-8") for file in files]
    for file, text in zip(files, good, strict=True):
        file.write_text(text + "{% if %}", encoding="utf-8", newline="\n")

    with preview_of(tmp_path) as preview:
        (problem,) = problems(preview.get(""))
        assert problem[0].startswith(FRAME)  # the frame comes first: nothing can be shown in it
        files[1].write_text(good[1], encoding="utf-8", newline="\n")
        preview.wait_for("", GENERATOR)
        files[0].write_text(good[0], encoding="utf-8", newline="\n")
        preview.wait_for("", "wp-cards")
