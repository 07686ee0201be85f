"""ProperDocs, which carries MkDocs 1.x on, builds and previews the same site."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building.preview_support import copy_everything, preview_of, problems
from tests.site_support import build_site
from tests.support import MADE_UP_OFFICE, contents

pytestmark = pytest.mark.soak

GENERATOR = re.compile(rb'<meta name="generator" content="mkdocs-[^,]+, ')
"""The one thing that differs: a page names the program that made it."""


def test_strict_build_is_the_same(tmp_path: Path) -> None:
    config = MADE_UP_OFFICE / "mkdocs.yml"
    ours = contents(build_site(config, tmp_path / "mkdocs").folder)
    command = ("build", "--strict", "-f", str(config), "-d", str(tmp_path / "properdocs"))
    subprocess.run([sys.executable, "-m", "properdocs", *command], check=True)
    theirs = contents(tmp_path / "properdocs")
    assert theirs.keys() == ours.keys()
    differing = [name for name in ours if ours[name] != theirs[name]]
    assert differing and all(name.endswith(".html") for name in differing)
    for name in differing:
        assert GENERATOR.sub(b"", ours[name]) == GENERATOR.sub(b"", theirs[name]), name


def test_preview_follows_and_tells_what_is_wrong(tmp_path: Path) -> None:
    with preview_of(copy_everything(tmp_path / "office"), "properdocs") as preview:
        row = "    责任处室: [综合科, 章程科]\n"
        preview.replace("data/tasks.yaml", row, row.replace("章程科", "章程料"))
        page = preview.wait_for("", "章程料")
        assert "没有登记过处室“章程料”。" in problems(page)[0]
        preview.replace("data/tasks.yaml", "[综合科, 章程料]", "[综合科, 章程科]")
        preview.wait("2031/", lambda page: "章程料" not in page and "</table>" in page)
