"""Readings and slugs."""

from __future__ import annotations

import re

import pytest

from generator.language.pinyin import propose_slug, readings, sort_key
from generator.plan.model import SLUG_PATTERN


@pytest.mark.parametrize(
    ("character", "sounds"),
    [
        ("政", ("zheng",)),
        ("行", ("xing", "hang", "heng")),
        ("绿", ("lv", "lu")),
        ("a", ()),
        ("，", ()),
    ],
)
def test_readings(character: str, sounds: tuple[str, ...]) -> None:
    assert readings(character) == sounds


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("公文公开", "gongwen-gongkai"),
        ("依申请公开", "yishenqing-gongkai"),
        ("办公室", "bangongshi"),
        ("安", "an"),
        ("“一网通办”平台", "yiwang-tongban-pingtai"),
        ("ＶＲ展示 2022", "vr-zhanshi-2022"),
        ("女", "nv"),
        ("—", ""),
    ],
)
def test_proposed_slugs(text: str, slug: str) -> None:
    assert propose_slug(text) == slug


def test_proposed_slugs_fit_the_model() -> None:
    slug = propose_slug("很长的名称" * 20)
    assert re.fullmatch(SLUG_PATTERN, slug)
    assert len(slug) <= 60


def test_sorting_is_by_sound_and_tone() -> None:
    names = ["法规处", "办公室", "宣传处", "安全处", "啊处", "2号处"]
    assert sorted(names, key=sort_key) == ["2号处", "啊处", "安全处", "办公室", "法规处", "宣传处"]
