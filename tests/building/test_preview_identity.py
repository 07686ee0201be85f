"""What a preview shows, after any edit, is what a clean build of the same files makes.

Two things differ on purpose. A preview knows its own address, so the clean build is given the same
`site_url`. And a preview's pages have no Content-Security-Policy, within which MkDocs' script could
not renew them: it is taken out of the clean build's pages before the files are compared. (That
script itself is no part of the files; the server adds it as it sends a page.)
"""

import json
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.building.preview_support import Preview, copy_everything, own_environment, preview_of
from tests.support import contents

POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" [^>]*>')
TABLE = "data/tasks.yaml"
PAGES = ("topic", "department", "home", "deadlines", "plan")
IMPORTED = {  # by the line of each that something is put behind
    "_task": "{% macro article(task) %}\n",
    "_topic_bars": "{% macro topic_bars(bars) %}\n",
    "_page": "{% block content %}\n",
}

NAME = "  name: work-plan"
Edit = Callable[[Path, random.Random], None]
"""Changes files below a folder; what it does has to differ each time."""


def change(file: Path, pattern: str, replacement: str, dice: random.Random) -> None:
    """Replace one of the places that match; saved as editors do, or in place."""
    text = file.read_text(encoding="utf-8")
    place = dice.choice(list(re.finditer(pattern, text, re.MULTILINE)))
    save(file, text[: place.start()] + replacement + text[place.end() :], dice)


def save(file: Path, text: str, dice: random.Random) -> None:
    saved = file if dice.random() < 0.5 else file.with_name("saved.tmp")
    saved.write_text(text, encoding="utf-8", newline="\n")
    saved.replace(file)


def made_up(dice: random.Random) -> str:
    pieces = (
        "试写的一句话",
        "<b>粗</b>",
        "{{ 甲 }}",
        "*星*",
        "[链](x.md)",
        "&amp;",
        "10月底前",
        "貓",
    )
    return "".join(dice.choices(pieces, k=3)) + str(dice.random())


def cell(folder: Path, dice: random.Random) -> None:
    column = dice.choice(["任务内容", "任务内容", "任务名称", "时间节点"])
    text = json.dumps(made_up(dice)[:90], ensure_ascii=False)
    change(folder / TABLE, f"^    {column}: .*$", f"    {column}: {text}", dice)


def note(folder: Path, dice: random.Random) -> None:
    change(
        folder / TABLE, "^    任务内容: ", f"    备注: 备注{dice.random()}\n    任务内容: ", dice
    )
    text = (folder / TABLE).read_text(encoding="utf-8")  # at most one to a task
    save(
        folder / TABLE,
        re.sub(r"((^    备注: .*\n)(?:    .*\n)*?)    备注: .*\n", r"\1", text),
        dice,
    )


def topic(folder: Path, dice: random.Random) -> None:
    text = f"简介: 简介{dice.random()}"
    change(folder / TABLE, r"(?<=, )简介: [^,}]*", text, dice)


def title(folder: Path, dice: random.Random) -> None:
    change(folder / TABLE, "^标题: .*$", f"标题: 试写的标题{dice.random()}", dice)


def setting(folder: Path, dice: random.Random) -> None:
    save(folder / "data" / "site.yaml", f"网站名称: 网站{dice.random()}\n主办单位: 某单位\n", dice)


def hand_written(folder: Path, dice: random.Random) -> None:
    name = dice.choice(["guanyu.md", "xin.md", "jia/index.md"])
    file = folder / "docs" / name
    file.parent.mkdir(exist_ok=True)
    up = "../" * name.count("/")
    link = dice.choice([f"[任务]({up}2031/index.md)", f"[关于]({up}guanyu.md)", "没有链接"])
    former = f"---\n曾用网址: [jiu/{name[:3]}-{dice.randint(1, 3)}]\n---\n\n"
    save(file, f"{dice.choice(['', former])}# 手写{dice.random()}\n\n{link}\n", dice)


def hand_written_gone(folder: Path, dice: random.Random) -> None:
    file = folder / "docs" / "zan.md"
    if file.exists():
        file.unlink()
    else:
        save(file, f"# 暂时{dice.random()}\n", dice)


def template(folder: Path, dice: random.Random) -> None:
    templates = dict.fromkeys(PAGES, "{% block content %}\n") | IMPORTED
    name, line = dice.choice(list(templates.items()))
    file = folder / "generator" / "pages" / "templates" / f"{name}.md.jinja"
    change(file, f"^{re.escape(line)}", f"{line}改{dice.random()}\n\n", dice)


def frame(folder: Path, dice: random.Random) -> None:
    file = folder / "overrides" / dice.choice(["main.html", "404.html", "partials/footer.html"])
    change(file, r"\Z", f"{{# {dice.random()} #}}\n", dice)
    place = '<a class="{}" href="#">改{}</a>'.format(dice.choice(["md-x", "md-top"]), dice.random())
    change(
        folder / "overrides" / "partials" / "footer.html", "</footer>", f"{place}</footer>", dice
    )


