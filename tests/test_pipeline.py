"""Test which pages a project has, and what can be wrong with a project as a whole."""

import shutil
from pathlib import Path

import pytest

from generator.assembling.navigation import nav_setting
from generator.language.problems import PlanError, Problem
from generator.language.wording import Wording
from generator.pages import rendering
from generator.pages.page import PageKind
from generator.pipeline import Site, generate_site
from generator.table.versions import versions_in
from tests.support import BASE, past_table, write_data
from tests.table.test_history import git

YEAR_PAGES = """
{0}/ {0}/zhuti/ {0}/jia-zhuti/ {0}/yi-zhuti/ {0}/chushi/ {0}/chushi/jia-chushi/
{0}/chushi/yi-chushi/ {0}/chushi/ge-chushi/ {0}/shijian/ {0}/tushi/ data/{0}/
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The base table and one of the year before."""
    write_data(tmp_path / "data", {"archive/2029.yaml": past_table(2029)})
    (tmp_path / "docs").mkdir()
    return tmp_path


def generate(project: Path) -> Site:
    return generate_site(project / "data", project / "docs")


def problems(project: Path) -> list[Problem]:
    with pytest.raises(PlanError) as caught:
        generate(project)
    return list(caught.value.problems)


def test_pages_in_the_order_of_the_navigation(project: Path) -> None:
    site = generate(project)
    addresses = [page.address for page in site.pages]
    now, past = (YEAR_PAGES.format(year).split() for year in (2030, 2029))
    assert addresses == ["", *now, "2030/bianhua/", *past, "niandu/"]
    assert site.current_year == 2030


def test_every_file_knows_its_year(project: Path) -> None:
    years = generate(project).years_by_path
    assert len(years) == 25
    assert years["niandu/index.md"] is None
    assert years["index.md"] == years["2030/index.md"] == 2030
    assert years["2029/jia-zhuti.md"] == years["data/2029.md"] == 2029


def test_drafts_before_the_day_of_publication_are_not_told(project: Path) -> None:
    table, archive = project / "data" / "tasks.yaml", project / "data" / "archive" / "2029.yaml"
    for day in (1, 5, 9):
        text = BASE.replace("第一次测试", f"{day}次测试").replace("2030", "2029")
        archive.write_text(text, encoding="utf-8")
        stated = text.replace("2029", "2030").replace(
            "主题:\n  - {", "发布日期: 2030-03-05\n主题:\n  - {"
        )
        table.write_text(stated, encoding="utf-8")
        git(project, "init", "--quiet")
        git(project, "add", "data")
        git(
            project, "commit", "--quiet", "--message", "改", date=f"2030-03-{day:02}T08:00:00+08:00"
        )
    site = generate_site(project / "data", project / "docs", versions_in=versions_in)
    pages = {page.address: page.markdown for page in site.pages}
    assert "修订记录 1 条" in pages["2030/jia-zhuti/"] and "1次测试" not in pages["2030/jia-zhuti/"]
    assert "修订记录 2 条" in pages["2029/jia-zhuti/"]


def test_only_past_plans_say_that_they_are_past(project: Path) -> None:
    said = {page.year for page in generate(project).pages if "历史计划）" in page.markdown}
    silent = {page.year for page in generate(project).pages if "历史计划）" not in page.markdown}
    assert (said, silent) == ({2029}, {2030, None})


def test_home_leads_to_past_plans(project: Path) -> None:
    (home,) = (page for page in generate(project).pages if page.kind is PageKind.HOME)
    assert '<a href="2029/">2029年</a>' in home.markdown


def test_departments_stand_by_pinyin_collective_names_last(project: Path) -> None:
    text = BASE.replace("乙处室", "办公室")
    write_data(project / "data", {"tasks.yaml": text})
    pages = [page for page in generate(project).pages if page.year == 2030]
    units = [page.address for page in pages if page.kind is PageKind.DEPARTMENT]
    assert [address.split("/")[2] for address in units] == ["yi-chushi", "jia-chushi", "ge-chushi"]


def test_navigation(project: Path) -> None:
    def parts(year: int) -> list[object]:
        return [
            f"{year}/index.md",
            {"主题": [f"{year}/zhuti/index.md", f"{year}/jia-zhuti.md", f"{year}/yi-zhuti.md"]},
            {
                "责任处室": [
                    f"{year}/chushi/index.md",
                    f"{year}/chushi/jia-chushi.md",
                    f"{year}/chushi/yi-chushi.md",
                    f"{year}/chushi/ge-chushi.md",
                ]
            },
            f"{year}/shijian.md",
            f"{year}/tushi.md",
            f"data/{year}.md",
        ]

    site = generate(project)
    assert nav_setting(site.pages, site.current_year, Wording()) == [
        "index.md",
        *parts(2030),
        "2030/bianhua.md",
        {"2029年": parts(2029)},
        "niandu/index.md",
    ]


