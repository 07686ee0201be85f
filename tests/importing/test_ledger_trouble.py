"""Test that a ledger that cannot be read whole changes nothing, and that all of it is said."""

import io
import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.downloads.ledger import HEADER
from generator.importing.ledger_report import ledger_report, refused_ledgers
from generator.importing.ledgers import RefusedLedgers, take_ledgers
from generator.language.wording import Wording
from generator.plan.progress import today
from tests.importing.documents import (
    ABOVE,
    Raw,
    across,
    excel,
    merged,
    plan_word,
    table,
    text,
    word,
)
from tests.importing.ledgers import (
    FIRST,
    NEW,
    TABLE,
    THIRD,
    TITLE,
    lay_out,
    refusal,
    take,
    written_out,
)
from tests.importing.resaving import resave
from tests.importing.test_word import run

HEADING = text(TITLE)
OTHER_TITLE = TITLE.replace("园艺科", "水务科")
LINK = "https://www.example.test/1.html"


REFUSED = "什么也没有写入。改好以后，把这些文件一起再导入一次。"


def one(*new: str | Raw, task: Sequence[str | Raw] = THIRD) -> bytes:
    return written_out([*task, *new])


def done(names: str | Raw, places: str | Raw) -> bytes:
    return one("2020-10-10", "已完成", "", names, places)


def with_picture(content: bytes) -> bytes:
    """A ledger with a picture in the last cell."""
    document = Document(io.BytesIO(content))
    png, saved = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (8, 8)).save(png, "PNG")
    document.tables[0].cell(1, 9).paragraphs[0].add_run().add_picture(png)
    document.save(saved)
    return saved.getvalue()


CELL = "  表格 1 第 2 行第 {} 列（第 3 项）：{}"
LAID_OUT_FOR_MINUTES = "a text that is too long"
"""LibreOffice needs minutes for a cell over so many pages, and saves the same text."""

