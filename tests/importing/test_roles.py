"""Test how texts that name leading and supporting units are taken apart."""

import pytest

from generator.importing.role_forms import UnclearError, roles_in

# A text, the units that lead, and those that support.
FORMS = [
    ("办公室牵头，各科室配合", "办公室", "各科室"),
    ("办公室牵头，各科室按职责分工负责", "办公室", "各科室"),
    ("办公室牵头负责，法规科、财务科配合落实。", "办公室", "法规科、财务科"),
    ("由办公室牵头，各科室参与", "办公室", "各科室"),
    ("办公室、法规科共同牵头，各科室配合", "办公室、法规科", "各科室"),
    ("办公室牵头，法规科、财务科", "办公室", "法规科、财务科"),
    ("办公室牵头\n各科室配合", "办公室", "各科室"),
    ("办公室牵头\n法规科\n财务科", "办公室", "法规科、财务科"),
    ("办公室牵头，各科\n室配合", "办公室", "各科室"),
    ("办公室牵头，法规科配合\n财务科牵头，各科室配合", "办公室、财务科", "法规科、各科室"),
    ("办公室牵头、各科室配合", "办公室", "各科室"),
    ("办公室牵头负责、法规科、财务科配合", "办公室", "法规科、财务科"),
    ("办公室、法规科牵头、财务科", "办公室、法规科", "财务科"),
    ("办公室负责", "办公室", ""),
    ("各科室按职责分工负责", "各科室", ""),
    ("办公室会同法规科", "办公室", "法规科"),
    ("办公室会同法规科、财务科落实", "办公室", "法规科、财务科"),
    ("办公室牵头，会同法规科", "办公室", "法规科"),
    ("牵头：办公室 配合：各科室", "办公室", "各科室"),
    ("牵头：办公室\n配合：各科室", "办公室", "各科室"),
    ("牵头单位：办公室；责任单位：法规科、财务科", "办公室", "法规科、财务科"),
    ("牵头科室:办公室;配合科室:法规科", "办公室", "法规科"),
    ("责任单位：办公室、法规科", "办公室、法规科", ""),
    ("责任单位：办公室牵头，各科室配合", "办公室", "各科室"),
    ("（责任单位：办公室）", "办公室", ""),
    ("主办：办公室，协办：法规科", "办公室", "法规科"),
    ("牵头：办公室 配合：", "办公室", ""),
    ("牵头：办公室 配合：/", "办公室", ""),
    ("办公室（牵头）、法规科", "办公室", "法规科"),
    ("办公室(牵头单位)，法规科（配合）", "办公室", "法规科"),
    ("办公室（牵头）\n法规科\n财务科", "办公室", "法规科、财务科"),
]


@pytest.mark.parametrize(("text", "leading", "supporting"), FORMS)
def test_form(text: str, leading: str, supporting: str) -> None:
    roles = roles_in(text, ())
    assert roles is not None
    assert ["、".join(roles.leading), "、".join(roles.supporting)] == [leading, supporting]


@pytest.mark.parametrize(
    "text",
    [
        "办公室",
        "办公室、法规科\n财务科",
        "办公室，法规科",
        "相关处室",
        "办公室 法规科",
        "数字花园\n科",
    ],
)
def test_names_alone_have_no_roles(text: str) -> None:
    assert roles_in(text, ()) is None


def test_registered_name_is_a_name_whatever_it_contains() -> None:
    assert roles_in("牵头协调办、办公室", {"牵头协调办"}) is None


@pytest.mark.parametrize(
    "text",
    [
        "办公室，法规科牵头，各科室配合",
        "办公室、法规科（牵头）",
        "办公室牵头法规科",
        "办公室 牵头：法规科",
        "各科室配合，法规科",
        "联系人：某某",
        "办公室牵头，法规科牵头配合",
        f"办公室{'共同分别' * 3000}牵头一下",
    ],
)
def test_what_would_be_a_guess_is_refused(text: str) -> None:
    with pytest.raises(UnclearError):
        roles_in(text, ())
