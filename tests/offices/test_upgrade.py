"""Test that `work-plan upgrade` brings a folder up to date, or leaves it as it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.offices import upgrading
from generator.offices.wheel import own_wheel, version
from generator.table.atomic import write_atomically
from tests.command import run
from tests.offices.test_new import OFFICE
from tests.support import contents

OLD_SETTINGS = """\
site_name: 示例市测试局工作要点
# 网址还没有定

theme:
  name: material
  language: zh
  custom_dir: overrides
  font: false
  favicon: assets/favicon.svg
  icon:
    logo: material/file-table-outline
  features: [navigation.indexes, navigation.path, navigation.prune, navigation.tabs]

plugins:
  - work-plan:
      preview_polling: true

markdown_extensions:
  - attr_list
  - def_list
  - toc:
      toc_depth: 2
      permalink: false

# 自己的说明
nav:
  - guanyu.md

validation:
  omitted_files: warn
  absolute_links: warn
  unrecognized_links: warn
  anchors: warn
"""
SETTINGS = """\
site_name: 示例市测试局工作要点
# 网址还没有定

theme:
  name: work-plan

plugins:
  - work-plan:
      preview_polling: true

# 自己的说明
nav:
  - guanyu.md

"""
"""The blank line at the end stood above what is gone."""
OLD_WHEEL = "work_plan-0.1.9-py3-none-any.whl"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of an older version."""
    monkeypatch.chdir(tmp_path)
    folder = Path("单位")
    assert run("new", str(folder), "--office", OFFICE, "--year", "2030").exit_code == 0
    (folder / own_wheel().name).rename(folder / OLD_WHEEL)
    (folder / OLD_WHEEL).write_bytes(b"old")
    lines = f"./{OLD_WHEEL} --hash=sha256:00\nclick==8.0\n"
    (folder / "requirements.txt").write_text(lines, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(OLD_SETTINGS, encoding="utf-8")
    (folder / "data/tasks.schema.json").write_text("{}", encoding="utf-8")
    (folder / "data/site.yaml").write_text("# 自己的\n网站名称: 自己的\n", encoding="utf-8")
    return folder


def test_folder_follows_the_program(folder: Path) -> None:
    before = contents(folder)
    shown = run("upgrade", str(folder), "--dry-run")
    assert shown.exit_code == 0 and contents(folder) == before
    assert shown.output.splitlines()[0] == f"程序从 0.1.9 换到 {version()}，要改这些文件："
    for line in ("    -  name: material", "    +  name: work-plan", f"  去掉 {OLD_WHEEL}"):
        assert line in shown.output.splitlines()
    done = run("upgrade", str(folder))
    assert done.exit_code == 0, done.output
    after = contents(folder)
    assert after.pop(own_wheel().name) == own_wheel().content
    del before[OLD_WHEEL]
    changed = {name for name in before if before[name] != after[name]}
    assert before.keys() == after.keys()
    assert changed == {"mkdocs.yml", "requirements.txt", "data/tasks.schema.json"}
    assert after["mkdocs.yml"].decode() == SETTINGS
    again = run("upgrade", str(folder))
    assert again.exit_code == 0 and "没有要改的" in again.output
    assert (
        run("check", "--data", str(folder / "data"), "--docs", str(folder / "docs")).exit_code == 0
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  features: [navigation.indexes, navigation.path, navigation.prune, navigation.tabs]",
         "  features:"),
        ("# 自己的说明", "extra: 2030-02-30\n# 自己的说明"),
    ],
)  # fmt: skip
def test_settings_with_unusual_values_are_moved_too(folder: Path, old: str, new: str) -> None:
    text = OLD_SETTINGS.replace(old, new)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert run("upgrade", str(folder)).exit_code == 0
    after = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert "name: work-plan" in after and "material" not in after


def test_packages_of_its_own_are_named_before_they_go(folder: Path) -> None:
    with (folder / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write("# 自己的\nmkdocs-x[a]==1.0 \\\n    --hash=sha256:00\n./自己的.whl\n")
    shown = run("upgrade", str(folder), "--dry-run").output
    assert "  requirements.txt 里不再写这些：mkdocs-x、./自己的.whl。" in shown


def test_line_breaks_of_windows_are_no_change(folder: Path) -> None:
    assert run("upgrade", str(folder)).exit_code == 0
    for name in ("mkdocs.yml", "requirements.txt", "data/tasks.schema.json"):
        file = folder / name
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert "没有要改的" in run("upgrade", str(folder)).output


def own_theme(folder: Path) -> None:
    text = OLD_SETTINGS.replace("  font: false", "  palette: {primary: red}")
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def newer(folder: Path) -> None:
    (folder / "requirements.txt").write_text("./work_plan-9.0-py3-none-any.whl --hash=x\n")


def of_something_else(folder: Path) -> None:
    (folder / "requirements.txt").write_text("click\n")


def without_table(folder: Path) -> None:
    shutil.rmtree(folder / "data")


def without_settings(folder: Path) -> None:
    (folder / "mkdocs.yml").unlink()


def in_gbk(folder: Path) -> None:
    (folder / "mkdocs.yml").write_bytes(OLD_SETTINGS.encode("gbk"))


def requirements_in_utf_16(folder: Path) -> None:
    file = folder / "requirements.txt"
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))


def feature_that_is_none(folder: Path) -> None:
    text = OLD_SETTINGS.replace("[navigation.indexes,", "[{a: b},")
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (own_theme, "mkdocs.yml:4:1: theme 里有单位自己加的设置"),
        (newer, f"更新的程序（9.0）写的，现在装的是 {version()}"),
        (of_something_else, "不是 work-plan new 写的文件夹"),
        (without_settings, "不是 work-plan new 写的文件夹"),
        (without_table, "不是 work-plan new 写的文件夹"),
        (in_gbk, "单位/mkdocs.yml:1:13: 这个文件不是 UTF-8 编码。看起来像 GBK 编码。"),
        (requirements_in_utf_16, "单位/requirements.txt:1:1: 这个文件不是 UTF-8 编码。"),
        (feature_that_is_none, "mkdocs.yml:4:1: theme 里有单位自己加的设置"),
    ],
)
def test_what_cannot_be_upgraded_stays(
    folder: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(folder)
    before = contents(folder)
    result = run("upgrade", str(folder))
    assert result.exit_code == 1 and said in result.stderr
    assert contents(folder) == before


def test_folder_stays_if_a_file_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)

    def write(file: Path, content: bytes) -> None:
        if file.name == "mkdocs.yml" and content == SETTINGS.encode():
            raise OSError(28, "No space left on device", str(file))
        write_atomically(file, content)

    monkeypatch.setattr(upgrading, "write_atomically", write)
    result = run("upgrade", str(folder))
    assert result.exit_code == 1 and "mkdocs.yml" in result.stderr
    assert contents(folder) == before
