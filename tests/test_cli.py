"""The command `work-plan`."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from generator.cli import main
from generator.plan.progress import today
from generator.table.schema import SCHEMAS
from tests.command import run
from tests.support import BASE, ROOT, SAID, past_table, write_data

BROKEN = BASE.replace("年份: 2030", "年份：2030")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office's folder, in which the command is called."""
    write_data(tmp_path / "data")
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_for_real(folder: Path, *arguments: str, encoding: str) -> tuple[int, str, str]:
    """Exit status, output and errors, as a console in that encoding gets them."""
    command = [sys.executable, "-c", "from generator.cli import main; main()", *arguments]
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True)
    return done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding)


def test_check_passes(project: Path) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.output == "检查通过：2030年，3 项任务，2 个主题，3 个处室。\n"


def test_check_counts_every_year(project: Path) -> None:
    write_data(project / "data", {"archive/2029.yaml": past_table(2029)})
    years = [line[5:9] for line in run("check").output.splitlines()]
    assert years == ["2030", "2029"]


def test_check_lists_notices_and_passes(project: Path) -> None:
    write_data(project / "data", {"tasks.yaml": BASE.replace("全年", "适时")})
    result = run("check")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "有 1 处值得看一眼（不影响发布）：",
        "data/tasks.yaml:18:11: 没有读懂时间节点“适时”，页面上照原样显示，归在“其他”。"
        "如果写错了，请改正；读得懂的写法，运行 work-plan deadlines 看。",
        "检查通过：2030年，3 项任务，2 个主题，3 个处室。",
    ]


def test_check_of_an_empty_table_does_not_say_that_it_can_be_published(project: Path) -> None:
    run("new", "单位", "--office", "示例市测试局")
    result = run("check", "--data", "单位/data", "--docs", "单位/docs")
    assert result.exit_code == 0
    assert result.output.startswith("有 1 处值得看一眼（网站能预览，还不能发布）：")


def test_deadlines_are_explained_for_the_year_of_the_table(project: Path) -> None:
    lines = run("deadlines").output.splitlines()
    assert "在2030年的表里" in lines[0]
    assert "  年底、年底前、年内、2030年底前：2030年12月31日为止" in lines
    assert "  2031年3月底前：2031年3月31日为止" in lines
    write_data(project / "其他", {"tasks.yaml": BASE.replace("2030", "2028")})
    assert (
        "  年底、年底前、年内、2028年底前：2028年12月31日为止"
        in run("deadlines", "--data", "其他").output.splitlines()
    )


def test_deadlines_are_explained_while_the_table_is_broken(project: Path) -> None:
    write_data(project / "data", {"tasks.yaml": BROKEN})
    result = run("deadlines")
    assert result.exit_code == 0
    assert f"年底前、年内、{today().year}年底前：{today().year}年12月31日为止" in result.output


def test_check_lists_every_problem_and_fails(project: Path) -> None:
    write_data(project / "data", {"tasks.yaml": BROKEN, "site.yaml": "网站名: 测试网\n"})
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "有 2 处要改：",
        "data/site.yaml:1:1: 没有“网站名”这一栏。是不是想写“网站名称”？",
        "data/tasks.yaml:2:3: 这里用了全角冒号“：”。请改成半角冒号加一个空格“: ”。",
    ]


def test_check_takes_other_folders(project: Path) -> None:
    write_data(project / "其他", {"tasks.yaml": BROKEN})
    assert run("check", "--data", "其他").exit_code == 1
    (project / "docs/index.md").write_text("# 手写\n", encoding="utf-8")
    assert run("check").exit_code == 1
    assert run("check", "--docs", "其他").exit_code == 0


@pytest.mark.parametrize("encoding", ["utf-8", "cp936", "latin-1"])
def test_no_encoding_of_a_console_breaks_a_message(project: Path, encoding: str) -> None:
    text = BASE.replace("开展第一次测试", "𠮷日").replace("[甲处室]", "[丙处室𠮷]")
    write_data(project / "data", {"tasks.yaml": text})
    status, output, errors = run_for_real(project, "check", encoding=encoding)
    assert (status, output) == (1, "")
    assert errors.splitlines()[1].startswith("data/tasks.yaml:16:12: ")
    assert "Traceback" not in errors
    assert ("𠮷" in errors) == (encoding == "utf-8")
    assert ("\\U00020bb7" in errors) == (encoding != "utf-8")


def test_success_for_real(project: Path) -> None:
    status, output, errors = run_for_real(project, "check", encoding="cp936")
    assert (status, output.strip(), errors) == (
        0,
        "检查通过：2030年，3 项任务，2 个主题，3 个处室。",
        "",
    )


