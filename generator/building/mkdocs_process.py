"""Build a site with MkDocs in a process of its own, which `mkdocs_child` is."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.language.problems import Problem

BUILDER = "mkdocs" if find_spec("mkdocs") else "properdocs"
"""The program that builds: ProperDocs carries MkDocs 1.x on where MkDocs is not installed."""
MOST_SECONDS = 600
"""Of processor time."""
MOST_MEMORY = 8_000_000_000
"""Of address space, in bytes."""

_CHILD = "generator.building.mkdocs_child"


@dataclass(frozen=True)
class Outcome:
    """How a build ended."""

    is_built: bool
    problems: Sequence[Problem] = ()
    """What is wrong with the plan; files are relative to the source folder."""
    complaints: Sequence[str] = ()
    """MkDocs' warnings and errors. A site with warnings is built."""
    system_error: tuple[int, str] | None = None
    """The number and text of an `OSError` that ended the build."""


OUTCOME = TypeAdapter(Outcome)
"""How an outcome is passed on, as JSON."""


def build_site(python: Path, source: Path, site: Path, **variables: str) -> Outcome:
    """Build the `mkdocs.yml` in `source` into `site`, and wait for the end.

    The process sees none of this process's environment but where programs and temporary files are;
    `variables` are added.

    Raises:
        OSError: the process could not be started, or the system failed it: no room on the disk.
    """
    done = subprocess.run(
        module_command(python, _CHILD, str(source), str(site)),
        cwd=source,
        env=clean_environment(NO_MKDOCS_2_WARNING="1", **variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    try:
        outcome = OUTCOME.validate_json(done.stdout)
    except ValidationError:  # it was killed before it could tell
        said = done.stderr.decode("utf-8", "replace").strip()
        signal_name = signal.strsignal(-done.returncode) if done.returncode < 0 else None
        return Outcome(False, complaints=[*filter(None, (said, signal_name))])
    if outcome.system_error:
        raise OSError(*outcome.system_error)
    return outcome


def module_command(python: Path, module: str, *arguments: str) -> list[str]:
    """A command line that runs a module, with nothing from the folder or the user's settings."""
    return [str(python), "-I", "-X", "utf8", "-m", module, *arguments]


def limit_resources() -> None:
    """Limit this process, and each that it starts: no page may hold up the office's server."""
    import resource  # not on Windows, where editors have their plans checked

    for what, most in ((resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_AS, MOST_MEMORY)):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))


def clean_environment(**variables: str) -> dict[str, str]:
    """The environment of a program that builds: where programs and temporary files are."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"} | kept | variables
