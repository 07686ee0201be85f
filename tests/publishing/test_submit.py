"""Test the way of a clerk who never sees YAML or git: export, edit in Excel, import, submit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from generator.cli import main
from tests.publishing.office import EDITOR, Office
from tests.submitting.killing import a_minute_later, killed


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture(autouse=True)
def clerk(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is in the folder of a clone, and may change what an editor may."""
    office.git("branch", "--set-upstream-to=origin/main")
    monkeypatch.chdir(office.checkout)
    monkeypatch.setenv("REMOTE_USER", EDITOR)


def test_from_excel_to_the_public(office: Office) -> None:
    assert run("export", "表.xlsx").exit_code == 0
    book = load_workbook("表.xlsx")
    for row in book.active.iter_rows() if book.active else ():
        for cell in row:
            if cell.value == "9月底前":
                cell.value = "10月底前"
    book.save("表.xlsx")
    shown = run("import", "表.xlsx", "--dry-run")
    assert "时间节点" in shown.output and "10月底前" not in Path("data/tasks.yaml").read_text(
        "utf-8"
    )
    assert run("import", "表.xlsx").exit_code == 0
    result = run("submit", "按通知更正第 2 项")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    at = lines.index("  第 2 项 时间节点")
    assert lines[at + 1 : at + 3] == ["    原来：  9月底前", "    改成：  10月底前"]
    assert "  表.xlsx" in lines
    assert [line for line in lines if line.startswith("  已发布：")]
    assert lines[-1] == "送到了，已经发布，公众看到的就是新的。"
    assert "10月底前" in office.page("2030")
    assert office.head() == office.tip()

    live = office.live
    office.write("mkdocs.yml", office.checkout.joinpath("mkdocs.yml").read_text("utf-8") + "# x\n")
    refused = run("submit", "改设置")
    assert refused.exit_code == 1
    assert "这个文件不归编辑改" in refused.output and "服务器没有收" in refused.output
    assert (office.live, office.head()) == (live, office.tip())
    assert run("undo", "--files").exit_code == 0
    assert "没有要送的改动" in run("submit", "再来").output


@pytest.mark.soak
def test_killed_at_any_moment(office: Office) -> None:
    """Together with the server's part of it, which a maintainer may have to finish."""
    moments = 0
    for count in range(1, 60, 3):
        text = f"开展第{count}种测试"
        table = office.checkout.joinpath("data/tasks.yaml").read_text("utf-8")
        office.write("data/tasks.yaml", re.sub("开展.*测试", text, table, count=1))
        moments += killed(office.checkout, count)
        assert text in office.checkout.joinpath("data/tasks.yaml").read_text("utf-8")
        a_minute_later(office.checkout / ".git", office.repository)
        assert run("undo").exit_code == 0
        result = run("submit", "接着送")
        assert result.exit_code == 0, result.output
        assert office.head() == office.tip()
        assert office.git("status", "--porcelain") == ""
        if text not in office.page("2030"):
            assert "没有要送的改动" in result.output
            assert office.run("publish").exit_code == 0
        assert text in office.page("2030")
    assert moments >= 15