def asset(folder: Path, dice: random.Random) -> None:
    files = [*(folder / "overrides").rglob("*.css"), *(folder / "overrides").rglob("*.js")]
    change(dice.choice(sorted(files)), r"\Z", f"/* {dice.random()} */\n", dice)


def icon(folder: Path, dice: random.Random) -> None:
    icons = ("file-table-outline", "file-table", "home", "calendar")
    logo = f"  icon: {{logo: material/{dice.choice(icons)}}}"
    change(folder / "mkdocs.yml", r"  name: work-plan$(\n  icon: .*$)?", f"{NAME}\n{logo}", dice)
    change(
        folder / "mkdocs.yml",
        "^site_description: .*$",
        f"site_description: 第{dice.random()}",
        dice,
    )


def wording(folder: Path, dice: random.Random) -> None:
    file = folder / "generator" / "language" / "wording.yaml"
    change(file, "^  topics: .*$", f"  topics: 主题{dice.randint(1, 9)}", dice)


def past_year(folder: Path, dice: random.Random) -> None:
    archive = folder / "data" / "archive"
    archive.mkdir(exist_ok=True)
    year = dice.choice([2028, 2029, 2030])
    file = archive / f"{year}.yaml"
    if file.exists():
        file.unlink()
    else:
        text = (folder / TABLE).read_text(encoding="utf-8")
        save(file, text.replace("年份: 2031", f"年份: {year}"), dice)


EDITS: list[Edit] = [
    *(cell, cell, cell, note, topic, title, setting, hand_written, hand_written_gone),
    *(template, template, frame, asset, icon, wording, past_year),
]

BREAKAGES = {
    TABLE: ("    责任处室: [", "    责任处室: [没有的处, "),
    "generator/pages/templates/topic.md.jinja": ("{% block content %}", "{% block content }"),
    "overrides/main.html": ("{% block content %}", "{% block content %}{{ absent.name }}"),
    "mkdocs.yml": (NAME, "  name: [work-plan"),
}


BUILD = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config("mkdocs.yml", site_dir=sys.argv[1])
config.plugins.on_startup(command="build", dirty=False)
def take_address_of_the_preview(config):  # when the downloads are made, which never have it
    config.site_url = sys.argv[2]
    return config
config.plugins.events["config"].append(take_address_of_the_preview)
build(config)
"""


def clean_build(preview: Preview, folder: Path) -> dict[str, bytes]:
    """As `mkdocs build` does it, in a process of its own, into a new folder; without the policy."""
    command = [sys.executable, "-c", BUILD, str(folder), preview.url]
    environment = own_environment(preview.folder)
    subprocess.run(command, cwd=preview.folder, env=environment, check=True, capture_output=True)
    files = contents(folder)
    assert all(POLICY.search(files[name]) for name in files if name.endswith(".html"))
    return {name: POLICY.sub(b"", content) for name, content in files.items()}


def assert_same(preview: Preview, folder: Path) -> None:
    preview.builds()  # all of them are over
    clean, shown = clean_build(preview, folder), contents(preview.site)
    assert len(clean) > 40
    assert sorted(shown) == sorted(clean)
    assert [name for name in clean if shown[name] != clean[name]] == []


def break_and_mend(preview: Preview, file: str) -> None:
    old, new = BREAKAGES[file]
    path = preview.folder / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    preview.wait_for("2031/yuanwu-gonggao/", "wp-problems")
    with preview.followed():
        path.write_text(text, encoding="utf-8", newline="\n")


@pytest.mark.soak
def test_preview_is_a_clean_build(tmp_path: Path) -> None:
    dice = random.Random(7)
    with preview_of(copy_everything(tmp_path / "project")) as preview:
        for edit in (cell, past_year, template, setting, frame):
            with preview.followed():
                edit(preview.folder, dice)
        assert_same(preview, tmp_path / "first")
        break_and_mend(preview, TABLE)
        for edit in (hand_written, cell, asset):
            with preview.followed():
                edit(preview.folder, dice)
        assert_same(preview, tmp_path / "second")


@pytest.mark.soak
def test_preview_stays_a_clean_build_through_fifty_edits(tmp_path: Path) -> None:
    dice = random.Random(1)
    with preview_of(copy_everything(tmp_path / "project")) as preview:
        for number in range(50):
            if number % 10 == 9:
                break_and_mend(preview, dice.choice(list(BREAKAGES)))
            edit = dice.choice(EDITS)
            with preview.followed():
                edit(preview.folder, dice)
            print(number, edit.__name__)  # which one it was that led to a difference
            assert_same(preview, tmp_path / f"clean-{number}")
