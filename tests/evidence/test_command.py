"""The command `evidence`: what it says of links, what it writes, and when it fails."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.evidence import commands
from generator.evidence.checking import linked_tables
from generator.evidence.visiting import Seen, Unseen, Visitor
from generator.language.wording import Wording
from generator.plan.progress import today
from generator.table.loading import load_plan
from tests.evidence.server import HTML, PAGE, Answers
from tests.support import BASE, SAID, past_table, write_data


@pytest.fixture(autouse=True)
def without_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "Visitor", lambda: Visitor(pause=0))


@pytest.fixture
def project(server: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two links of a year, one of them twice, and one of another year; all are there."""
    server.pages["/a.pdf"] = ("application/pdf", b"%PDF")
    entry = (
        f"{{日期: 2020-05-01, 状态: 已完成, 依据: [{{名称: 报道, 链接: {server.url}/page.html}}]}}"
    )
    other = f"{{名称: 报告, 链接: {server.url}/a.pdf}}, {{名称: 总结, 文件: a.pdf}}"
    table = past_table(2020) + (
        f"    落实情况:\n      - {entry}\n"
        f"      - {{日期: 2020-06-01, 状态: 已完成, 依据: [{other}]}}\n"
    )
    past = past_table(2019) + f"    落实情况:\n      - {entry.replace('2020', '2019')}\n"
    files: dict[str, str | bytes] = {"tasks.yaml": table, "archive/2019.yaml": past}
    write_data(tmp_path / "data", files | {"evidence/a.pdf": b"%PDF-1.7"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["evidence", *arguments])


def said(result: Result) -> list[str]:
    assert result.exception is None or isinstance(result.exception, SystemExit)
    first, *lines = result.output.splitlines()
    assert first == "要看 2 个链接，一个一个地看……"
    return lines


NEW = "依据里的链接：0 个和记下的一样，3 个还没有记下，0 个变了，0 个看不到。"
SAME = "依据里的链接：3 个和记下的一样，0 个还没有记下，0 个变了，0 个看不到。"


def test_links_are_recorded_once(project: Path, server: Answers) -> None:
    table, past = project / "data/tasks.yaml", project / "data/archive/2019.yaml"
    before = table.read_bytes()
    result = run()
    assert (result.exit_code, said(result), table.read_bytes()) == (0, [NEW], before)
    result = run("--record")
    assert result.exit_code == 0
    assert said(result) == [
        NEW,
        "在 data/tasks.yaml 里记下了 2 个，请提交。",
        "在 data/archive/2019.yaml 里记下了 1 个，请提交。",
    ]
    first, second = load_plan(table).tasks[2].progress
    assert {one.seen_on for one in (*first.evidence, second.evidence[0])} == {today()}
    assert second.evidence[1].digest is None
    kept = table.read_bytes(), past.read_bytes()
    result = run("--record")
    assert (result.exit_code, said(result)) == (0, [SAME])
    assert (table.read_bytes(), past.read_bytes()) == kept
    server.pages["/page.html"] = (HTML, PAGE.replace("<h1>", "<script>7</script><h1 a=1>").encode())
    assert run().exit_code == 0
    assert len(server.requests) == 8, "each link is read once in a run"


def test_change_is_told_and_recorded_anew(project: Path, server: Answers) -> None:
    run("--record")
    server.pages["/page.html"] = (HTML, PAGE.replace("100", "90").encode())
    result = run()
    assert result.exit_code == 1
    changed, changed_too, summary = said(result)
    assert changed == (
        f"data/tasks.yaml:33:53: 第 3 项 2020-05-01 的依据“报道”和 {today()} 记下的不一样了。"
        "请用浏览器打开看一看。还能证明这一条的，运行 work-plan evidence --record 重新记下；"
        "不能的，在落实情况的最后另写一条。"
    )
    assert changed_too.startswith("data/archive/2019.yaml:33:53: 第 3 项 2019-05-01 的依据")
    assert summary == "依据里的链接：1 个和记下的一样，0 个还没有记下，2 个变了，0 个看不到。"
    result = run("--record")
    assert result.exit_code == 0 and "data/tasks.yaml 里记下了 1 个" in result.output
    assert said(run()) == [SAME]


def test_dead_link_is_told_and_keeps_its_record(project: Path, server: Answers) -> None:
    run("--record")
    before = (project / "data/tasks.yaml").read_bytes()
    del server.pages["/a.pdf"]
    for arguments in ((), ("--record",)):
        result = run(*arguments)
        assert result.exit_code == 1
        dead, summary = said(result)
        assert dead.startswith(
            "data/tasks.yaml:34:53: 第 3 项 2020-06-01 的依据“报告”看不到了"
            "（服务器说没有这个网页，404）。请用浏览器打开看一看。"
        )
        assert summary == "依据里的链接：2 个和记下的一样，0 个还没有记下，0 个变了，1 个看不到。"
        assert (project / "data/tasks.yaml").read_bytes() == before


def test_table_that_changes_meanwhile_is_left_alone(
    project: Path, server: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = project / "data/tasks.yaml"

    class Editing(Visitor):
        def visit(self, link: str) -> object:  # type: ignore[override]
            table.write_text(table.read_text(encoding="utf-8") + "# 改\n", encoding="utf-8")
            return super().visit(link)

    monkeypatch.setattr(commands, "Visitor", Editing)
    result = run("--record")
    assert result.exit_code == 1
    assert "看链接的时候，data/tasks.yaml 改过了，没有写入。请再运行一次。\n" in result.output
    assert "sha256" not in table.read_text(encoding="utf-8")


def test_missing_file_and_broken_table_are_told(project: Path) -> None:
    (project / "data/evidence/a.pdf").unlink()
    result = run()
    assert result.exit_code == 1
    assert "data/evidence/ 里没有“a.pdf”" in result.stderr and result.stdout == ""


def test_table_without_links(tmp_path: Path) -> None:
    write_data(tmp_path, {"tasks.yaml": BASE})
    result = run("--data", str(tmp_path))
    assert (result.exit_code, result.output) == (
        0,
        "要看 0 个链接，一个一个地看……\n" + NEW.replace("3", "0") + "\n",
    )


def test_what_is_wrong_with_a_link(project: Path) -> None:
    table, _ = linked_tables(project / "data")
    link = table.links[0]
    recorded = link.evidence.model_copy(update={"digest": "sha256:1", "seen_on": today()})
    seen = Seen("sha256:2"), Seen("sha256:1"), Unseen("gone", {"status": 404})
    found = [
        [problem and problem.code for problem in (table.problem(one, it, Wording()) for it in seen)]
        for one in (link, replace(link, evidence=recorded))
    ]
    assert found == [[None, None, "evidence-dead"], ["evidence-altered", None, "evidence-dead"]]


def test_every_reason_is_worded_and_used() -> None:
    source = Path(commands.__file__).with_name("visiting.py").read_text(encoding="utf-8")
    made = re.findall(r'(?:Unseen|_Failure)\(\s*"([\w-]+)"|code = ("[^\n]*)', source)
    codes = {code for code, _ in made if code}
    codes |= {code for _, rest in made for code in re.findall('"([\\w-]+)"', rest)}
    assert codes == SAID["unseen"].keys()
