"""Test `work-plan check --site` in an office's folder."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.publishing import in_browser, site_check
from tests.command import run
from tests.site_support import Project, copy_project

HIDDEN = "<img src=\"{{ 'assets/favicon.svg' | url }}\">"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = copy_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return project


def without_a_browser(site: Path) -> tuple[int, list[tuple[str, str]]]:
    raise in_browser.NoBrowserError


def test_good_site_passes(office: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Test also that a page that the office has from elsewhere may be in GBK."""
    (office.folder / "docs/old.html").write_bytes("<title>旧页</title>".encode("gbk"))
    monkeypatch.setattr(in_browser, "violations", without_a_browser)
    result = run("check", "--site")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[-3].endswith("个链接，没有打不开的。")
    assert lines[-2].startswith("最重的一页是 2031/，")
    assert lines[-1].startswith("没有检查读屏软件、键盘能不能用")
    assert not (office.folder / "site").exists()


def test_folder_without_settings(office: Project) -> None:
    (office.folder / "mkdocs.yml").unlink()
    result = run("check", "--site")
    assert result.exit_code == 1 and "里没有 mkdocs.yml，网站做不出来。" in result.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("material", "这里的主题不是 work-plan"),
        ("work-plam", "网站做不出来，多半是 mkdocs.yml 写错了。"),
    ],
)
def test_site_that_is_not_built(office: Project, name: str, said: str) -> None:
    settings = office.folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("name: work-plan", f"name: {name}")
    settings.write_text(text, encoding="utf-8")
    result = run("check", "--site")
    assert result.exit_code == 1 and said in result.stderr and "Traceback" not in result.stderr


def test_warning_of_mkdocs_is_told(office: Project) -> None:
    with (office.folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nno_such_key: 1\n")
    result = run("check", "--site")
    assert result.exit_code == 1 and "'no_such_key'" in result.stderr
    assert "INFO" not in result.stderr and "Aborted" not in result.stderr


def test_settings_without_the_plugin(office: Project) -> None:
    settings = office.folder / "mkdocs.yml"
    text, count = re.subn(r"plugins:\n(?: .*\n)+", "", settings.read_text(encoding="utf-8"))
    assert count == 1
    settings.write_text(text, encoding="utf-8")
    result = run("check", "--site")
    assert result.exit_code == 1 and "里没有写 work-plan 插件" in result.stderr


def in_its_own_process(folder: Path) -> subprocess.CompletedProcess[str]:
    """The command as an office runs it; Playwright does not work twice in one process."""
    command = [sys.executable, "-c", "from generator.cli import main; main()", "check", "--site"]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.soak
@pytest.mark.browser
def test_what_axe_finds_is_told(office: Project) -> None:
    office.add_theme()
    frame = office.folder / "overrides/partials/footer.html"
    frame.write_text(HIDDEN + frame.read_text(encoding="utf-8"), encoding="utf-8")
    result = in_its_own_process(office.folder)
    assert result.returncode == 1
    assert "  2031/：image-alt: " in result.stderr


@pytest.mark.soak
@pytest.mark.browser
def test_every_page_is_looked_at(office: Project) -> None:
    result = in_its_own_process(office.folder)
    assert result.returncode == 0 and "用浏览器看了 30 页" in result.stdout


def test_heavy_page_is_told(office: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_browser, "violations", without_a_browser)
    monkeypatch.setattr(site_check, "MOST_BYTES", 40_000)
    result = run("check", "--site")
    assert result.exit_code == 0
    assert "值得看一眼：2031/ 压缩以后连样式和脚本" in result.output
