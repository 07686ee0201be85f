"""Test which files are an editor program's scratch files."""

from pathlib import Path

from generator.language.scratch_files import is_scratch
from tests.support import load, past_table, write_data

SCRATCH = """
    .tasks.yaml.swp .#tasks.yaml ._2021.yaml .goutputstream-X1 ~$tasks.xlsx tasks.yaml~
    #tasks.yaml# tasks.yaml.swp tasks.yaml.tmp tasks.yaml.BAK tasks.yaml___jb_tmp___ 4913
""".split()  # noqa: SIM905
CONTENT = ("tasks.yaml", "2021.yml", "guanyu.md", "4914.md", "tmp", "bak.md", "a~b.md", "#1.md")


def test_scratch_files_are_distinguished_from_content() -> None:
    assert [name for name in (*SCRATCH, *CONTENT) if is_scratch(Path("data", name))] == SCRATCH
    assert not is_scratch(Path(".hidden~", "tasks.yaml"))


def test_scratch_among_past_years_is_not_read(tmp_path: Path) -> None:
    write_data(tmp_path, {"archive/2029.yaml": past_table(2029), "archive/._2028.yaml": "\0"})
    (tmp_path / "archive" / ".#2029.yaml").symlink_to("editor@machine.1234")

    assert [plan.year for plan in load(tmp_path).plans] == [2030, 2029]
