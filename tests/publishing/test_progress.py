"""Test that published entries of 落实情况 stay: only later entries may follow them."""

from __future__ import annotations

import json
import os
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from generator.language.wording import Wording
from generator.publishing.published_progress import changed_entries, changed_evidence
from generator.publishing.releases import FACTS_FILE
from generator.publishing.tables import Table
from generator.table.loading import parse_plan
from tests.publishing.office import EDITOR, MAINTAINER, SITE_URL, Office, Pushed
from tests.support import BASE

TABLE = "data/tasks.yaml"
HALF = "      - {日期: 2020-05-20, 状态: 推进中, 说明: 测试了一半}\n"
DONE = """\
      - 日期: 2020-06-30
        状态: 已完成
        依据: [{名称: 测试报道, 链接: https://www.example.test/1.html}]
"""
OTHER_FORM = """\
    落实情况:
      - {说明: '测试了一半', 状态: 推进中, 日期: 2020-05-20}
      - 日期: "2020-06-30"
        依据:
          - 链接: https://www.example.test/1.html
            名称: 测试报道
        状态: 已完成
"""
HEAD = "    落实情况:\n"
DEADLINE = "    时间节点: 9月底前\n"
LATER = "      - {日期: 2020-07-01, 状态: 已调整, 说明: 更正}\n"


def table(entries: str = HEAD + HALF + DONE) -> str:
    """The base table as one of the past, with entries of task 2."""
    return BASE.replace("2030", "2020").replace(DEADLINE, DEADLINE + entries)


def told(before: str, after: str) -> list[str]:
    problems = changed_entries(tables(before), tables(after))
    return [f"{Wording().message(problem).location} {problem.code}" for problem in problems]


def tables(text: str) -> dict[int, Table]:
    plan = parse_plan(Path(TABLE), text.encode())
    return {plan.year: Table(TABLE, text.encode(), plan)}


def without_task(text: str) -> str:
    start, end = text.index("  - 序号: 2"), text.index("  - 序号: 3")
    return text[:start] + text[end:]


LINK = "链接: https://www.example.test/1.html"
RECORD = f"{LINK}, 查证日期: 2020-07-01, 内容摘要: 'sha256:{'0a' * 32}'"
RECORDED = DONE.replace(LINK, RECORD)
RENEWED = RECORDED.replace("0a", "1b").replace("07-01", "08-01")

ALLOWED = {
    "nothing": table(),
    "later": table(HEAD + HALF + DONE + LATER),
    "same day": table(HEAD + HALF + DONE + "      - {日期: 2020-06-30, 状态: 已调整}\n"),
    "same in another form": table(OTHER_FORM),
    "other columns": table().replace("开展第二次测试", "开展第三次测试"),
    "link recorded": table(HEAD + HALF + RECORDED),
    "link recorded, and later": table(HEAD + HALF + RECORDED + LATER),
    "another task": table().replace("全年\n", f"全年\n{HEAD}{HALF}"),
    "task gone, which is told": without_task(table()),
    "year gone, which is told": BASE,
}


@pytest.mark.parametrize("kind", ALLOWED)
def test_later_entries_may_follow(kind: str) -> None:
    assert told(table(), ALLOWED[kind]) == []


def test_record_of_a_link_may_be_renewed_or_removed() -> None:
    recorded = table(HEAD + HALF + RECORDED)
    assert told(recorded, table(HEAD + HALF + RENEWED)) == []
    assert told(recorded, table()) == []
    other = RENEWED.replace("1.html", "2.html")
    assert told(recorded, table(HEAD + HALF + other)) == [f"{TABLE}:27:9 progress-changed"]


