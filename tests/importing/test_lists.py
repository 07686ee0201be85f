"""Test plans without a table: numbered items that end with who is responsible."""

from pathlib import Path

import pytest

from generator.importing.document import Document, Refusal
from generator.importing.list_endings import Ending, ending_of
from generator.importing.listing import read_list
from generator.importing.report import remark_line
from generator.language.wording import Wording
from tests.importing.documents import cells, take, text, word

TITLE = "2031年示例县测试中心政务公开工作要点"
FIRST = "1.公布预算（责任单位：财务科；完成时限：3月底前）"
SECOND = "2.答复来信。（责任单位：办公室）"


@pytest.mark.parametrize(
    ("item", "ending"),
    [
        ("公布预算（责任单位：财务科）", ("公布预算", "财务科", "")),
        ("公布预算。（责任单位：财务科）。", ("公布预算。", "财务科", "")),
        ("公布预算。（责任单位:财务科;完成时限:全年）", ("公布预算。", "财务科", "全年")),
        ("公布预算（时限：全年，责任科室：财务科）", ("公布预算", "财务科", "全年")),
        ("公布预算【财务科牵头，各科室配合】", ("公布预算", "财务科牵头，各科室配合", "")),
        ("公布预算（财务科负责，9月底前完成）", ("公布预算", "财务科负责", "9月底前完成")),
        (
            "公布预算（责任单位：财务科（牵头）、办公室）",
            ("公布预算", "财务科（牵头）、办公室", ""),
        ),
        (
            "公布预算（牵头单位：财务科；配合单位：办公室；完成时限：全年）",
            ("公布预算", "牵头单位：财务科；配合单位：办公室", "全年"),
        ),
        ("公布预算\n责任单位：财务科\n完成时限：全年", ("公布预算", "财务科", "全年")),
        ("公布预算（含附表）", None),
        ("公布预算（责任单位：财务科", None),
        ("（责任单位：财务科）", None),
        ("公布预算", None),
    ],
)
def test_end_of_an_item(item: str, ending: tuple[str, str, str] | None) -> None:
    assert ending_of(item) == (Ending(*ending) if ending else None)


def lines(*told: str) -> bytes:
    return word(text("附件"), text(TITLE), *map(text, told))


def test_items_without_headings(tmp_path: Path) -> None:
    imported = take(tmp_path, lines(FIRST, SECOND))
    assert cells(imported) == [
        ["1", "公布预算", "公布预算", "财务科", "", "3月底前"],
        ["2", "答复来信。", "答复来信。", "办公室", "", ""],
    ]
    codes = [remark.code for remark in imported.remarks]
    assert codes == ["list-read", "rows-numbered"]
    assert "照编号读了 2 项" in remark_line(imported.remarks[0], Wording())


def test_what_stands_around_the_items_is_quoted(tmp_path: Path) -> None:
    imported = take(tmp_path, lines("现印发给你们。", FIRST, SECOND, "示例县测试中心"))
    assert len(imported.plan.tasks) == 2
    quoted = [
        remark_line(one, Wording()) for one in imported.remarks if one.code == "list-not-read"
    ]
    assert [one.split("，")[0] for one in quoted] == [
        "第 3 行（不算空行）：“现印发给你们。”在各项任务的前面或者后面",
        "第 6 行（不算空行）：“示例县测试中心”在各项任务的前面或者后面",
    ]


def test_sentence_with_the_year_is_no_title(tmp_path: Path) -> None:
    imported = take(tmp_path, lines("为做好2031年政务公开，制定本要点。", FIRST, SECOND))
    assert imported.plan.title == TITLE
    assert imported.remarks[0].code == "list-not-read"


def test_items_below_the_headings_of_a_letter_before_the_title(tmp_path: Path) -> None:
    content = word(text("一、请认真落实"), text(TITLE), *map(text, (FIRST, SECOND)))
    assert [task.topic for task in take(tmp_path, content).plan.tasks] == ["待定", "待定"]


def test_headings_are_topics_or_names(tmp_path: Path) -> None:
    told = ["一、财务", "（一）公开预算", FIRST, "二、来信", "（一）按时答复", FIRST]
    imported = take(tmp_path, lines(*told))
    names = [(task.topic, task.name) for task in imported.plan.tasks]
    assert names == [("财务", "公开预算"), ("来信", "按时答复")]
    codes = [remark.code for remark in imported.remarks]
    assert codes == ["list-read", "topics-in-headings", "rows-numbered"]


@pytest.mark.parametrize(
    ("told", "problems"),
    [
        ([FIRST, "2.答复来信", SECOND], ["4 item-without-units"]),
        ([FIRST, "2.答复来信。按时答复。"], ["4 item-without-units"]),
        (["一、重点", FIRST, "二、要求", "加强领导。"], ["5 item-without-units"]),
        ([FIRST, "按季公布执行情况。", SECOND], ["3 text-after-units"]),
        (["一、重点", FIRST, "二、" + SECOND[2:]], ["5 item-beside-heading"]),
        ([FIRST, SECOND.removeprefix("2.")], ["3 text-after-units"]),
        ([FIRST.removeprefix("1."), SECOND], ["3 item-without-number"]),
        ([FIRST.removeprefix("1."), SECOND.removeprefix("2.")], ["3 item-without-number"]),
        (["1.公布预算（责任单位：办公室，财务科牵头）", SECOND], ["3 roles-unclear"]),
        (["1.公布预算（责任单位：财务科；完成时限：13月底前）", SECOND], ["3 impossible-date"]),
    ],
)
def test_list_that_cannot_be_read_whole_is_refused(
    told: list[str], problems: list[str], tmp_path: Path
) -> None:
    with pytest.raises(Refusal) as refusal:
        take(tmp_path, lines(*told))
    assert refusal.value.code == "problems"
    assert [f"{one.spot.row} {one.code}" for one in refusal.value.remarks] == problems


def test_text_without_items_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        take(tmp_path, lines("一、提高认识", "二、加强领导（见附表）"))
    assert refusal.value.code == "no-table"


def test_endless_list_is_refused() -> None:
    items = tuple(f"{at % 99 + 1}.甲（责任单位：乙科）" for at in range(10_001))
    with pytest.raises(Refusal) as refusal:
        read_list(Document((), lines=items))
    assert refusal.value.code == "too-many-rows"
