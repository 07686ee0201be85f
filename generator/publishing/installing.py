"""Install a program: its files from a commit, and a new environment from its lock."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from generator.publishing.errors import InstallError
from generator.publishing.guard import PLAIN_MODES, is_editable, program_files
from generator.publishing.program import ENVIRONMENT, FACTS_FILE, Program
from generator.publishing.repository import Entry, Repository

LOCK = "requirements.txt"
_PROJECT = "pyproject.toml"
_LOCK_OF_PROJECT = "generator/offices/requirements.txt"
_BACKEND = re.compile(r"^setuptools==(?:.*\\\n)*.*\n?", re.MULTILINE)


def install(
    repository: Repository,
    commit: str,
    folder: Path,
    environment: Path | None,
    on_environment: Callable[[], None],
) -> Program:
    """Install the program of a commit in `folder`/TIME-COMMIT, without using it yet.

    An `environment` that is given replaces a new one, and must have the program installed.
    `on_environment` is called before a new one is made, since that takes a minute.

    Raises:
        InstallError: the environment could not be made; nothing is left behind.
        OSError: the files could not be written.
    """
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    home = folder / f"{stamp}-{commit[:12]}"
    home.mkdir(parents=True)
    try:
        tree = repository.tree(commit)
        _write(repository, tree, home)
        if environment:
            (home / ENVIRONMENT).symlink_to(environment.resolve())
        else:
            on_environment()
            _make_environment(home)
        facts = {"commit": commit, "files": sorted(program_files(tree))}
        (home / FACTS_FILE).write_text(json.dumps(facts) + "\n", encoding="utf-8")
        return Program.installed(home)
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise


def use(program: Program) -> None:
    """Let the host build with a program from now on; keep the one before it, remove older ones."""
    folder = program.folder.parent
    link = folder / f".current-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(program.folder.name)
    link.replace(folder / "current")
    made = sorted(one for one in folder.iterdir() if (one / FACTS_FILE).is_file())
    others = [one for one in made if not one.is_symlink() and one != program.folder]
    for old in others[:-1]:
        shutil.rmtree(old, ignore_errors=True)


def remove(program: Program) -> bool:
    """Remove a program unless it is in use; returns whether it was removed."""
    if (program.folder.parent / "current").resolve() == program.folder.resolve():
        return False
    shutil.rmtree(program.folder, ignore_errors=True)
    return True


def _write(repository: Repository, tree: list[Entry], home: Path) -> None:
    own = [e for e in tree if not is_editable(e.path) and e.mode in PLAIN_MODES]
    for entry, content in repository.blobs(own):
        file = home / entry.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(0o755 if entry.mode == "100755" else 0o644)


def _make_environment(home: Path) -> None:
    """Install the locked packages: in an office's folder with the program, else then the program.

    The locked build backend is first, so that packages of source are built with it.
    """
    has_source = (home / _PROJECT).exists()
    lock = _LOCK_OF_PROJECT if has_source else LOCK
    python = home / ENVIRONMENT / "bin" / "python"
    _run([sys.executable, "-I", "-m", "venv", str(home / ENVIRONMENT)], home)
    install = [str(python), "-I", "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    locked = [*install, "--require-hashes", "--no-build-isolation", "--use-pep517"]
    if lines := backend_lines((home / lock).read_text(encoding="utf-8", errors="replace")):
        backend = home / ENVIRONMENT / "backend.txt"
        backend.write_text(lines, encoding="utf-8")
        _run([*locked, "-r", str(backend)], home)
    _run([*locked, "-r", lock], home)
    if has_source:
        _run([*install, "--no-deps", "--no-build-isolation", "--no-index", "."], home)


def backend_lines(lock: str) -> str:
    """The backend's entry in the lock: its line and the lines with its hashes; empty if none."""
    found = _BACKEND.search(lock)
    return found[0] if found else ""


def _run(command: list[str], folder: Path) -> None:
    """Run pip with its own environment variables (such as the index), without those of git."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise InstallError((done.stderr or done.stdout).strip())