SECOND_HALF = HALF.replace("一半", "另一半")
REFUSED = {
    "remark": (HEAD + HALF.replace("一半", "大半") + DONE, ["26:9 progress-changed"]),
    "day": (HEAD + HALF.replace("05-20", "05-21") + DONE, ["26:9 progress-changed"]),
    "link": (HEAD + HALF + DONE.replace("1.html", "2.html"), ["27:9 progress-changed"]),
    "both": (
        HEAD + HALF.replace("推进中", "未启动") + DONE.replace("测试报道", "报道"),
        ["26:9 progress-changed", "27:9 progress-changed"],
    ),
    "first gone": (HEAD + DONE, ["25:5 progress-changed"]),
    "last gone": (HEAD + HALF, ["25:5 progress-changed"]),
    "last gone, another follows": (HEAD + HALF + LATER, ["27:9 progress-changed"]),
    "all gone": ("", ["19:5 progress-changed"] * 2),
    "list emptied": ("    落实情况: []\n", ["25:5 progress-changed"] * 2),
    "new one between": (HEAD + HALF + SECOND_HALF + DONE, ["27:9 progress-inserted"]),
    "new one before": (
        HEAD + HALF.replace("05-20", "05-01") + HALF + DONE,
        ["26:9 progress-inserted"],
    ),
    "one changed, one new before the last": (
        HEAD + HALF.replace("一半", "大半") + SECOND_HALF + DONE,
        ["26:9 progress-changed", "27:9 progress-inserted"],
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_change_is_told_at_its_place(kind: str) -> None:
    entries, wanted = REFUSED[kind]
    assert told(table(), table(entries)) == [f"{TABLE}:{line}" for line in wanted]


def with_identifiers(text: str) -> str:
    """The table with the usual identifier of each row."""
    return re.sub(r"  - 序号: (\d)\n", r"\g<0>    编号: 2020-\1\n", text)


def with_new_first_row(text: str) -> str:
    """The table with one more task before all others, whose numbers go up by one."""
    text = re.sub(r"序号: (\d)", lambda found: f"序号: {int(found[1]) + 1}", text)
    number = "1\n    编号: 2020-9\n" if "编号" in text else "1\n"
    row = f"  - 序号: {number}    主题: 甲主题\n    任务名称: 新\n    任务内容: 新的一项\n"
    return text.replace("任务:\n", f"任务:\n{row}    责任处室: [甲处室]\n")


def test_task_is_followed_by_its_identifier() -> None:
    """Without identifiers, it is followed by its number; also if only one version has them."""
    plain, named = table(), with_identifiers(table())
    moved = with_new_first_row(named)
    assert told(named, moved) == []
    dropped = moved.replace(HALF, "")
    (problem,) = changed_entries(tables(named), tables(dropped))
    assert problem.details["address"] == "2020/#task-2/2020-05-20"
    assert "  - 序号: 3" in dropped.splitlines()[problem.place.line - 9 : problem.place.line]
    assert told(plain, named) == told(named, plain) == []
    assert told(plain, moved) == []
    assert told(plain, with_new_first_row(plain)) == [f"{TABLE}:17:5 progress-changed"] * 2


LINES = some.lists(
    some.tuples(some.integers(1, 3), some.sampled_from("甲乙丙")), max_size=5, unique=True
).map(lambda entries: sorted(entries, key=lambda entry: entry[0]))
"""Days with remarks; those of one day in any order."""


def lines(entries: list[tuple[int, str]]) -> str:
    rows = [
        f"      - {{日期: 2020-05-0{day}, 状态: 推进中, 说明: {remark}}}\n"
        for day, remark in entries
    ]
    return "".join([HEAD, *rows]) if rows else ""


@settings(deadline=None, max_examples=40)
@given(LINES, LINES)
def test_only_what_follows_the_published_entries_passes(
    before: list[tuple[int, str]], after: list[tuple[int, str]]
) -> None:
    is_kept = after[: len(before)] == before
    assert (told(table(lines(before)), table(lines(after))) == []) is is_kept


def test_file_with_other_content_is_told(tmp_path: Path) -> None:
    """Test with files of two years, a compressed copy, and a file of the same size and time."""
    contents = {"a.csv": ("甲", "乙"), "b.pdf": ("甲", "甲"), "a.csv.gz": ("1", "2")}
    for name, both in contents.items():
        for folder, content in zip(("live", "site"), both, strict=True):
            for year in (2019, 2020):
                file = tmp_path / folder / f"data/{year}/evidence" / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8")
                os.utime(file, (0, 0))
    (tmp_path / "site/data/2020/evidence/new.pdf").touch()
    problems = list(changed_evidence(tmp_path / "live", tmp_path / "site"))
    assert {problem.code for problem in problems} == {"evidence-changed"}
    assert [problem.details["address"] for problem in problems] == [
        "data/2019/evidence/a.csv",
        "data/2020/evidence/a.csv",
    ]
    assert {problem.place.file.as_posix() for problem in problems} == {"data/evidence/a.csv"}


ARCHIVE = "data/archive/2020.yaml"
CHANGED = f"{ARCHIVE}:26:9: 第 2 项 2020-05-20 的落实情况公布过（推进中、测试了一半），现在改了"


@pytest.fixture(scope="module")
def with_progress(published_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Two entries of a past year are public. Not to be changed: copy it."""
    office = published_office.copy_to(tmp_path_factory.mktemp("progress") / "office")
    pushed = push(office, table())
    assert pushed.accepted, pushed.output
    return office


@pytest.fixture
def office(with_progress: Office, tmp_path: Path) -> Office:
    return with_progress.copy_to(tmp_path / "office")


def push(office: Office, text: str, *options: str, user: str = EDITOR) -> Pushed:
    office.write(ARCHIVE, text)
    office.commit()
    return office.push(*options, "main", user=user)


def assert_refused(office: Office, text: str, *options: str, user: str = EDITOR) -> str:
    """Nothing that is public or in the branch has changed."""
    before, tip = office.public(), office.tip()
    pushed = push(office, text, *options, user=user)
    assert not pushed.accepted, pushed.output
    assert (office.public(), office.tip()) == (before, tip)
    return "\n".join(pushed.said)


def test_published_entry_is_corrected_by_a_later_one(office: Office) -> None:
    said = assert_refused(office, table(HEAD + HALF.replace("一半", "大半") + DONE))
    assert CHANGED in said
    assert "另写一条，加在最后" in said and "withdraw" not in said
    pushed = push(office, table(HEAD + HALF + DONE + LATER))
    assert pushed.accepted, pushed.output
    at = pushed.said.index("2020年的任务有这些变化：")
    assert pushed.said[at + 1] == "  第 2 项的落实情况增加 2020-07-01 的一条：已调整"
    said = assert_refused(office, table())  # the later one is public too now
    assert f"{ARCHIVE}:25:5: 第 2 项 2020-07-01 的落实情况公布过（已调整、更正）" in said


@pytest.mark.soak
def test_link_is_recorded_after_its_publication(office: Office) -> None:
    """Test that the report of the push tells of no change of an entry."""
    for entries in (RECORDED, RENEWED):
        pushed = push(office, table(HEAD + HALF + entries))
        assert pushed.accepted, pushed.output
        assert not [line for line in pushed.said if "落实情况" in line]
    data = json.loads((office.www / "current/data/2020/tasks.json").read_text(encoding="utf-8"))
    (evidence,) = data["tasks"][1]["progress"][-1]["evidence"]
    assert (evidence["seen"], evidence["hash"]) == ("2020-08-01", "sha256:" + "1b" * 32)


@pytest.mark.soak
def test_published_entry_is_changed_by_a_maintainer_alone(office: Office) -> None:
    changed = table(HEAD + HALF.replace("一半", "大半") + DONE)
    option = "withdraw=2020/#task-2/2020-05-20"
    assert CHANGED in assert_refused(office, changed, "-o", option)
    assert f"-o {option} 再来" in assert_refused(office, changed, user=MAINTAINER)
    other = "withdraw=2020/#task-2/2020-06-30"
    assert CHANGED in assert_refused(office, changed, "-o", other, user=MAINTAINER)
    pushed = push(office, changed, "-o", option, user=MAINTAINER)
    assert pushed.accepted, pushed.output
    assert "2020-05-20 的落实情况公布过（推进中、测试了大半）" in assert_refused(office, table())
    assert "  第 2 项的落实情况去掉 2020-05-20 的一条：推进中" in pushed.said
    pushed = push(office, table(""), "-o", "withdraw=2020/#task-2", user=MAINTAINER)
    assert pushed.accepted, pushed.output


@pytest.mark.soak
def test_loss_is_told_with_other_losses(office: Office) -> None:
    text = table(HEAD + HALF).replace("jia-zhuti", "jia")
    said = assert_refused(office, text)
    assert f"{ARCHIVE}:4:1: 公布过的主题网页 2020/jia-zhuti/" in said
    assert f"{ARCHIVE}:25:5: 第 2 项 2020-06-30" in said


@pytest.mark.soak
def test_entries_go_with_a_task_that_gets_another_number(office: Office) -> None:
    named = with_identifiers(table())
    for text in (named, with_new_first_row(named)):
        pushed = push(office, text)
        assert pushed.accepted, pushed.output
    assert not [line for line in pushed.said if "落实情况" in line]
    changed = with_new_first_row(named).replace("一半", "大半")
    option = "withdraw=2020/#task-3/2020-05-20"
    assert f"-o {option} 再来" in assert_refused(office, changed, user=MAINTAINER)
    pushed = push(office, changed, "-o", option, user=MAINTAINER)
    assert pushed.accepted, pushed.output


@pytest.mark.soak
def test_task_that_is_gone_is_told_once(office: Office) -> None:
    said = assert_refused(office, without_task(table()))
    assert "有 1 处要改：" in said and "公布过的第 2 项（2020/#task-2）会找不到" in said
    pushed = office.push("-o", "withdraw=2020/#task-2", "main", user=MAINTAINER)
    assert pushed.accepted, pushed.output
    assert not [line for line in pushed.said if "落实情况" in line]


REPORT = "data/evidence/测试 报告.pdf"
PUBLISHED = "data/2020/evidence/测试 报告.pdf"
WITH_FILE = DONE.replace("链接: https://www.example.test/1.html", "文件: 测试 报告.pdf")
PDF = b"%PDF-1.7\r\n$Id$\x00\xff"


@pytest.mark.soak
def test_file_that_is_evidence_is_published_as_it_is(office: Office) -> None:
    said = assert_refused(office, table(HEAD + HALF + DONE + WITH_FILE))
    assert "data/evidence/ 里没有“测试 报告.pdf”。" in said
    office.write(REPORT, PDF)
    office.write("data/evidence/a.html", "<script>alert(1)</script>")
    pushed = push(office, table(HEAD + HALF + DONE + WITH_FILE))
    assert pushed.accepted, pushed.output
    site = office.www / "current"
    assert (site / PUBLISHED).read_bytes() == PDF
    assert [file.name for file in (site / PUBLISHED).parent.iterdir()] == ["测试 报告.pdf"]
    link = "../../data/2020/evidence/%E6%B5%8B%E8%AF%95%20%E6%8A%A5%E5%91%8A.pdf"
    assert f'href="{link}"' in office.page("2020/luoshi")
    data = json.loads((site / "data/2020/tasks.json").read_text(encoding="utf-8"))
    (evidence,) = data["tasks"][1]["progress"][-1]["evidence"]
    assert evidence["hash"] == f"sha256:{sha256(PDF).hexdigest()}"
    assert evidence["url"] == urljoin(SITE_URL, link.removeprefix("../../"))


@pytest.mark.soak
def test_published_evidence_stays_as_it_is(office: Office) -> None:
    text = table(HEAD + HALF + DONE + WITH_FILE)
    office.write(REPORT, PDF)
    pushed = push(office, text)
    assert pushed.accepted, pushed.output
    office.write(REPORT, PDF + b"\n")
    said = assert_refused(office, text)
    assert f"{REPORT}:1:1: 依据“测试 报告.pdf”公布过，现在内容不一样了。" in said
    said = assert_refused(office, text, user=MAINTAINER)
    assert f'-o withdraw="{PUBLISHED}" 再来' in said
    pushed = push(office, text, "-o", f"withdraw={PUBLISHED}", user=MAINTAINER)
    assert pushed.accepted, pushed.output
    assert (office.www / "current" / PUBLISHED).read_bytes() == PDF + b"\n"
    said = assert_refused(office, table())
    assert f"{ARCHIVE}:25:5: 第 2 项 2020-06-30 的落实情况公布过" in said
    assert f"公布过的依据 {PUBLISHED} 会打不开。" in said
    options = ("-o", "withdraw=2020/#task-2/2020-06-30", "-o", f"withdraw={PUBLISHED}")
    pushed = push(office, table(), *options, user=MAINTAINER)
    assert pushed.accepted, pushed.output
    assert not (office.www / "current" / PUBLISHED).exists()


@pytest.mark.soak
def test_change_by_another_way(office: Office) -> None:
    """Test a forced push, a rollback, and an older commit that is published."""
    pushed = push(office, table(HEAD + HALF + DONE + LATER))
    assert pushed.accepted, pushed.output
    wanted = "第 2 项 2020-07-01 的落实情况公布过"
    assert wanted in office.push("--force", "main~1:main").output
    result = office.run("rollback")
    option = ("--withdraw", "2020/#task-2/2020-07-01")
    assert result.exit_code == 1 and wanted in result.output and " ".join(option) in result.output
    assert office.run("rollback", *option).exit_code == 0
    assert office.run("publish").exit_code == 0
    old = office.git("rev-parse", "main~1")
    assert wanted in office.run("publish", old).output


@pytest.mark.soak
def test_published_table_that_is_not_valid_now_is_told(office: Office) -> None:
    """As after a new program with a stricter rule."""
    office.write(ARCHIVE, table().replace("年份: 2020", "年份: 二〇二〇"))
    office.git("checkout", "--quiet", "--detach")
    commit = office.commit()
    office.git(
        "--git-dir", str(office.repository), "fetch", "--quiet", str(office.checkout), commit
    )
    office.git("checkout", "--quiet", "main")
    facts = office.www / "current" / FACTS_FILE
    told_before = json.loads(facts.read_text(encoding="utf-8"))
    facts.unlink()
    facts.write_text(json.dumps(told_before | {"commit": commit}), encoding="utf-8")
    pushed = push(office, table(HEAD + HALF))
    assert pushed.accepted, pushed.output
    assert "公布过的编号和落实情况有没有改动也没有核对" in "\n".join(pushed.said)
