"""The folder that Zensical builds the site from, and what `finish` refuses."""

import gzip
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from generator.assembling.finishing import finish_site
from generator.assembling.notation import as_json, toml_table
from tests.command import run
from tests.support import SAID, contents, past_table, read_yaml, write_data

ABOUT = "# 关于“本站”\n\n见[全部任务](2030/index.md)。\n\n## 小节\n"
SETTINGS = """\
site_name: 示例
site_url: https://www.example.test/plan
repo_url: https://gitlab.com/example/plan
theme: {name: work-plan}
nav: [guanyu.md]
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with plans of two years; the current folder."""
    write_data(tmp_path / "data", {"archive/2029.yaml": past_table(2029)})
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "guanyu.md").write_text(ABOUT, encoding="utf-8")
    (tmp_path / "docs" / "tu.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "docs" / "jiu.html").write_bytes('<a href="">旧页面</a>'.encode("gbk"))
    (tmp_path / "docs" / "search.json").write_text("{}", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def folder(office: Path) -> Path:
    """What is written for the office."""
    result = run("pages", "out", "--for", "zensical")
    assert result.exit_code == 0, result.output
    assert "work-plan finish site" in result.output
    return office / "out"


def front_matter(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(file.read_text(encoding="utf-8").split("---\n")[1])
    return found


def paths_in(nav: Any) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    return [
        path for one in (nav.values() if isinstance(nav, dict) else nav) for path in paths_in(one)
    ]


def test_the_folder_has_pages_settings_theme_and_what_browsers_load(folder: Path) -> None:
    project = tomllib.loads((folder / "zensical.toml").read_text(encoding="utf-8"))["project"]
    docs, theme = folder / "docs", folder / project["theme"]["custom_dir"]
    named = paths_in(project["nav"])
    assert named[0] == "index.md" and named[-1] == "guanyu.md"
    assert all((docs / path).is_file() for path in named)
    for path in ("data/2030/tasks.csv", "search/2029.json", "tu.svg", "robots.txt"):
        assert (docs / path).is_file()
    for path in (
        "main.html",
        "work-plan.html",
        "404.html",
        "assets/boot.js",
        "styles/90-print.css",
    ):
        assert (theme / path).is_file()
    assert {name.split(".")[0] for name in contents(theme / "assets/stylesheets")} == {
        "main",
        "palette",
    }
    addresses = re.findall("<loc>(.*?)</loc>", (theme / "sitemap.xml").read_text(encoding="utf-8"))
    assert "https://www.example.test/plan/2030/jia-zhuti/" in addresses


def test_each_page_brings_the_values_of_its_templates(folder: Path) -> None:
    own = front_matter(folder / "docs/2029/index.md")
    assert own["title"] == "全部任务"
    values = own["work_plan"]
    assert values["year"] == "2029" and "2029年" in values["page_title"]
    assert (
        values["edit_url"] == "https://gitlab.com/example/plan/edit/master/data/archive/2029.yaml"
    )
    assert values["page_url"] == "https://www.example.test/plan/2029/"
    about = front_matter(folder / "docs" / "guanyu.md")["work_plan"]
    assert about["page_title"] == "关于“本站”"
    assert about["edit_url"] == "https://gitlab.com/example/plan/edit/master/docs/guanyu.md"
    text = (folder / "docs" / "guanyu.md").read_text(encoding="utf-8")
    assert text.endswith(ABOUT)


LINK = re.compile(r' (?:href|src)="([^"]+)"')


def test_links_lead_to_the_same_once_zensical_has_prefixed_them(office: Path) -> None:
    """It puts `../` before each relative link of a page that is no index."""
    Path("mkdocs.yml").write_text(SETTINGS.replace("site_url:", "# "), encoding="utf-8")
    assert run("pages", "out", "--for", "zensical").exit_code == 0
    assert run("pages", "plain").exit_code == 0
    compared = 0
    for file in sorted(Path("plain").rglob("*.md")):
        path = file.relative_to("plain")
        page = f"https://x.test/{path.with_suffix('').as_posix().removesuffix('index')}/"
        meant = LINK.findall(file.read_text(encoding="utf-8"))
        written = LINK.findall(Path("out/docs", path).read_text(encoding="utf-8"))
        assert len(written) == len(meant)
        for link, other in zip(written, meant, strict=True):
            is_prefixed = path.name != "index.md" and not re.match(r"[#?/]|\w+:", link)
            compared += is_prefixed
            assert urljoin(page, f"../{link}" if is_prefixed else link) == urljoin(page, other)
    assert compared > 100


def says(code: str) -> str:
    return str(SAID["problems"][code]["says"])


def refused_pages() -> str:
    result = run("pages", "out", "--for", "zensical")
    assert result.exit_code == 1, result.exception
    assert not Path("out").exists()
    assert "/mkdocs.yml" not in result.stderr, "a file is named as seen from the folder"
    return result.stderr


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        (("name: work-plan", "name: material"), "mkdocs.yml:4:1", "theme-foreign"),
        (("[guanyu.md]", "[guanyv.md]"), "mkdocs.yml:5:7", "nav-without-file"),
        (("[guanyu.md]", "[x//guanyv.md]"), "mkdocs.yml:5:7", "nav-without-file"),
        (("site_name: 示例", "site_name: ["), "mkdocs.yml:3:9", "syntax"),
        (("site_name: 示例", "site_name: !ENV NAME"), "mkdocs.yml:1:12", "syntax"),
        ((SETTINGS, "示例"), "mkdocs.yml:1:1", "syntax"),
    ],
)
def test_nothing_is_written_with_wrong_settings(
    office: Path, change: tuple[str, str], place: str, code: str
) -> None:
    Path("mkdocs.yml").write_text(SETTINGS.replace(*change), encoding="utf-8")
    said = refused_pages()
    assert place in said and says(code).partition("{")[0] in said


@pytest.mark.parametrize(
    "line",
    [
        "site_name:",
        "site_name: 2030",
        "nav: guanyu.md",
        "nav: {关于: guanyu.md}",
        "nav: [{栏目: null}]",
        "nav: [{栏目: {关于: guanyu.md}}]",
        "nav: [{栏目: []}]",
        "nav: [guanyu.md, null]",
        "nav: [1]",
        "extra: {更新: 2026-01-01}",
        "extra: {多少: .inf}",
        "extra: {多少: [null]}",
        "theme: [work-plan]",
        "markdown_extensions: [admonitoin]",
        "markdown_extensions: [toc: true]",
        "markdown_extensions: [toc: {bang: 1}]",
        "markdown_extensions: toc",
        "markdown_extensions: [null]",
        "plugins: 1",
    ],
)
def test_a_setting_of_another_form_is_told_with_its_line(office: Path, line: str) -> None:
    name = line.partition(":")[0]
    Path("mkdocs.yml").write_text(f"{without(name)}{line}\n", encoding="utf-8")
    said = refused_pages()
    place = f"mkdocs.yml:{without(name).count(chr(10)) + 1}:1"
    assert place in said and says("setting-form").format(name=name) in said


def without(name: str) -> str:
    return "".join(one for one in SETTINGS.splitlines(True) if not one.startswith(name))


@pytest.mark.parametrize(
    "line",
    [
        "exclude_docs: caogao/",
        "draft_docs: caogao/",
        "not_in_nav: bangzhu.md",
        "extra_css: [a.css]",
        "hooks: [a.py]",
        "INHERIT: a.yml",
        "docs_dir: wenjian",
        "use_directory_urls: false",
        "plugins: [work-plan, tags]",
    ],
)
def test_what_only_mkdocs_knows_is_never_dropped_in_silence(office: Path, line: str) -> None:
    """A draft that MkDocs does not publish would be public."""
    Path("mkdocs.yml").write_text(f"{SETTINGS}{line}\n", encoding="utf-8")
    name = line.partition(":")[0]
    code = "setting-form" if name == "plugins" else "setting-foreign"
    said = refused_pages()
    assert "mkdocs.yml:6:1" in said and says(code).format(name=name) in said


def test_the_folder_of_the_table_can_be_the_current_one(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("data")
    options = ("--for", "zensical", "--data", ".", "--docs", "../docs")
    assert run("pages", "../out", *options).exit_code == 0
    assert (office / "out/zensical.toml").is_file()


def test_settings_of_each_kind_are_carried_over(office: Path) -> None:
    """Test also those that change nothing of a built site."""
    lines = """\
edit_uri: blob/main/docs/
extra: {甲: [1, 2.5, true], 乙: null}
markdown_extensions: {admonition: null, toc: {toc_depth: 3}}
plugins: [work-plan: {data_folder: data}]
strict: true
dev_addr: 127.0.0.1:8000
"""
    nav = "nav:\n- 栏目:\n  - 关于: ./guanyu.md\n  - https://www.example.test/a.md\n"
    Path("mkdocs.yml").write_text(without("nav") + nav + lines, encoding="utf-8")
    assert run("pages", "out", "--for", "zensical").exit_code == 0
    text = Path("out/zensical.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    assert project["nav"][-1] == {"栏目": [{"关于": "guanyu.md"}, "https://www.example.test/a.md"]}
    assert project["extra"]["甲"] == [1, 2.5, True] and "乙" not in project["extra"]
    extensions = project["markdown_extensions"]
    assert extensions["admonition"] == {} and extensions["toc"]["toc_depth"] == 3
    assert project["site_url"] == "https://www.example.test/plan/"
    about = front_matter(Path("out/docs/guanyu.md"))["work_plan"]
    assert about["edit_url"] == "https://gitlab.com/example/plan/blob/main/docs/guanyu.md"


@pytest.mark.parametrize(
    ("text", "settings", "body"),
    [
        ("--- \ntitle: 帮助\n---\n# 甲\n", {"title": "帮助"}, "# 甲\n"),
        ("---\ntitle: 帮助\n...\n# 甲\n", {"title": "帮助"}, "# 甲\n"),
        ("\ufeff---\r\nhide: [toc]\r\n---\r\n# 甲\r\n", {"hide": ["toc"]}, "# 甲\n"),
        ("---\n\n# 甲\n", {}, "---\n\n# 甲\n"),
        ("# 甲\n\n---\n\n乙: 丙\n", {}, "# 甲\n\n---\n\n乙: 丙\n"),
    ],
)
def test_a_page_keeps_its_settings_and_its_text(
    office: Path, text: str, settings: dict[str, Any], body: str
) -> None:
    Path("docs/bangzhu.md").write_bytes(text.encode())
    assert run("pages", "out", "--for", "zensical").exit_code == 0
    written = Path("out/docs/bangzhu.md").read_text(encoding="utf-8")
    _, head, rest = written.split("---\n", 2)
    stated = read_yaml(head)
    assert stated.pop("work_plan")
    assert stated == settings and rest == f"\n{body}"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("bangzhu/README.md", "bangzhu/"),
        ("bangzhu/readme.md", "bangzhu/readme/"),
        ("bangzhu/Index.md", "bangzhu/Index/"),
    ],
)
def test_a_page_is_expected_where_it_is_built(office: Path, name: str, address: str) -> None:
    Path("docs/bangzhu").mkdir()
    Path("docs", name).write_text("没有标题。\n", encoding="utf-8")
    assert run("pages", "out", "--for", "zensical").exit_code == 0
    listed = json.loads(Path("out/theme/work-plan.json").read_text(encoding="utf-8"))
    assert f"{address}index.html" in listed["pages"]


def test_what_an_office_adds_to_the_theme_is_there(office: Path) -> None:
    own = {
        "main.html": "{% extends 'base.html' %}",
        ".icons/own/logo.svg": "<svg/>",
        "partials/toc-item.html": "own",
        "styles/95-own.css": "b{color:red}",
    }
    for name, text in own.items():
        Path("gaidong", name).parent.mkdir(parents=True, exist_ok=True)
        Path("gaidong", name).write_text(text, encoding="utf-8")
    Path("gaidong/.main.html.swp").write_text("swap", encoding="utf-8")
    theme = "theme: {name: work-plan, custom_dir: gaidong}"
    Path("mkdocs.yml").write_text(f"{without('theme')}{theme}\n", encoding="utf-8")
    assert run("pages", "out", "--for", "zensical").exit_code == 0
    written = contents(Path("out/theme"))
    own["work-plan.html"] = own.pop("main.html")
    assert {name: written[name].decode() for name in own} == own
    assert b"work-plan.html" in written["main.html"]
    assert ".main.html.swp" not in written


def test_neither_step_needs_mkdocs(folder: Path) -> None:
    code = "import sys; sys.modules['mkdocs'] = None; from generator.cli import main; main()"
    command = [sys.executable, "-c", code, "pages", "again", "--for", "zensical"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert contents(Path("again")) == contents(folder)
    command[3:] = ["finish", "again"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and says("site-not-ours") in done.stderr


def test_nothing_is_written_with_a_page_that_zensical_does_not_read(office: Path) -> None:
    Path("docs/bangzhu.markdown").write_text("# 帮助\n", encoding="utf-8")
    assert run("check").exit_code == 0
    said = refused_pages()
    assert "bangzhu.markdown" in said and says("page-ending") in said


@pytest.fixture
def site(folder: Path) -> Path:
    """A site as far as `finish` looks before it changes anything."""
    listed = json.loads((folder / "theme/work-plan.json").read_text(encoding="utf-8"))
    site = folder / "site"
    for name in (*listed["pages"], *listed["files"]):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("Content-Security-Policy data-wp-search-index=", encoding="utf-8")
    (site / "work-plan.json").write_bytes((folder / "theme/work-plan.json").read_bytes())
    return site


def refused(site: Path) -> str:
    before = contents(site)
    result = run("finish", str(site))
    assert result.exit_code == 1
    assert contents(site) == before
    return result.stderr


def test_finish_refuses_a_site_that_is_not_from_the_folder(site: Path) -> None:
    """So it is with a site that MkDocs built."""
    (site / "work-plan.json").unlink()
    assert says("site-not-ours") in refused(site)


@pytest.mark.parametrize("name", ["2030/jia-zhuti/index.html", "data/2030/tasks.xlsx", "404.html"])
def test_finish_refuses_a_site_without_one_of_our_pages_or_files(site: Path, name: str) -> None:
    (site / name).unlink()
    said = refused(site)
    assert name in said and says("site-incomplete") in said


def test_finish_refuses_a_page_that_is_not_from_our_templates(site: Path) -> None:
    (site / "2030/index.html").write_text("<title>示例</title>", encoding="utf-8")
    said = refused(site)
    assert "2030/index.html" in said and says("site-incomplete") in said


def test_a_site_that_did_not_pass_can_be_finished_again(site: Path) -> None:
    rules = {"assets/stylesheets/main.1.css": "body{margin:0}", "styles/10-a.css": ".a{color:red}"}
    for name, text in rules.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    (site / "guanyu/index.html").write_text(
        '<body>Content-Security-Policy data-wp-search-index="" <a href="">', encoding="utf-8"
    )
    with pytest.raises(RuntimeError), finish_site(site):
        raise RuntimeError("a dead link")
    with finish_site(site):
        pass
    left = contents(site)
    assert left["assets/work-plan.css"].decode().strip() == "body{margin:0}.a{color:red}"
    assert b'href="./"' in left["guanyu/index.html"]
    assert not rules.keys() & left.keys() and "work-plan.json" not in left
    assert not (site / "styles").exists()
    assert gzip.decompress(left["sitemap.xml.gz"]) == left["sitemap.xml"]


def test_any_text_is_written_as_it_is() -> None:
    values = {
        "引号": 'a"b\\c\nd\te',
        "line": "\x7f\x85\u2028\u2029\ufeff𠮷",
        "many": [1, True, {"a.b": "c", "none": None}],
        "none": None,
    }
    kept = {**values, "many": [1, True, {"a.b": "c"}]}
    del kept["none"]
    assert tomllib.loads(toml_table("x", values)) == {"x": kept}
    assert read_yaml(f"x: {as_json(values)}") == {"x": values}
