"""Test a page's metadata, and that there is none for what is not known."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.pages.metadata import Download, Facts, Metadata, metadata
from generator.pages.page import Page, PageKind
from generator.plan.model import SiteSettings, WorkPlan
from tests.support import load_base

HOSTILE = "</script><script>alert(1)</script><!-- \"'&\u2028\\u003c"
URL = "https://www.example.test/plan/"


@pytest.fixture
def plan(tmp_path: Path) -> WorkPlan:
    return load_base(tmp_path)


def page(kind: PageKind) -> Page:
    return Page("2030/", 2030, kind, "", "页", "说明", "", ("甲", "乙"))


def told(
    plan: WorkPlan, kind: PageKind, settings: SiteSettings | None = None, **facts: Any
) -> Metadata:
    known = {"site_name": "网站", "title": "页", "description": "说明", "page": page(kind)}
    everything: dict[str, Any] = {"plan": plan} | known | facts
    return metadata(Facts(**everything), settings or SiteSettings())


def data(found: Metadata) -> dict[str, Any]:
    parsed = (json.loads(text) for text in found.linked_data)
    return {entry["@type"]: entry for entry in parsed}


def test_column(plan: WorkPlan) -> None:
    assert told(plan, PageKind.TOPIC).meta == [
        ("ColumnName", "页"),
        ("ColumnDescription", "说明"),
        ("ColumnKeywords", "甲,乙"),
    ]


def test_column_type_is_that_of_the_settings_where_the_page_is_not_known_to_be_another(
    plan: WorkPlan,
) -> None:
    settings = SiteSettings(column_type="政策文件")
    kinds = {
        kind: dict(told(plan, kind, settings).meta).get("ColumnType")
        for kind in (PageKind.HOME, PageKind.TOPIC, PageKind.OPEN_DATA)
    }
    assert kinds == {
        PageKind.HOME: "首页",
        PageKind.TOPIC: "政策文件",
        PageKind.OPEN_DATA: "数据发布",
    }


def test_document(plan: WorkPlan) -> None:
    meta = dict(told(plan, PageKind.PLAN).meta)
    assert meta["ArticleTitle"] == plan.title
    assert meta["ContentSource"] == plan.office
    assert "PubDate" not in meta and "Url" not in meta


@pytest.mark.parametrize("published", ["2030-03-15", "2030-03-15 09:30"])
def test_publication_date_is_the_stated_one(plan: WorkPlan, published: str) -> None:
    known = plan.model_copy(update={"published": published})
    found = told(known, PageKind.PLAN, url=URL)
    assert dict(found.meta)["PubDate"] == published
    assert dict(found.meta)["Url"] == URL
    assert data(found)["Dataset"]["datePublished"] == "2030-03-15"
    assert all("Date" not in name for name, _ in told(known, PageKind.TOPIC).meta)


def test_hand_written_page_is_an_article_of_the_sponsor() -> None:
    nothing_known = metadata(Facts("网站", "页", ""), SiteSettings())
    assert nothing_known.meta == [("ArticleTitle", "页")]
    settings = SiteSettings(sponsor="示例市测试局")
    assert metadata(Facts("网站", "页", "", URL), settings).meta == [
        ("ArticleTitle", "页"),
        ("ContentSource", "示例市测试局"),
        ("Url", URL),
    ]


def test_open_graph(plan: WorkPlan) -> None:
    assert told(plan, PageKind.HOME, url=URL).open_graph == [
        ("og:type", "website"),
        ("og:title", "网站"),
        ("og:description", "说明"),
        ("og:url", URL),
        ("og:site_name", "网站"),
        ("og:locale", "zh_CN"),
    ]
    assert dict(told(plan, PageKind.TOPIC).open_graph)["og:title"] == "页"
    assert "og:url" not in dict(told(plan, PageKind.TOPIC).open_graph)


def test_dataset(plan: WorkPlan) -> None:
    dataset = data(told(plan, PageKind.PLAN))["Dataset"]
    office = {"@type": "GovernmentOrganization", "name": "示例市测试局"}
    assert dataset == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "2030年示例市测试局任务分解表",
        "description": "说明",
        "creator": office,
        "publisher": office,
        "inLanguage": "zh-CN",
        "temporalCoverage": "2030",
        "keywords": ["甲", "乙"],
        "isAccessibleForFree": True,
    }
    assert all("Dataset" not in data(told(plan, kind)) for kind in PageKind if kind.value != "plan")


def test_dataset_lists_its_downloads(plan: WorkPlan) -> None:
    downloads = [Download(f"{URL}tasks.csv", "text/csv")]
    dataset = data(told(plan, PageKind.PLAN, downloads=downloads))["Dataset"]
    assert dataset["distribution"] == [
        {
            "@type": "DataDownload",
            "contentUrl": f"{URL}tasks.csv",
            "encodingFormat": "text/csv",
        }
    ]


def test_dataset_has_the_licence_that_is_set(plan: WorkPlan) -> None:
    for settings, licence in (
        (SiteSettings(), None),
        (SiteSettings(data_licence="测试许可"), "测试许可"),
        (SiteSettings(data_licence="测试许可", data_licence_address=URL), URL),
    ):
        assert data(told(plan, PageKind.PLAN, settings))["Dataset"].get("license") == licence


def test_breadcrumbs(plan: WorkPlan) -> None:
    found = data(told(plan, PageKind.TOPIC, trail=[("首页", URL)], url=f"{URL}a/"))
    assert found["BreadcrumbList"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "首页", "item": URL},
        {"@type": "ListItem", "position": 2, "name": "页", "item": f"{URL}a/"},
    ]
    unknown = data(told(plan, PageKind.TOPIC, trail=[("首页", None)]))
    assert all("item" not in step for step in unknown["BreadcrumbList"]["itemListElement"])
    assert data(told(plan, PageKind.HOME)) == {}


def test_no_text_can_end_the_script_that_the_data_stands_in(plan: WorkPlan) -> None:
    hostile = plan.model_copy(update={"title": HOSTILE, "office": HOSTILE})
    found = told(hostile, PageKind.PLAN, title=HOSTILE, trail=[(HOSTILE, None)])
    for text in found.linked_data:
        assert not set("<>&\u2028") & set(text)
    assert data(found)["Dataset"]["name"] == HOSTILE
    assert data(found)["BreadcrumbList"]["itemListElement"][0]["name"] == HOSTILE
