"""A plan's text in the house layout, and files that are written whole or not at all."""

import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language import vocabulary as words
from generator.plan.deadlines import parse_deadline
from generator.plan.model import Evidence, ProgressEntry, WorkPlan
from generator.plan.values import Status
from generator.table.atomic import write_atomically
from generator.table.loading import load_plan
from generator.table.source import read_source
from generator.table.validation import validate_table
from generator.table.writing import CommentPlace, table_text
from tests.support import BASE, load_base

# A table may contain any character that is not refused.
TEXTS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\u2028\u2029\ufeff")
    | st.sampled_from("\n\t'\"#:,[]{}&*!|>%@`-？。 ")
).filter(str.strip)
BIDI = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def read_back(text: str, folder: Path) -> WorkPlan:
    file = folder / "tasks.yaml"
    file.write_bytes(text.encode())
    return load_plan(file)


def test_table_in_the_house_layout_is_written_as_it_is(tmp_path: Path) -> None:
    assert table_text(load_base(tmp_path), {}) == BASE
    stated = ("发布机构: 示例市测试局", "索引号: 示例-1", "发布日期: 2030-03-15", "主题分类: 甲类")
    text = BASE.replace("发布机构: 示例市测试局", "\n".join(stated))
    assert table_text(read_back(text, tmp_path), {}) == text
    aliases = {
        "简介: 第一类事情。": "简介: 第一类事情。, 别名: [甲类, '一,二']",
        "统称: true": "统称: true, 别名: [全体处室]",
    }
    for old, new in aliases.items():
        text = text.replace(old, new)
    assert table_text(read_back(text, tmp_path), {}) == text
    text = text.replace("简介: 第二类事情。", "简介: ")
    assert table_text(read_back(text, tmp_path), {}) == text


def test_changed_cell_is_a_changed_line(tmp_path: Path) -> None:
    plan = load_base(tmp_path)
    task = plan.tasks[1].model_copy(update={"deadline": parse_deadline("8月")})
    changed = plan.model_copy(update={"tasks": (plan.tasks[0], task, plan.tasks[2])})
    lines = zip(table_text(plan).splitlines(), table_text(changed).splitlines(), strict=True)
    assert [pair for pair in lines if pair[0] != pair[1]] == [
        ("    时间节点: 9月底前", "    时间节点: 8月")
    ]


@settings(max_examples=300, deadline=None)
@given(text=TEXTS.filter(lambda text: not set(text) & set(BIDI)))
def test_any_text_is_read_back_in_every_place(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("table")
    base = load_base(folder)
    moved = {"name": text, "former_slugs": ("jiu", "hen-jiu")}
    units = (base.departments[0].model_copy(update=moved), *base.departments[1:])
    topics = (base.topics[0].model_copy(update={"name": text, "summary": text}), *base.topics[1:])
    link = Evidence(name=text, link="https://www.example.test/1.html")
    recorded = {"seen_on": date(2020, 6, 1), "digest": "sha256:" + "0a" * 32}
    evidence = (link, link.model_copy(update=recorded), Evidence(name=text, file="a b.pdf"))
    day = date(2020, 5, 1)
    progress = (
        ProgressEntry(day=day, status=Status.UNDER_WAY, remark=text),
        ProgressEntry(day=day, status=Status.DONE, evidence=evidence),
    )
    update = {"topic": text, "name": text, "content": text, "note": text, "withdrawn": text,
              "lead_departments": (text, "乙处室"), "supporting_departments": (text,),
              "progress": progress}  # fmt: skip
    tasks = (base.tasks[0].model_copy(update=update), *base.tasks[1:])
    plan = base.model_copy(
        update={"title": text, "office": text, "departments": units, "topics": topics,
                "tasks": tasks}
    )  # fmt: skip
    file = folder / "tasks.yaml"
    file.write_bytes(table_text(plan).encode())
    source = read_source(file)
    assert source.problems == []
    draft, findings = validate_table(source.value)
    assert findings == []
    assert draft.header and (draft.header.title, draft.header.office) == (text, text)
    assert (tuple(draft.topics.values()), tuple(draft.departments.values())) == (topics, units)
    assert tuple(draft.tasks.values()) == tasks


def test_paragraphs_stand_under_each_other(tmp_path: Path) -> None:
    plan = load_base(tmp_path)
    task = plan.tasks[0].model_copy(update={"content": "第一段。\n\n# 第二段"})
    text = table_text(plan.model_copy(update={"tasks": (task, *plan.tasks[1:])}))
    assert "    任务内容: |\n      第一段。\n\n      # 第二段\n    责任处室" in text
    assert read_back(text, tmp_path).tasks[0] == task


def test_comments_are_written_at_their_places(tmp_path: Path) -> None:
    above: dict[CommentPlace, list[str]] = {
        (words.TITLE, ""): ["# 开头"],
        (words.YEAR, ""): ["# 年份"],
        (words.DEPARTMENTS, "乙处室"): ["  # 新设"],
        (words.TASKS, 1): ["  # 待核", "  # 已问"],
        ("", ""): ["# 完"],
    }
    text = table_text(load_base(tmp_path), above)
    assert text.startswith("# 开头\n标题: ")
    assert "\n# 年份\n年份: 2030\n" in text
    assert "\n  # 新设\n  - {名称: 乙处室" in text
    assert "\n  # 待核\n  # 已问\n  - 序号: 2\n" in text
    assert text.endswith("\n# 完\n")


def test_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "任务.yaml"
    file.write_text("旧", encoding="utf-8")
    file.chmod(0o640)
    write_atomically(file, "新".encode())
    assert file.read_text(encoding="utf-8") == "新"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "tasks.yaml"
    file.write_text("旧", encoding="utf-8")

    def fail(source: Path, target: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PermissionError):
        write_atomically(file, b"new")
    assert file.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [file]


def test_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "tasks.yaml"
    real.write_text("旧", encoding="utf-8")
    link = tmp_path / "tasks.yaml"
    link.symlink_to(real)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