SHADOWED = """
index.md README.md 2030.md 2030/index.md 2029/README.md 2030/jia-zhuti.md 2030/shijian.md
2030/zhuti.md 2030/chushi/index.md 2030/chushi/jia-chushi/index.md data/2030.md data/2029/tasks.csv
"""


def write_pages(project: Path, names: str) -> set[Path]:
    files = {project / "docs" / name for name in names.split()}
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("# 手写\n", encoding="utf-8")
    return files


def test_hand_written_pages_at_generated_addresses(project: Path) -> None:
    files = write_pages(project, SHADOWED)
    found = problems(project)
    assert {problem.code for problem in found} == {"page-shadowed"}
    assert {problem.place.file for problem in found} == files


def test_address_of_all_years_is_kept_free_from_the_first_year(project: Path) -> None:
    shutil.rmtree(project / "data" / "archive")
    (page,) = write_pages(project, "niandu.md")
    (problem,) = problems(project)
    assert (problem.place.file, problem.code) == (page, "page-shadowed")


FOLDERS = (
    "robots.txt sitemap.xml sitemap.xml.gz 404.html index.html index.md guanyu.md zhinan/b.html"
)


@pytest.mark.parametrize("name", FOLDERS.split())
def test_folders_named_like_files_of_the_site(project: Path, name: str) -> None:
    picture = project / "docs" / name / "a.png"
    picture.parent.mkdir(parents=True)
    picture.touch()
    (problem,) = problems(project)
    assert (problem.place.file, problem.code) == (picture.parent, "page-shadowed")


def test_hand_written_pages_at_one_address(project: Path) -> None:
    write_pages(project, "zhinan.md zhinan/README.md zhinan/index.md")
    found = problems(project)
    assert {one.code for one in found} == {"page-twice"}
    assert [one.place.file.name for one in found] == ["index.md", "zhinan.md"]
    assert {str(one.details["other"]) for one in found} == {"zhinan/README.md"}


def test_hand_written_pages_beside_generated_ones(project: Path) -> None:
    write_pages(project, "guanyu.md 2030/shuoming.md chushi/index.md 2028.md")
    assert len(generate(project).pages) == 25


def test_former_addresses_of_hand_written_pages(project: Path) -> None:
    page = project / "docs" / "guanyu.md"
    page.write_text("---\n曾用网址: [jiu, 2031/jiu]\n---\n\n# 关于\n", encoding="utf-8")
    *_, first, second = generate(project).pages
    assert (first.address, first.moved_to, first.title) == ("jiu/", "guanyu/", "关于：网址已经更改")
    assert (second.address, '<a href="../../guanyu/">关于</a>' in second.markdown) == (
        "2031/jiu/",
        True,
    )
    assert {one.kind for one in (first, second)} == {PageKind.MOVED}

    page.write_text("---\n曾用网址: [2030/shijian, '..']\n---\n\n# 关于\n", encoding="utf-8")
    found = [(one.place.file, one.place.line, one.code) for one in problems(project)]
    assert found == [(page, 2, "former-address-taken"), (page, 2, "former-address-form")]


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the templates, to be broken."""
    folder = tmp_path / "templates"
    shutil.copytree(rendering.TEMPLATES, folder)
    monkeypatch.setattr(rendering, "TEMPLATES", folder)
    return folder


def test_broken_template(project: Path, templates: Path) -> None:
    (templates / "topic.md.jinja").write_text("甲\n\n{% if %}\n", encoding="utf-8")
    (problem,) = problems(project)
    assert problem.code == "template-broken"
    assert (problem.place.file, problem.place.line) == (templates / "topic.md.jinja", 3)
    assert problem.details["reason"]


def test_template_with_an_undefined_name(project: Path, templates: Path) -> None:
    template = templates / "topic.md.jinja"
    template.write_text("甲\n{{ absent }}\n", encoding="utf-8")
    (problem,) = problems(project)
    assert problem.code == "template-broken"
    assert (problem.place.file, problem.place.line) == (template, 2)
    assert "absent" in str(problem.details["reason"])