def test_pages_writes_every_page(project: Path) -> None:
    result = run("pages", "out")
    assert result.exit_code == 0
    written = {file.relative_to("out").as_posix() for file in Path("out").rglob("*.md")}
    assert written == {
        "index.md",
        "2030/index.md",
        "2030/zhuti/index.md",
        "2030/jia-zhuti.md",
        "2030/yi-zhuti.md",
        "2030/chushi/index.md",
        "2030/chushi/jia-chushi.md",
        "2030/chushi/yi-chushi.md",
        "2030/chushi/ge-chushi.md",
        "2030/shijian.md",
        "2030/tushi.md",
        "data/2030.md",
    }
    downloads = {file.name for file in Path("out/data/2030").rglob("*.*")}
    assert len(downloads) == 9 and {"tasks.csv", "tasks.ics", "jia-chushi.ics"} <= downloads
    assert result.output == f"写好了 {len(written)} 个页面和 9 个供下载的文件，在 out。\n"
    text = Path("out/2030/jia-zhuti.md").read_bytes().decode("utf-8")
    assert "开展第一次测试" in text
    assert "\r" not in text


def test_pages_refuses_a_folder_with_files(project: Path) -> None:
    result = run("pages", "docs")
    assert result.exit_code == 0  # empty so far
    written = sorted(Path("docs").rglob("*"))
    again = run("pages", "docs")
    assert again.exit_code == 1
    assert "docs 里已经有文件。请另选一个空的文件夹。" in again.output
    assert sorted(Path("docs").rglob("*")) == written


def test_pages_of_a_broken_table_are_not_written(project: Path) -> None:
    write_data(project / "data", {"tasks.yaml": BROKEN})
    result = run("pages", "out")
    assert result.exit_code == 1
    assert "data/tasks.yaml:2:3" in result.stderr
    assert not Path("out").exists()


def test_schema_writes_beside_the_table(project: Path) -> None:
    result = run("schema")
    assert result.exit_code == 0
    for name in SCHEMAS:
        file = project / "data" / name
        assert file.read_bytes() == (ROOT / "data" / name).read_bytes()
        assert json.loads(file.read_text(encoding="utf-8"))["description"]
        assert f"写好了 {Path('data', name)}。" in result.output


TOLD = (ROOT / "tests/years/2020.yaml").read_text(encoding="utf-8")


def test_report_writes_a_draft(project: Path) -> None:
    write_data(project / "data", {"archive/2020.yaml": TOLD})
    for kind in ("huitoukan", "nianbao"):
        result = run("report", "2020", "--as", kind, "-o", f"{kind}.docx")
        assert result.output == f"写好了 {kind}.docx。这是草稿，请逐句核对以后再用。\n"
        assert result.exit_code == 0
        assert Path(f"{kind}.docx").read_bytes().startswith(b"PK")


REFUSED_REPORTS = {
    "2030 -o a.docx": "2030年的任务表还没有写落实情况，没有什么可以写进报告的。请先在表里写上。",
    "2029 -o a.docx": "没有2029年的任务表，有的是：2020、2030。",
    "2020 -o a.doc": "a.doc 不以 .docx 结尾。请写成 .docx。",
    "2020 -o there.docx": "there.docx 已经有了。请另取一个文件名，以免覆盖。",
    "2020 -o none/a.docx": "none/a.docx 写不进去（No such file or directory）。"
    "请确认它没有被别的程序打开，而且您有权写入。",
}


@pytest.mark.parametrize("typed", REFUSED_REPORTS)
def test_report_is_refused_in_chinese(project: Path, typed: str) -> None:
    write_data(project / "data", {"archive/2020.yaml": TOLD})
    Path("there.docx").touch()
    result = run("report", "--as", "nianbao", *typed.split())
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == REFUSED_REPORTS[typed] + "\n"
    assert [file.name for file in Path().glob("*.doc*")] == ["there.docx"]


def test_report_in_a_file_with_too_long_a_name_is_refused(project: Path) -> None:
    write_data(project / "data", {"archive/2020.yaml": TOLD})
    result = run("report", "2020", "--as", "nianbao", "-o", f"{'长' * 120}.docx")
    assert result.exit_code == 1 and "太长了，电脑存不下这样的名字。" in result.stderr


def test_report_on_a_broken_table_is_refused(project: Path) -> None:
    write_data(project / "data", {"tasks.yaml": BROKEN})
    result = run("report", "2030", "--as", "nianbao", "-o", "a.docx")
    assert result.exit_code == 1 and "data/tasks.yaml:2:3" in result.stderr


