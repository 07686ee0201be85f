"""Test the folder that `work-plan new` writes for an office."""

from __future__ import annotations

import base64
import csv
import io
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from generator.offices.wheel import own_wheel
from generator.publishing.link_check import check_site
from generator.table.loading import load_plan
from tests.command import run
from tests.importing.documents import ROWS, TITLE, across, table, text, word
from tests.site_support import build_site, find, words
from tests.support import MADE_UP_OFFICE, ROOT, contents, read_yaml

OFFICE = "示例市测试局"
HOSTILE = "示例市'测试: <b>局</b> {{ x }} *甲* #乙"


def test_folder_holds_the_office_and_its_program(tmp_path: Path) -> None:
    folder = tmp_path / "单位 一"
    result = run("new", str(folder), "--office", OFFICE, "--year", "2030")
    assert result.exit_code == 0, result.output
    wheel = own_wheel()
    assert set(contents(folder)) == {
        ".gitignore",
        "README.md",
        "data/site.schema.json",
        "data/site.yaml",
        "data/tasks.schema.json",
        "data/tasks.yaml",
        "docs/guanyu.md",
        "mkdocs.yml",
        "requirements.txt",
        wheel.name,
    }
    table = read_yaml((folder / "data/tasks.yaml").read_text(encoding="utf-8"))
    assert (table["年份"], table["发布机构"], table["任务"]) == (2030, OFFICE, None)
    first = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()[0]
    assert first == f"./{wheel.name} --hash=sha256:{sha256(wheel.content).hexdigest()}"


def test_site_is_built_at_once_whatever_the_office_is_called(tmp_path: Path) -> None:
    result = run("new", str(tmp_path / "a"), "--office", HOSTILE, "--year", "2030")
    assert result.exit_code == 0, result.output
    site = build_site(tmp_path / "a/mkdocs.yml", tmp_path / "site")
    assert HOSTILE in words(find(site.pages["guanyu/"], "article"))
    assert words(find(site.pages[""], "title")) == f"{HOSTILE}政务公开工作要点"
    assert check_site(site.folder).problems == []


def test_document_without_topics(tmp_path: Path) -> None:
    file = tmp_path / "附件.docx"
    assert (
        run("export", str(file), "--from", str(MADE_UP_OFFICE / "data/tasks.yaml")).exit_code == 0
    )
    result = run("new", str(tmp_path / "a"), "--from", str(file))
    assert result.exit_code == 0, result.output
    assert "都先归在“工作任务”里" in result.output and "待定" not in result.output
    site = build_site(tmp_path / "a/mkdocs.yml", tmp_path / "site")
    assert "2031/gongzuo-renwu/" in site.pages


def test_document_in_which_some_tasks_have_a_topic(tmp_path: Path) -> None:
    document = tmp_path / "附件.docx"
    header = ["工作任务", "具体要求", "责任科室"]
    first, second = ROWS[0][1:4], ["第二件事", *ROWS[1][2:4]]
    document.write_bytes(
        word(text(TITLE), table(header, first, [across("一、公布结果", 3)], second, columns=3))
    )
    result = run("new", str(tmp_path / "a"), "--from", str(document))
    assert result.exit_code == 0 and "待定" not in result.output
    assert "有 1 项在附件里看不出主题，都先归在“工作任务”里" in result.output
    plan = load_plan(tmp_path / "a/data/tasks.yaml")
    assert [task.topic for task in plan.tasks] == ["工作任务", "公布结果"]


def test_page_about_the_site_has_the_offices_names_of_columns(tmp_path: Path) -> None:
    document = tmp_path / "附件.docx"
    header = ["工作任务", "具体要求", "责任科室", "备注"]
    rows = [[*ROWS[0][1:4], "甲"], ["第二件事", *ROWS[1][2:4], ""]]
    document.write_bytes(word(text(TITLE), table(header, *rows, columns=4)))
    result = run("new", str(tmp_path / "a"), "--from", str(document))
    assert result.exit_code == 0, result.output
    about = (tmp_path / "a/docs/guanyu.md").read_text(encoding="utf-8")
    assert "\n责任科室\n:   谁负责这项任务。" in about and "责任处室" not in about
    assert "\n备注\n:   正式文件的备注，照抄。\n" in about


def test_page_about_the_site_says_what_is_not_from_the_document(tmp_path: Path) -> None:
    document = tmp_path / "附件.docx"
    header = ["工作任务", "具体要求", "责任科室", "完成情况"]
    document.write_bytes(word(text(TITLE), table(header, [*ROWS[0][1:4], "已完成"], columns=4)))
    result = run("new", str(tmp_path / "a"), "--from", str(document))
    assert result.exit_code == 0, result.output
    about = (tmp_path / "a/docs/guanyu.md").read_text(encoding="utf-8")
    assert "\n备注\n:   编辑加的说明，和正式文件里写的完成情况。\n" in about
    assert "\n每项任务的名称、内容" in about and "序号是照先后编的。所有页面" in about


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "没有写是哪个单位。"),
        (("--from", "没有.docx"), "没有.docx"),
        (("--office", OFFICE, "--from", "a.txt"), "a.txt"),
        (("--office", "示例市\n测试局"), "有看不见、不能发布的字符"),
        (("--office", "长" * 20_001), "有看不见、不能发布的字符"),
    ],
)
def test_what_cannot_be_begun_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new", "a", *arguments)
    assert result.exit_code == 1 and said in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/guanyu.md").write_text("自己的", encoding="utf-8")
    before = contents(tmp_path)
    result = run("new", str(tmp_path), "--office", OFFICE)
    assert result.exit_code == 1 and "已经有：docs/guanyu.md。什么也没有写" in result.stderr
    assert contents(tmp_path) == before


def test_wheel_has_every_file_of_the_program() -> None:
    with zipfile.ZipFile(io.BytesIO(own_wheel().content)) as wheel:
        names = set(wheel.namelist())
        for source, package in (("generator", "generator"), ("overrides", "work_plan_theme")):
            files = (file for file in (ROOT / source).rglob("*") if file.is_file())
            for file in files:
                if "__pycache__" not in file.parts:
                    assert f"{package}/{file.relative_to(ROOT / source).as_posix()}" in names
        (record,) = (name for name in names if name.endswith(".dist-info/RECORD"))
        rows = list(csv.reader(io.StringIO(wheel.read(record).decode())))
        assert {row[0] for row in rows} == names
        for name, digest, size in rows:
            if name != record:
                content = wheel.read(name)
                wanted = base64.urlsafe_b64encode(sha256(content).digest()).decode().rstrip("=")
                assert (digest, size) == (f"sha256={wanted}", str(len(content)))
    assert own_wheel() == own_wheel()


def test_wheel_is_that_of_the_installed_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that what `pip wheel` leaves in the folder of the source does not stand in for it."""
    wheel = own_wheel()
    left = tmp_path / "work_plan.egg-info"
    left.mkdir()
    (left / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: work-plan\nVersion: 0.0.1\n")
    (left / "top_level.txt").write_text("generator\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert own_wheel() == wheel
