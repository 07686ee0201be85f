"""The command `evidence`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from generator.evidence.checking import LinkedTable, linked_tables
from generator.evidence.visiting import Seen, Unseen, Visitor
from generator.language.command_line import data_option, fail, fail_table, fail_unwritten
from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.plan.progress import today
from generator.table.atomic import write_atomically


@click.command()
@data_option
@click.option("--record", is_flag=True)
def evidence(data: Path, record: bool) -> None:
    """Read every link that an entry rests on, and say which is dead or has changed.

    The exit status is 1 if one is dead, or has changed and is not recorded anew.
    """
    wording = Wording()
    try:
        tables = linked_tables(data)
    except PlanError as error:
        fail_table(error, wording)
    addresses = list(dict.fromkeys(link.address for table in tables for link in table.links))
    click.echo(wording.say("evidence.reading", count=len(addresses)))
    visitor = Visitor()
    visits = {address: visitor.visit(address) for address in addresses}
    problems = [
        problem
        for table in tables
        for link in table.links
        if (problem := table.problem(link, visits[link.address], wording))
    ]
    for problem in problems:
        click.echo(str(wording.message(problem)))
    click.echo(_summary(tables, visits, wording))
    if visits and not any(isinstance(visit, Seen) for visit in visits.values()):
        click.echo(wording.say("evidence.none-seen"))
    if record:
        for table in tables:
            _record(table, visits, wording)
    is_amiss = [one for one in problems if not record or one.code == "evidence-dead"]
    sys.exit(1 if is_amiss else 0)


COMMANDS = (evidence,)


def _summary(
    tables: Sequence[LinkedTable], visits: Mapping[str, Seen | Unseen], wording: Wording
) -> str:
    links = [(link.evidence, visits[link.address]) for table in tables for link in table.links]
    seen = [(one.digest, visit.digest) for one, visit in links if isinstance(visit, Seen)]
    new = sum(recorded is None for recorded, _ in seen)
    same = sum(recorded == now for recorded, now in seen)
    dead, changed = len(links) - len(seen), len(seen) - new - same
    return wording.say("evidence.summary", same=same, new=new, changed=changed, dead=dead)


def _record(table: LinkedTable, visits: Mapping[str, Seen | Unseen], wording: Wording) -> None:
    try:
        content, count = table.recorded(visits, today())
    except PlanError as error:
        fail_table(error, wording)
    file = table.file.as_posix()
    if not count:
        return
    try:
        if table.file.read_bytes() != table.content:
            fail(wording.say("evidence.table-changed", file=file))
        write_atomically(table.file, content)
    except OSError as error:
        fail_unwritten(table.file, error, wording)
    click.echo(wording.say("evidence.recorded", file=file, count=count))
