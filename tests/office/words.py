"""The words that only this office has, taken from its table."""

import re
from collections.abc import Iterator

from generator.language.wording import WORDING_FILE
from tests.support import ROOT, read_yaml

TABLE = read_yaml((ROOT / "data" / "tasks.yaml").read_text(encoding="utf-8"))
GENERAL = {"办公室", "各处室", "相关处室", "ge-chushi", "xiangguan-chushi", "bangongshi"}
"""Names that any office may have."""


def own_words() -> re.Pattern[str]:
    """Any name of the table that the program does not use as an example, and the year's folder."""
    said = WORDING_FILE.read_text(encoding="utf-8")
    found = {word for word in _names() if word not in said} - GENERAL
    longest_first = sorted(found, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, (*longest_first, f"{TABLE['年份']}/"))))


def _names() -> Iterator[str]:
    yield from (TABLE["标题"], TABLE["发布机构"])
    for register in (TABLE["主题"], TABLE["处室"]):
        for entry in register:
            yield from (entry["名称"], entry["网址"])
    yield from (task["任务名称"] for task in TABLE["任务"])
