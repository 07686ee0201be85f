"""The folder that Zensical builds the site from, and what `finish` refuses."""

import gzip
import json
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from generator.assembling.finishing import finish_site
from generator.assembling.notation import as_yaml, toml_table
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
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is written for an office with plans of two years."""
    write_data(tmp_path / "data", {"archive/2029.yaml": past_table(2029)})
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "guanyu.md").write_text(ABOUT, encoding="utf-8")
    (tmp_path / "docs" / "tu.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("pages", "out", "--for", "zensical")
    assert result.exit_code == 0, result.output
    assert "work-plan finish site" in result.output
    return tmp_path / "out"


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


def test_links_lead_to_the_same_once_zensical_has_prefixed_them(folder: Path) -> None:
    """It puts `../` before each relative link of a page that is no index."""
    Path("mkdocs.yml").write_text(SETTINGS.replace("site_url:", "# "), encoding="utf-8")
    assert run("pages", "again", "--for", "zensical").exit_code == 0
    assert run("pages", "plain").exit_code == 0
    compared = 0
    for file in sorted(Path("plain").rglob("*.md")):
        path = file.relative_to("plain")
        page = f"https://x.test/{path.with_suffix('').as_posix().removesuffix('index')}/"
        meant = LINK.findall(file.read_text(encoding="utf-8"))
        written = LINK.findall(Path("again/docs", path).read_text(encoding="utf-8"))
        assert len(written) == len(meant)
        for link, other in zip(written, meant, strict=True):
            is_prefixed = path.name != "index.md" and not re.match(r"[#?/]|\w+:", link)
            compared += is_prefixed
            assert urljoin(page, f"../{link}" if is_prefixed else link) == urljoin(page, other)
    assert compared > 100


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("name: work-plan", "name: material"), "mkdocs.yml:4:1"),
        (("[guanyu.md]", "[guanyv.md]"), "guanyv.md"),
        (("site_name: 示例", "site_name: ["), "mkdocs.yml"),
    ],
)
def test_nothing_is_written_with_wrong_settings(
    folder: Path, change: tuple[str, str], says: str
) -> None:
    Path("mkdocs.yml").write_text(SETTINGS.replace(*change), encoding="utf-8")
    result = run("pages", "again", "--for", "zensical")
    assert result.exit_code == 1
    assert says in result.stderr
    assert not Path("again").exists()


def test_nothing_is_written_with_a_page_that_zensical_does_not_read(folder: Path) -> None:
    Path("docs/bangzhu.markdown").write_text("# 帮助\n", encoding="utf-8")
    assert run("check").exit_code == 0
    result = run("pages", "again", "--for", "zensical")
    assert result.exit_code == 1
    assert "bangzhu.markdown" in result.stderr and says("page-ending") in result.stderr
    assert not Path("again").exists()


@pytest.fixture
def site(folder: Path) -> Path:
    """A site as far as `finish` looks before it changes anything."""
    names = json.loads((folder / "theme/work-plan.json").read_text(encoding="utf-8"))["files"]
    site = folder / "site"
    for name in (*names, "work-plan.json"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("Content-Security-Policy data-wp-search-index=", encoding="utf-8")
    (site / "work-plan.json").write_bytes((folder / "theme/work-plan.json").read_bytes())
    return site


def says(code: str) -> str:
    return str(SAID["problems"][code]["says"])


def refused(site: Path) -> str:
    before = contents(site)
    result = run("finish", str(site))
    assert result.exit_code == 1
    assert contents(site) == before
    return result.stderr


def test_finish_refuses_a_site_that_is_not_from_the_folder(site: Path) -> None:
    """So it is with Zensical in an office's own folder: it knows no plugins, and says nothing."""
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
    assert read_yaml(f"x: {as_yaml(values)}") == {"x": values}
