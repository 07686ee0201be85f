"""Test that another office can replace data, pages and mkdocs.yml: its site and these tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support import MADE_UP_OFFICE, ROOT, past_table, read_yaml, write_data

SETTINGS = """
网站名称: 示例市测试局政务公开
网站标识码: 0012345678
主办单位: 示例市测试局
搜索示例: [测试, 9月底前]
"""


def replace_office(folder: Path) -> None:
    """Put a small office's data, pages and settings where those of this one are."""
    for name in ("data", "docs"):
        shutil.rmtree(folder / name, ignore_errors=True)
    files: dict[str, str | bytes] = {
        "site.yaml": SETTINGS,
        "archive/2029.yaml": past_table(2029),
    }
    write_data(folder / "data", files)
    (folder / "docs").mkdir()
    (folder / "docs/shuoming.md").write_text("# 说明\n\n只为测试。\n", encoding="utf-8")
    settings = read_yaml((MADE_UP_OFFICE / "mkdocs.yml").read_text(encoding="utf-8"))
    settings |= {
        "site_name": "示例市测试局工作要点",
        "site_description": "只为测试",
        "nav": ["shuoming.md"],
    }
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def test_its_site_is_built_by_the_command_an_office_uses(tmp_path: Path) -> None:
    replace_office(tmp_path)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    site = tmp_path / "site"
    pages = {file.parent.relative_to(site).as_posix() for file in site.rglob("index.html")}
    assert len(pages) == 2 + 2 * 11 + 2
    assert {".", "shuoming", "2030/jia-zhuti", "2029/chushi/ge-chushi", "data/2030"} <= pages
    home = (site / "index.html").read_text(encoding="utf-8")
    for text in ("2030年示例市测试局任务分解表", "示例市测试局政务公开", "0012345678", "甲主题"):
        assert text in home
    assert "开展第一次测试" in (site / "search/2030.json").read_text(encoding="utf-8")


@pytest.mark.soak
def test_its_repository_passes_the_tests_but_those_of_this_office(tmp_path: Path) -> None:
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, files.split("\0")):
        source, target = ROOT / name, tmp_path / name
        if source.is_file() and not name.startswith(("tests/office/", "data/", "docs/")):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    replace_office(tmp_path)
    schemas = ["-c", "from generator.cli import main; main()", "schema"]
    tests = [
        "-m",
        "pytest",
        "-m",
        "not soak and not browser",
        "-n",
        "logical",
        "--dist",
        "loadfile",
    ]
    for arguments in (schemas, tests):
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
