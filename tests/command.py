"""The command `work-plan`, as a test runs it, and the table that it has written."""

from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def table_now() -> str:
    return Path("data/tasks.yaml").read_bytes().decode()