def all_commands(group: click.Group) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it, the group itself first."""
    yield (), group
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from (((name, *path), below) for path, below in all_commands(command))
        else:
            yield (name,), command


COMMANDS = dict(all_commands(main))


def test_help_names_every_command() -> None:
    lines = run("--help").output.splitlines()
    assert [line.split()[0] for line in lines[lines.index("命令：") + 1 :]] == sorted(main.commands)


def test_every_command_and_option_has_its_help_and_nothing_else() -> None:
    names = {command.name for command in COMMANDS.values()}
    params = [param for command in COMMANDS.values() for param in command.params]
    options = {param.opts[0] for param in params if isinstance(param, click.Option)}
    assert SAID["help"].keys() == names | options | {"--help"}


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_chinese(path: tuple[str, ...]) -> None:
    """Only names are Latin: of commands and options, of what is typed for them, of programs."""
    result = run(*path, "--help")
    assert result.exit_code == 0
    text = re.sub(r"--[a-z-]+", "", result.output)
    latin = set(
        re.findall(r"[A-Za-z][\w/.-]*[a-z]", text, re.ASCII)
    )  # FILE ends in no small letter
    names = {"work-plan", *(name for path in COMMANDS for name in path)}
    defaults = {"data/tasks.yaml", "data", "docs", "main", "huitoukan", "nianbao", "mine", "theirs"}
    programs = {"Word", "Excel", "Code", "MkDocs", "Zensical"}
    assert latin - names - defaults <= programs | {"docx", "xlsx", "csv"}


def test_help_tells_limits_and_defaults() -> None:
    lines = [line.split(maxsplit=1) for line in run("import", "--help").output.splitlines()]
    says = {line[0]: line[1] for line in lines if len(line) == 2}
    assert says["--into"] == "要写入的任务表。不写就是 data/tasks.yaml。"
    assert says["--year"].endswith("要写一个 1900 到 9999 的整数。")
    assert "公众看的网站所在的文件夹。不能省略。\n" in run("host", "init", "--help").output


HELP = "要看这条命令怎么写，运行 work-plan{} --help。"
MISTYPED = {
    "chek": "没有“chek”这条命令。是不是“check”？" + HELP.format(""),
    "host up": "没有“up”这条命令。" + HELP.format(" host"),
    "check --dat x": "没有“--dat”这个选项。是不是“--data”？" + HELP.format(" check"),
    "check --data": "“--data”后面少写了内容，或者多写了。" + HELP.format(""),
    "check --data a.docx": "“--data”要写一个文件夹。" + HELP.format(" check"),
    "import": "命令没有写完：还缺一个文件（FILE）。" + HELP.format(" import"),
    "import a b": "后面多写了东西，或者写法不对。文件名里有空格的，要放进一对英文双引号里。"
    + HELP.format(" import"),
    "import a --year x": "“--year”要写一个 1900 到 9999 的整数。" + HELP.format(" import"),
    "links x": "“SITE”要写一个已经有的文件夹。" + HELP.format(" links"),
    "host init x": "命令没有写完：还缺一个文件夹（--www）。" + HELP.format(" host init"),
    "host init x --keep 0": "“--keep”要写一个整数，最小是 1。" + HELP.format(" host init"),
    "report 2030 --as gongbao -o a.docx": "“--as”要写huitoukan、nianbao中的一个。"
    + HELP.format(" report"),
    "host upgrade": "命令没有写完：还缺一段文字（COMMIT）。" + HELP.format(" host upgrade"),
}


def test_mistyped_command_is_explained_in_chinese(project: Path) -> None:
    Path("a.docx").touch()
    results = {typed: run(*typed.split()) for typed in MISTYPED}
    assert {typed: result.stderr for typed, result in results.items()} == {
        typed: f"{said}\n" for typed, said in MISTYPED.items()
    }
    assert {(result.exit_code, result.stdout) for result in results.values()} == {(2, "")}


def test_mistyped_command_breaks_on_no_console(project: Path) -> None:
    status, output, errors = run_for_real(project, "chek", encoding="latin-1")
    assert (status, output) == (2, "")
    assert "check" in errors and "Traceback" not in errors


def test_command_alone_lists_the_commands() -> None:
    result = run()
    assert result.exit_code == 2
    assert all(name in result.stderr for name in main.commands)


def test_interrupted_command_says_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.cli.generate_site", interrupt)
    result = run("check")
    assert (result.exit_code, result.stderr.strip()) == (1, "已经停止。")