# Trouble in one ledger: its content, and what is said.
TROUBLE: dict[str, tuple[bytes, list[str]]] = {
    "no status": (
        one("2020-10-10", "", "剪了", "", ""),
        [CELL.format(7, "这一行填了一半，还缺：状态。请补上；没有新情况的，把右边五格都清空。")],
    ),
    "a remark alone": (
        one("", "", "剪了", "", ""),
        [CELL.format(6, "这一行填了一半，还缺：日期、状态。"
                        "请补上；没有新情况的，把右边五格都清空。")],
    ),
    "a day without a year": (
        one("10月10日", *NEW[1:]),
        [CELL.format(6, "“10月10日”读不成一个日子。"
                        "请写清年月日，例如 2031-05-20 或者 2031年5月20日。")],
    ),
    "a day that is none": (
        one("2020-02-30", *NEW[1:]),
        [CELL.format(6, "“2020-02-30”不是真有的日子。请与起草的处室核对。")],
    ),
    "a day before the plan": (
        one("2019-10-10", *NEW[1:]),
        [CELL.format(6, "日期 2019-10-10 比这份要点的 2020-01-01 还早。"
                        "请对照改正；是上一年的情况，请填到上一年的台账里。")],
    ),
    "a day before the newest entry": (
        written_out([*FIRST, "2020-09-19", *NEW[1:]]),
        ["  表格 1 第 2 行第 6 列（第 1 项）：日期 2020-09-19 比表里最近的一条（2020-09-20）早。"
         "日期写错了的，请改正；是漏报的早先的事，日期、状态和依据照最近的一条写，"
         "在“说明”里把最近的情况再写一遍，再写上漏报的事和它的日期：网站和报告写的是最后一条。"],
    ),
    "a status in other words": (
        one("2020-10-10", "完成", "", "", ""),
        [CELL.format(7, "没有“完成”这个状态。是不是“已完成”？"
                        "只能写未启动、推进中、已完成、持续推进、已调整中的一个，别的话写进“说明”。")],
    ),
    "two statuses": (
        one("2020-10-10", "甲乙", "", "", ""),
        [CELL.format(7, "没有“甲乙”这个状态。"
                        "请写未启动、推进中、已完成、持续推进、已调整中的一个，别的话写进“说明”。")],
    ),
    "a box that is not ticked": (
        one("2020-10-10", "□已完成", "", "", ""),
        [CELL.format(7, "没有“□已完成”这个状态。是不是“已完成”？"
                        "只能写未启动、推进中、已完成、持续推进、已调整中的一个，别的话写进“说明”。")],
    ),
    "done without evidence": (
        done("", ""),
        [CELL.format(7, "状态是“已完成”，但是没有填依据。"
                        "请填上“依据名称”和“依据链接或文件”；还没有依据的，先写“推进中”。")],
    ),
    "evidence without a link": (
        done("报道", ""),
        [CELL.format(10, "依据的名称有 1 行，链接或文件有 0 行，对不上。"
                         "请一条依据写一行，名称和链接一行对一行；一个链接不要断成两行。")],
    ),
    "a link on two lines": (
        done("报道", f"{LINK}\nabc"),
        [CELL.format(10, "依据的名称有 1 行，链接或文件有 2 行，对不上。"
                         "请一条依据写一行，名称和链接一行对一行；一个链接不要断成两行。")],
    ),
    "a link that is not https": (
        done("报道", "http://www.example.test/"),
        [CELL.format(10, "“http://www.example.test/”不是以 https:// 开头的完整网址。"
                         "请从浏览器的地址栏整个复制下来，中间没有空格；"
                         "只有 http:// 网址的，请把网页存成文件，写文件名。")],
    ),
    "a link without its beginning": (
        done("报道", "www.example.test"),
        [CELL.format(10, "“www.example.test”不是以 https:// 开头的完整网址。"
                         "请从浏览器的地址栏整个复制下来，中间没有空格；"
                         "只有 http:// 网址的，请把网页存成文件，写文件名。")],
    ),
    "a file that may not be evidence": (
        done("报道", "..\\a.exe"),
        [CELL.format(10, "“..\\a.exe”不是链接，也不能用作依据的文件名。"
                         "链接要以 https:// 开头；文件只写文件名，要是 pdf、ofd、docx、"
                         "xlsx、pptx、csv、txt 或者 jpg、png 图片，扩展名用小写；"
                         "别的请另存为 PDF。")],
    ),
    "a file that is not there": (
        done("总结", "zongjie.pdf"),
        [CELL.format(10, "data/evidence/ 里没有“zongjie.pdf”。"
                         "请向处室要这个文件，放进去，文件名要一字不差，大小写也要一样。")],
    ),
    "a character that cannot be shown": (
        one("2020-10-10", "推进中", "剪\u202e了", "", ""),
        [CELL.format(8, "这一格里有一个看不见、也不能发布的字符（U+202E）。"
                        "请把这一格重新打一遍。")],
    ),
    LAID_OUT_FOR_MINUTES: (
        one("2020-10-10", "推进中", "剪" * 20_001, "", ""),
        [CELL.format(8, "“说明”太长了。请检查是不是误贴了别的内容。")],
    ),
    "a number that does not exist": (
        written_out(["9", *THIRD[1:], *NEW]),
        ["  表格 1 第 2 行第 1 列：任务表里没有第 9 项。"
         "请对照任务表改正序号；不是任务的，请清空这一行右边的五格。"],
    ),
    "no number": (
        written_out(["", *THIRD[1:], *NEW]),
        ["  表格 1 第 2 行第 1 列：这一行没有序号（“修剪灌木”）。"
         "请补上序号；如果它是上一项的后半段，请并到上一行里。"],
    ),
    "a number in words": (
        written_out(["三", *THIRD[1:], *NEW]),
        ["  表格 1 第 2 行第 1 列：序号“三”不是整数。请改成整数。"],
    ),
    "another department's task": (
        written_out(["4", "巡查", "每周巡查水面", "", "", *NEW]),
        ["  表格 1 第 2 行第 1 列（第 4 项）：这一项由水务科牵头，不在园艺科的台账里。"
         "请填到牵头处室的台账里，再清空这一行右边的五格。"],
    ),
    "a task that was withdrawn": (
        written_out(["5", "清淤", "给水面清淤", "", "", *NEW],
                    title=OTHER_TITLE),
        ["  表格 1 第 2 行第 1 列（第 5 项）：这一项已经撤销了。请清空这一行右边的五格。"],
    ),
    "a task that was changed": (
        written_out(["3", "修剪", "修剪全市的灌木", "", "", *NEW]),
        ["  表格 1 第 2 行第 3 列（第 3 项）：“任务内容”和任务表的不一样："
         "台账里是“修剪全市的灌木”，任务表里是“修剪灌木”。任务改过了的，请照新的任务看看填得还对不对，"
         "再把这一格改成任务表里的；序号错了的，请改序号。"],
    ),
    "columns merged": (
        written_out([*THIRD, across("2020-10-10 推进中", 2), *NEW[2:]]),
        ["  表格 1 第 2 行第 6 列：这一格把日期、状态几栏合在了一起，分不清哪些字是哪一栏的。"
         "请拆开，一栏一格。"],
    ),
    "answers merged over two tasks": (
        written_out([*FIRST, "2020-10-10", merged("推进中"), "又种了", merged(""), ""],
                    [*THIRD, "2020-10-10", ABOVE, "剪了一半", ABOVE, ""]),
        ["  表格 1 第 3 行第 7 列：这一格和上一行的合在了一起，分不清写的是哪一行的情况。"
         "请拆开，每一行写自己的，两行一样的也各写一遍；这一行没有新情况的，空着。"],
    ),
    "a whole answer merged over two tasks": (
        written_out([*FIRST, *map(merged, NEW)], [*THIRD, *[ABOVE] * 5]),
        [f"  表格 1 第 3 行第 {column} 列：这一格和上一行的合在了一起，分不清写的是哪一行的情况。"
         "请拆开，每一行写自己的，两行一样的也各写一遍；这一行没有新情况的，空着。"
         for column in (6, 7, 8)],
    ),
    "a picture": (
        with_picture(done("报道", "")),
        ["  表格 1 第 2 行第 10 列：这一格里有图片、文本框、套着的表格或者隐藏的文字，读不全。"
         "请只留文字；图片请另存成文件，放进 data/evidence/，在“依据链接或文件”里写文件名。"],
    ),
    "a status struck out": (
        one("2020-10-10", Raw(f"<w:p>{run('推进中')}{run('已完成', '<w:strike/>')}</w:p>"),
            Raw(f"<w:p>{run('剪了', '<w:dstrike/>')}</w:p>"), "", ""),
        [f"  表格 1 第 2 行第 {column} 列：这一格里有画了删除线的文字，分不清还算不算。"
         "不算的请删掉这些字；算的请去掉删除线。" for column in (7, 8)],
    ),
    "another table": (
        word(HEADING,
             table(HEADER, [*THIRD, *NEW], columns=10), text(""),
             table(["甲", "乙", "丙", "丁", "戊"], columns=5)),
        ["  表格 2：这张表没有台账的表头，读不了。"
         "是台账的，请把表头那一行复制到它的第一行；不是的，请删掉。"],
    ),
    "one day twice": (
        written_out([*THIRD, *NEW], [*THIRD, *NEW[:2], "剪完了", "", ""]),
        ["  表格 1 第 3 行第 6 列（第 3 项）：2020-10-10 这一天，a.docx 第 2 行已经填了这一项，"
         "和这里的不一样。请合成一条，写进其中一份，清空另一份右边的五格。"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_changes_nothing_and_is_said(trouble: str, tmp_path: Path) -> None:
    content, said = TROUBLE[trouble]
    first, *rest, last = refusal(tmp_path, {"a.docx": content})
    assert first == f"a.docx: 有 {len(said)} 处读不成。请在台账里改好下面这些地方："
    assert sorted(rest) == sorted(said)
    assert last == REFUSED
    assert (tmp_path / "data/tasks.yaml").read_text(encoding="utf-8") == TABLE


@pytest.mark.soak
@pytest.mark.parametrize("trouble", sorted(TROUBLE.keys() - {LAID_OUT_FOR_MINUTES}))
def test_trouble_saved_by_another_program(trouble: str, tmp_path: Path) -> None:
    content, said = TROUBLE[trouble]
    _, *rest, _ = refusal(tmp_path, {"a.docx": resave(content, "a.docx")})
    assert sorted(rest) == sorted(said)


def test_a_day_in_the_future(tmp_path: Path) -> None:
    tomorrow = today() + timedelta(days=1)
    lines = refusal(tmp_path, {"a.docx": one(str(tomorrow), *NEW[1:])})
    assert lines[1].startswith(CELL.format(6, f"日期 {tomorrow} 还没有到，今天是 {today()}。"))


WHOLE: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    ".doc": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "读不了 .doc 文件。"),
    ".wps": ("a.wps", b"x", "读不了 .wps 文件。"),
    ".pdf": ("a.pdf", b"%PDF-1.7", "读不了 .pdf 文件，它不保存表格。"),
    ".xlsx": ("a.xlsx", lambda: excel([HEADER]), "台账要是 Word 文件，这是 .xlsx。"),
    ".csv": ("a.csv", b"x", "台账要是 Word 文件，这是 .csv。"),
    "no document": ("a.docx", b"x", "文件损坏了，或者不是它的扩展名所说的那种文件。"),
    "empty": ("a.docx", b"", "文件是空的，一个字节也没有。"),
    "the annex": ("a.docx", plan_word, "没有找到台账的标题。"),
    "no table": ("a.docx", lambda: word(text("正文")), "没有找到台账的标题。"),
    "no title": ("a.docx", lambda: written_out([*THIRD, *NEW], title=""), "没有找到台账的标题。"),
    "title alone": (
        "a.docx",
        lambda: word(HEADING, table(["甲", "乙"], columns=2)),
        "文件里没有找到要读的表格。",
    ),
    "another office": (
        "a.docx",
        lambda: written_out(title="示例县园林局2020年工作要点落实情况台账（园艺科）"),
        "这是示例县园林局的台账，而任务表是示例市园林局的。",
    ),
    "another year": (
        "a.docx",
        lambda: written_out(title="示例市园林局2019年工作要点落实情况台账（园艺科）"),
        "这是2019年的台账，而任务表是2020年的。",
    ),
    "another department": (
        "a.docx",
        lambda: written_out(title="示例市园林局2020年工作要点落实情况台账（园艺处）"),
        "台账标题里的“园艺处”没有登记过。是不是“园艺科”？请把标题里的处室改成任务表里的名称。",
    ),
    "a column is missing": (
        "a.docx",
        lambda: written_out([*THIRD, *NEW[:4]], header=HEADER[:9]),
        "表头缺少：依据链接或文件。",
    ),
    "a column twice": (
        "a.docx",
        lambda: written_out([*THIRD, *NEW, ""], header=[*HEADER, "日期"]),
        "表头有两栏都叫“日期”。",
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_is_no_ledger_of_the_plan(name: str, tmp_path: Path) -> None:
    file, content, says = WHOLE[name]
    lines = refusal(tmp_path, {file: content() if callable(content) else content})
    assert lines[0].startswith(f"{file}: {says}")
    assert lines[-1] == REFUSED


def test_missing_and_locked_files_and_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = lay_out(tmp_path, {"locked.docx": one(*NEW)})
    read = Path.read_bytes

    def locked(file: Path) -> bytes:
        if file.name == "locked.docx":
            raise PermissionError(13, "Permission denied")
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(RefusedLedgers) as refused:
        take_ledgers([tmp_path / name for name in ("locked.docx", "没有.docx", "data")], into)
    lines = [*refused_ledgers(refused.value, Wording())]
    assert [line.split(": ")[1].split("。")[0] for line in lines[:3]] == [
        "打不开这个文件（Permission denied）",
        "找不到这个文件",
        "这是一个文件夹",
    ]


def test_the_problems_of_all_files_are_listed_together(tmp_path: Path) -> None:
    files = {
        "坏.docx": b"x",
        "园艺科.docx": one("2020-10-10", "", "剪", "", ""),
        "好.docx": one(*NEW),
        "水务科.docx": written_out(
            ["4", "巡查", "每周巡查", "", "", "昨天", "推进中", "", "", ""],
            title=OTHER_TITLE,
        ),
    }
    lines = refusal(tmp_path, files)
    assert [line.split("：")[0] for line in lines] == [
        "坏.docx: 文件损坏了，或者不是它的扩展名所说的那种文件。请用 Word、Excel 或 WPS 打开它，"
        "另存为 .docx 再导入；打不开的，请重新取一份。",
        "园艺科.docx: 有 1 处读不成。请在台账里改好下面这些地方",
        "  表格 1 第 2 行第 7 列（第 3 项）",
        "水务科.docx: 有 2 处读不成。请在台账里改好下面这些地方",
        "  表格 1 第 2 行第 3 列（第 4 项）",
        "  表格 1 第 2 行第 6 列（第 4 项）",
        REFUSED,
    ]


def test_the_problems_of_all_cells_of_a_row_are_listed_together(tmp_path: Path) -> None:
    lines = refusal(tmp_path, {"园艺科.docx": one("2020-13-01", "搞定了", "", "", "ftp://x")})
    assert [line.split("：")[0] for line in lines[1:-1]] == [
        "  表格 1 第 2 行第 6 列（第 3 项）",
        "  表格 1 第 2 行第 7 列（第 3 项）",
        "  表格 1 第 2 行第 10 列（第 3 项）",
    ]


def test_two_files_that_contradict_each_other(tmp_path: Path) -> None:
    files = {"甲.docx": one(*NEW), "乙.docx": one(*NEW[:2], "剪完了", "", "")}
    assert refusal(tmp_path, files) == [
        "乙.docx: 有 1 处读不成。请在台账里改好下面这些地方：",
        "  表格 1 第 2 行第 6 列（第 3 项）：2020-10-10 这一天，甲.docx 第 2 行已经填了这一项，"
        "和这里的不一样。请合成一条，写进其中一份，清空另一份右边的五格。",
        REFUSED,
    ]


def test_a_long_text_is_shown_from_where_it_differs(tmp_path: Path) -> None:
    long = TABLE.replace("修剪灌木", "甲" * 200 + "乙" * 70)
    content = written_out(["3", "修剪", "甲" * 200 + "丙", "", "", *NEW])
    assert (
        "台账里是“…甲甲甲甲甲甲甲甲甲甲丙”，任务表里是“…甲甲甲甲甲甲甲甲甲甲乙乙"
        in (refusal(tmp_path, {"a.docx": content}, long)[1])
    )


TYPED = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cn")), max_size=12)
USUAL = st.sampled_from(
    ["2020-10-10", "2020-1-1", "99999999", "0000-00-00", "已完成", "http://", "https://a/", "a.pdf",
     "\u2028", "{value}", "１", ""]
)  # fmt: skip


@pytest.mark.soak
@settings(max_examples=300, deadline=None)
@given(st.lists(TYPED | USUAL, min_size=10, max_size=10), st.booleans())
def test_whatever_is_typed_is_taken_or_refused(cells: list[str], is_about_a_task: bool) -> None:
    row = [*THIRD, *cells[5:]] if is_about_a_task else cells
    with tempfile.TemporaryDirectory() as folder:
        try:
            taken = take(Path(folder), {"a.docx": written_out(row)})
            assert [*ledger_report(taken, Wording())]
        except RefusedLedgers as refused:
            assert [*refused_ledgers(refused, Wording())]
