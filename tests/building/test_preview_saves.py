"""How editors save, and what they leave lying about: the last state shows, in few builds."""

import mmap
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.building.preview_support import Preview, copy_everything, preview_of, problems
from tests.support import ROOT, rarely

TABLE = "data/tasks.yaml"
NAME = "任务名称: 探索漂流路线预公布阶段说明"
PAGE = "2031/tushu-piaoliu/"

Save = Callable[[Path, str], None]


def in_place(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def by_replacing(file: Path, text: str) -> None:
    saved = file.with_name("tasks-5f3a")
    in_place(saved, text)
    saved.replace(file)


def from_elsewhere(file: Path, text: str) -> None:
    """The new file comes out of a folder that nobody watches."""
    saved = file.parents[1] / "elsewhere"
    in_place(saved, text)
    saved.replace(file)


def like_vim(file: Path, text: str) -> None:
    """With `backup` on, as Vim does it on Linux; the swap file is there all the time."""
    swap, trial = file.with_name(f".{file.name}.swp"), file.with_name("4913")
    in_place(swap, "b0VIM")
    trial.touch()
    trial.unlink()
    backup = file.rename(f"{file}~")
    in_place(file, text)
    backup.unlink()
    swap.unlink()


def half_first(file: Path, text: str) -> None:
    """A slow disk: half of it is there for a while."""
    with file.open("w", encoding="utf-8", newline="\n") as saved:
        saved.write(text[: len(text) // 2])
        saved.flush()
        time.sleep(0.2)
        saved.write(text[len(text) // 2 :])


def again_and_again(file: Path, text: str) -> None:
    """Several saves within a tenth of a second, the last of which counts."""
    for number in range(8):
        in_place(file, text.replace("新名称", f"第{number}次"))
        time.sleep(0.01)
    in_place(file, text)


def broken_then_good(file: Path, text: str) -> None:
    in_place(file, text.replace("序号: 21", "序号：21"))
    time.sleep(0.15)
    in_place(file, text)


SAVES = [
    by_replacing,
    like_vim,
    broken_then_good,
    *rarely(in_place, from_elsewhere, half_first, again_and_again),
]


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
def test_save(preview: Preview, save: Save) -> None:
    file = preview.folder / TABLE
    before = file.read_text(encoding="utf-8")
    builds = preview.builds()

    save(file, before.replace(NAME, f"任务名称: 新名称{save.__name__}"))

    preview.wait_for(PAGE, f"新名称{save.__name__}".replace("_", "&#95;"))
    assert preview.builds() - builds in (1, 2)
    assert problems(preview.get("")) == []
    by_replacing(file, before)


def test_reading_starts_no_build(preview: Preview) -> None:
    builds = preview.builds()
    for address in ("", PAGE, "no/such/page/", "assets/favicon.svg"):
        preview.get(address)
    for file in (preview.folder / "data").rglob("*.yaml"):
        file.read_bytes()
    assert preview.builds() == builds


SCRATCH = (
    "data/.tasks.yaml.swp",
    "data/4913",
    "data/tasks.yaml~",
    "data/~$tasks.xlsx",
    "data/archive/._2030.yaml",
    "docs/#guanyu.md#",
    "docs/guanyu.md.bak",
    "docs/guanyu.md~",
    "overrides/main.html~",
)


def test_scratch_files_start_no_build_and_are_no_content(preview: Preview) -> None:
    (preview.folder / "data" / "archive").mkdir()
    builds = preview.builds()
    files = [preview.folder / name for name in SCRATCH]
    locks = [preview.folder / name for name in ("data/archive/.#2030.yaml", "docs/.#guanyu.md")]
    for file in files:
        in_place(file, "不是内容")
    for lock in locks:
        lock.symlink_to("editor@machine.1234")  # leads nowhere, as Emacs' locks do
    assert preview.builds() == builds

    preview.replace(TABLE, NAME, "任务名称: 有临时文件")
    preview.wait_for(PAGE, "有临时文件")

    assert problems(preview.get("")) == []
    for name in ("guanyu.md~", "guanyu.md.bak", "main.html~"):
        assert "没有找到这个页面" in preview.get(name)
    for file in (*files, *locks):
        file.unlink()
    preview.replace(TABLE, "任务名称: 有临时文件", NAME)


@pytest.mark.soak
def test_year_that_comes_and_goes(preview: Preview) -> None:
    text = (preview.folder / TABLE).read_text(encoding="utf-8").replace("年份: 2031", "年份: 2030")
    folder = preview.folder / "data" / "archive"
    if folder.exists():
        folder.rmdir()
    folder.mkdir()
    in_place(folder / "2030.yaml", text)
    preview.wait_for("2030/", "task-21")

    away = shutil.move(folder, preview.folder / "put-away")  # without a word about the file in it
    preview.wait_for("2030/", "没有找到这个页面")

    shutil.move(away, folder)
    preview.wait_for("2030/", "task-21")
    (folder / "2030.yaml").unlink()
    preview.wait_for("2030/", "没有找到这个页面")


@pytest.fixture
def on_disk() -> Iterator[Path]:
    """A folder on a disk: a file in memory has no new time when a mapping of it is written."""
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=cache) as folder:
        yield Path(folder)


@pytest.mark.soak
def test_polling(on_disk: Path) -> None:
    """For drives whose changes the system doesn't tell."""
    configuration = copy_everything(on_disk) / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    plugin = "  - work-plan:\n      preview_polling: true\n"
    in_place(configuration, text.replace("  - work-plan\n", plugin))
    with preview_of(on_disk) as preview:
        assert "preview_polling" not in preview.log()  # the setting is known
        through_memory(preview.folder / TABLE, NAME, NAME.replace("说明", "介绍"))
        preview.wait_for(PAGE, "探索漂流路线预公布阶段介绍")
        through_memory(preview.folder / TABLE, "阶段介绍", "阶段解说")
        preview.wait_for(PAGE, "探索漂流路线预公布阶段解说")
        assert preview.builds() == 3  # one for each change


def through_memory(file: Path, old: str, new: str) -> None:
    """Change a file in a way that Linux does not tell."""
    with file.open("r+b") as opened, mmap.mmap(opened.fileno(), 0) as memory:
        at = memory.find(old.encode())
        memory[at : at + len(old.encode())] = new.encode()
