"""Test what a hand-written page may contain."""

from pathlib import Path

import pytest

from generator.pages.hand_written import find_breaches


def breaches(folder: Path, text: str) -> list[str]:
    (folder / "a.md").write_text(text, encoding="utf-8")
    (folder / "b c.md").write_text("# b { #x }", encoding="utf-8")
    (folder / "tu.png").touch()
    return [f"{one.place.line}:{one.place.column} {one.code}" for one in find_breaches(folder)]


def test_markdown(tmp_path: Path) -> None:
    allowed = [
        "# 标题\n\n**粗** *斜* `<b>` \\<b\\> 1 < 2 > 3 &lt;b&gt; <中文>\n",
        "    <script>缩进的代码</script>\n",
        "```\n<script>代码</script>\n```\n",
        "<https://www.example.test/> <a@example.test>\n",
        "[x](<b c.md>) ![图](tu.png){ .wide }\n\n[x][]\n\n[x]: <b%20c.md#x> '标题'\n",
        "# x { #words .a }\n\n- x\n{: .b }\n\n``` { .python #code }\nx\n```\n",
        "[x](a.md#words) [x](#words)\n\n## x { #words }\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n词\n:   释义\n",
        "---\ntitle: 标题\ndescription: 说明\nhide: [toc]\nshow: [published]\n---\n\n# x\n",
        "---\n曾用网址: [jiu, zhinan/jiu]\n---\n\n# x\n",
        "注意: 全角的词不是设置\n",
    ]
    assert [text for text in allowed if breaches(tmp_path, text)] == []


def test_what_is_not_markdown(tmp_path: Path) -> None:
    expected = [
        ("# x\n\n<div>x</div>\n", ["3:1 raw-html"]),
        ("x <b>y</b>\n", ["1:3 raw-html", "1:7 raw-html"]),
        ("# x <i>y</i>\n", ["1:5 raw-html", "1:9 raw-html"]),
        ("- x\n\n    <b>y</b>\n", ["3:5 raw-html", "3:9 raw-html"]),
        ("| a |\n|---|\n| <i>x |\n", ["3:3 raw-html"]),
        ("<script>x</script>\n", ["1:1 raw-html"]),
        ("<img src=x onerror=y>\n", ["1:1 raw-html"]),
        ("<!-- x -->\n", ["1:1 raw-html"]),
        ("<?php x ?>\n", ["1:1 raw-html"]),
        ("<my-tag>x</my-tag>\n", ["1:1 raw-html", "1:10 raw-html"]),
        ("---\ntitle: x\ntemplate: x.html\n---\nx\n", ["3:1 front-matter-key"]),
        ('---\n"templ\\x61te": x\n---\nx\n', ["1:1 front-matter-key"]),
        ("---\n{template: x}\n---\nx\n", ["2:2 front-matter-key"]),
        ("template: x.html\n\n# x\n", ["1:1 front-matter-form"]),
        ("title: x\n    `<b>`\ntemplate: x\n", ["1:1 front-matter-form"]),
        ("---\ntitle: !!timestamp x\n---\n", ["1:1 front-matter-form"]),
        ("---\n- 不是设置\n---\n", ["1:1 front-matter-form"]),
        ("---\n坏: [\n---\n", ["1:1 front-matter-form"]),
        ("---\nhide: 5\n---\nx\n", ["2:1 front-matter-value"]),
        ("---\nshow: published\n---\nx\n", ["2:1 front-matter-value"]),
        ("---\ntitle: '</title><b>'\n---\nx\n", ["2:1 front-matter-value"]),
        ("---\ndescription: '\" onclick=\"'\n---\nx\n", ["2:1 front-matter-value"]),
        ("---\ntitle: [x]\n---\nx\n", ["2:1 front-matter-value"]),
        ("---\n曾用网址: jiu\n---\nx\n", ["2:1 front-matter-value"]),
    ]
    assert [(text, breaches(tmp_path, text)) for text, _ in expected] == expected


def test_attributes_other_than_class_and_id(tmp_path: Path) -> None:
    expected = [
        ("# x { onclick=y }\n", ["1:7 page-attribute"]),
        ("# x { #a data-md-component=search }\n", ["1:10 page-attribute"]),
        ("x\n{: data-wp-search-index=https://www.example.test/ }\n", ["2:4 page-attribute"]),
        ("词\n:   释义\n    { hidden }\n", ["3:7 page-attribute"]),
        (
            "| a { style=x } |\n|---|\n| b { ID=x } |\n",
            ["1:7 page-attribute", "3:7 page-attribute"],
        ),
        ("``` { .python data-x=1 }\nx\n```\n", ["1:15 page-attribute"]),
        ('``` python hl_lines="1"\nx\n```\n', ["1:12 page-attribute"]),
        ("![图](tu.png){ srcset=x.png }\n", ["1:15 page-attribute"]),
        (
            "[x](a.md){ target=_blank } *x*{ .a b }\n",
            ["1:12 page-attribute", "1:36 page-attribute"],
        ),
    ]
    assert [(text, breaches(tmp_path, text)) for text, _ in expected] == expected


def test_ids_of_the_site_itself(tmp_path: Path) -> None:
    expected = [
        ("# x { #__config }\n", ["1:8 page-id"]),
        ("x\n\n# __config\n", ["3:3 page-id"]),
        ("# x\n\n- x { id=wp-query }\n", []),  # text: only a line of its own belongs to an item
        ("- x\n{ id=wp-query }\n", ["2:6 page-id"]),
        ("*x*{ id='task-39' }\n", ["1:10 page-id"]),
        ("``` { .a #published }\nx\n```\n", ["1:11 page-id"]),
        ("Content\n=======\n", ["1:1 page-id"]),
        ("# Contents\n", []),
    ]
    assert [(text, breaches(tmp_path, text)) for text, _ in expected] == expected


def test_limits_of_what_stands_in_every_page(tmp_path: Path) -> None:
    long = "长" * 101
    assert breaches(tmp_path, f"# {long}\n") == ["1:3 too-long"]
    assert breaches(tmp_path, f"{long}\n====\n") == ["1:1 too-long"]
    assert breaches(tmp_path, f"---\ntitle: {long}\n---\n# x\n") == ["2:1 too-long"]
    former = ", ".join(f"a{number}" for number in range(21))
    assert breaches(tmp_path, f"---\n曾用网址: [{former}]\n---\n# x\n") == ["2:1 list-too-long"]
    assert breaches(tmp_path, "---\n曾用网址: [2031, jiu]\n---\n# x\n") == []


@pytest.mark.parametrize("text", ["", " \n\n", "---\ntitle: 标题\n---\n", "[x]: a.md\n", "\ufeff"])
def test_empty_page(text: str, tmp_path: Path) -> None:
    assert breaches(tmp_path, text) == ["1:1 page-empty"]


def test_wrong_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("# 关于".encode("gbk"))
    assert [one.code for one in find_breaches(tmp_path)] == ["encoding"]
