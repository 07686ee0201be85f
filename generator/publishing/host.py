"""The place that publishes: a repository with hooks on the office's server, or a checkout."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.language.wording import Wording
from generator.publishing.errors import NoWwwError
from generator.publishing.program import Program
from generator.publishing.releases import KEEP, Releases
from generator.publishing.repository import Repository

PROGRAMS = "work-plan"
BRANCH = "main"

WWW_SETTING = "workplan.www"
BRANCH_SETTING = "workplan.branch"
KEEP_SETTING = "workplan.keep"
MAINTAINER_SETTING = "workplan.maintainer"

_LARGEST_PUSH = 300_000_000

_HOOK = """\
#!/bin/sh
# Written by "work-plan host init": hands over to the installed program.
program=$(cd -P {programs}/current 2>/dev/null && pwd) || {{ echo '{none}' >&2; exit 1; }}
exec "$program/venv/bin/python" -I -X utf8 -m generator.publishing.hooks {name}
"""


@dataclass(frozen=True)
class Host:
    """A repository, the program that builds from it, and the folder that the public sees."""

    repository: Repository
    program: Program
    releases: Releases
    branch: str
    keep: int
    maintainers: frozenset[str]

    @classmethod
    def of(cls, repository: Repository, www: Path | None = None) -> Host:
        """The host of a repository. A checkout is a host whose program is its own files.

        Raises:
            NoWwwError: neither the argument nor the repository names a folder.
        """
        settings = repository.settings()
        known = _first(settings, WWW_SETTING)
        if www is None and known is None:
            raise NoWwwError
        return cls(
            repository,
            _program(repository),
            Releases((www or Path(str(known))).resolve()),
            _first(settings, BRANCH_SETTING) or BRANCH,
            int(_first(settings, KEEP_SETTING) or KEEP),
            frozenset(settings.get(MAINTAINER_SETTING, ())),
        )

    def is_maintainer(self, pusher: str) -> bool:
        """Whether the repository lists someone as a maintainer."""
        return pusher in self.maintainers

    def has_its_program(self) -> bool:
        """Whether the program is still the one that the host uses."""
        current = programs(self.repository) / "current"
        return not current.exists() or current.resolve() == self.program.folder

    @property
    def ref(self) -> str:
        """The full name of the published branch."""
        return f"refs/heads/{self.branch}"

    def tip(self) -> str | None:
        """The commit that the published branch has; in a checkout, the one checked out."""
        is_host = programs(self.repository).is_dir()
        return self.repository.commit(self.ref if is_host else "HEAD")


def programs(repository: Repository) -> Path:
    """The folder of a host's programs, with the link `current` to the one in use."""
    return repository.git_dir / PROGRAMS


def pusher() -> str:
    """The person who pushes: `REMOTE_USER` as set by the server, else the system's account."""
    import pwd  # not on Windows, where editors have their plans checked

    return os.environ.get("REMOTE_USER") or pwd.getpwuid(os.getuid()).pw_name


def prepare_repository(
    git_dir: Path, www: Path, branch: str | None, keep: int | None
) -> Repository:
    """Make a bare repository with settings and hooks, or update one.

    Arguments that are None leave a setting as it is. A new repository publishes `main` and keeps
    10 releases.

    Raises:
        GitError: git could not make it.
        OSError: a folder could not be made.
    """
    repository = Repository.at(git_dir)
    if not (git_dir / "HEAD").exists():
        git_dir.mkdir(parents=True, exist_ok=True)
        repository.run("init", "--bare", "--quiet", f"--initial-branch={branch or BRANCH}")
    _write_hooks(repository)  # first: they refuse every push until there is a program
    www.mkdir(parents=True, exist_ok=True)
    so_far = repository.settings()
    settings = {
        WWW_SETTING: str(www.resolve()),
        BRANCH_SETTING: branch or _first(so_far, BRANCH_SETTING) or BRANCH,
        KEEP_SETTING: str(keep or _first(so_far, KEEP_SETTING) or KEEP),
        "core.logAllRefUpdates": "always",  # a forced push loses nothing
        "receive.fsckObjects": "true",
        "receive.hideRefs": "refs/replace",  # they would hide what was checked
        "receive.maxInputSize": str(_LARGEST_PUSH),
        "receive.advertisePushOptions": "true",  # a maintainer withdraws a year with one
    }
    for name, value in settings.items():
        repository.set_setting(name, value)
    return repository


def _first(settings: Mapping[str, list[str]], name: str) -> str | None:
    return next(iter(settings.get(name, ())), None)


def _write_hooks(repository: Repository) -> None:
    folder = repository.git_dir / "hooks"
    folder.mkdir(exist_ok=True)
    none = Wording().say("publish.no-program")
    for name in ("pre-receive", "post-receive"):
        new = folder / f".{name}.new"
        new.write_text(_HOOK.format(programs=PROGRAMS, name=name, none=none), encoding="utf-8")
        new.chmod(0o755)
        new.replace(folder / name)


def _program(repository: Repository) -> Program:
    current = programs(repository) / "current"
    if current.exists():
        return Program.installed(current.resolve())
    folder = repository.git_dir.parent
    return Program.of_checkout(folder, Path(sys.executable))
