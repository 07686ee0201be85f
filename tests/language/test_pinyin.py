"""Test the order of names by pinyin, and the addresses proposed for them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language.pinyin import MAX_SLUG, propose_slug, readings, sort_key
from generator.plan.values import SLUG_PATTERN

IN_ORDER = "2号处 啊处 安全处 办公室 传播中心 灯具科 花圃处 基建处 计划处 救援处 社团处 养护处"


def test_names_stand_in_the_order_of_their_pinyin() -> None:
    names = IN_ORDER.split()
    backwards = names[::-1]
    assert sorted(backwards, key=sort_key) == names


def test_order_does_not_depend_on_the_order_given() -> None:
    """Names with the same pinyin have one order."""
    alike, backwards = ["计裁科", "计材科", "纪裁科"], ["纪裁科", "计材科", "计裁科"]
    assert sorted(alike, key=sort_key) == sorted(backwards, key=sort_key)


@settings(deadline=None)
@given(st.text(), st.text())
def test_only_equal_names_have_equal_keys(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("办公室", "bangongshi"),
        ("甲处室", "jiachushi"),
        ("图书漂流", "tushu-piaoliu"),
        ("依申请办理", "yishenqing-banli"),
        ("“一园通看”平台", "yiyuan-tongkan-pingtai"),
        ("女", "nv"),
        ("2030 计划", "2030-jihua"),
        ("ＡＢ处", "ab-chu"),
        ("处", "chu"),
        ("——", ""),
        ("", ""),
    ],
)
def test_proposed_slug(name: str, slug: str) -> None:
    assert propose_slug(name) == slug


@settings(deadline=None)
@given(st.text() | st.text("测试abc甲乙 -—2绿女①", max_size=80))
def test_proposal_is_a_slug_or_nothing(name: str) -> None:
    slug = propose_slug(name)
    assert slug == "" or (re.fullmatch(SLUG_PATTERN, slug) and len(slug) <= MAX_SLUG)


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
