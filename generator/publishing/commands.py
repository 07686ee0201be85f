"""The publishing commands: `host`, `publish`, `releases`, `rollback`, `links`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from generator.assembling.finishing import finish_site
from generator.language.problems import PlanError
from generator.language.wording import Wording
from generator.publishing.errors import (
    NoRepositoryError,
    NothingCommittedError,
    NotUnderGitError,
    PublishingError,
    UnknownCommitError,
    explained,
)
from generator.publishing.host import Host, prepare_repository, programs
from generator.publishing.installing import install, remove, use
from generator.publishing.link_check import check_site
from generator.publishing.publication import Publication
from generator.publishing.repository import Repository

_FOLDER = click.Path(file_okay=False, path_type=Path)
_EXISTING = click.Path(file_okay=False, exists=True, path_type=Path)
_repo_option = click.option("--repo", type=_EXISTING, default=".")
_www_option = click.option("--www", type=_FOLDER)
_withdraw_option = click.option("--withdraw", multiple=True)


@click.group()
def host() -> None:
    """Set up the office's own server, and replace the program on it."""


@host.command("init")
@click.argument("repo", type=_FOLDER)
@click.option("--www", type=_FOLDER, required=True)
@click.option("--branch")
@click.option("--keep", type=click.IntRange(1))
@click.option("--program", type=_EXISTING, default=".")
@click.option("--environment", type=_EXISTING)
def host_init(
    repo: Path,
    www: Path,
    branch: str | None,
    keep: int | None,
    program: Path,
    environment: Path | None,
) -> None:
    """Make REPO a repository to which a push publishes; run again, bring it in line."""
    wording = Wording()
    source = program.absolute().as_posix()
    with _explained(wording):
        try:
            checkout = Repository.find(program)
        except NoRepositoryError as error:
            raise NotUnderGitError(folder=source) from error
        commit = checkout.commit("HEAD")
        if commit is None:
            raise NothingCommittedError(folder=source)
        repository = prepare_repository(repo, www, branch, keep)
        folder = programs(repository)
        if not (folder / "current").exists():
            use(install(checkout, commit, folder, environment, _tell_environment))
        here = Host.of(repository)
        click.echo(wording.say("host.ready", repo=here.repository.git_dir, branch=here.branch))
        click.echo(wording.say("host.serves", folder=here.releases.www / "current"))
        click.echo(wording.say("host.program", commit=here.program.commit))


@host.command("upgrade")
@click.argument("commit")
@_repo_option
@click.option("--environment", type=_EXISTING)
@_withdraw_option
def host_upgrade(
    commit: str, repo: Path, environment: Path | None, withdraw: Sequence[str]
) -> None:
    """Build with the program of COMMIT from now on, provided that it builds the site."""
    wording = Wording()
    with _explained(wording):
        here = Host.of(Repository.find(repo))
        full = here.repository.commit(commit)
        if full is None or not here.repository.holds(full, here.branch):
            raise UnknownCommitError(commit=commit)
        program = install(
            here.repository, full, programs(here.repository), environment, _tell_environment
        )
        # The new program does the rest, so it is tested before it is used.
        switch = program.command(
            "generator.publishing.hooks", "switch", program.folder.name, *withdraw
        )
        done = subprocess.run(
            switch, cwd=here.repository.git_dir, stdin=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            if remove(program):
                click.echo(wording.say("host.not-upgraded"), err=True)
            else:
                click.echo(wording.say("publish.not-in-place"), err=True)
            sys.exit(1)


@click.command()
@click.argument("commit", required=False)
@_withdraw_option
@_www_option
@_repo_option
def publish(commit: str | None, withdraw: Sequence[str], www: Path | None, repo: Path) -> None:
    """Put COMMIT in place; without one, what the published branch has."""
    wording = Wording()
    with _explained(wording):
        here = Host.of(Repository.find(repo), www)
        full = here.repository.commit(commit) if commit else here.tip()
        if full is None:
            raise UnknownCommitError(commit=commit or here.branch)
        Publication(here, click.echo, wording).publish(full, withdraw)


@click.command()
@_www_option
@_repo_option
def releases(www: Path | None, repo: Path) -> None:
    """List the kept releases, the newest first."""
    wording = Wording()
    with _explained(wording):
        found = Host.of(Repository.find(repo), www).releases
        current = found.current()
        lives = {name: time for time, name in found.lives()}
        if not found.all():
            click.echo(wording.say("releases.none"))
        for release in found.all():
            if release == current:
                since = lives.get(release.name, "")
                click.echo(wording.say("releases.current", release=release.name, time=since))
            elif release.name in lives:
                time = lives[release.name]
                click.echo(wording.say("releases.former", release=release.name, time=time))
            else:
                click.echo(wording.say("releases.never-live", release=release.name))


@click.command()
@click.argument("release", required=False)
@_withdraw_option
@_www_option
@_repo_option
def rollback(release: str | None, withdraw: Sequence[str], www: Path | None, repo: Path) -> None:
    """Go back to RELEASE; without one, to the release before the current one."""
    wording = Wording()
    with _explained(wording):
        here = Host.of(Repository.find(repo), www)
        Publication(here, click.echo, wording).roll_back(release, withdraw)
        click.echo(wording.say("releases.how-to-return"))


@click.command()
@click.argument("site", type=_EXISTING)
def links(site: Path) -> None:
    """Check every link, anchor, image and download of a built SITE; list links to elsewhere."""
    wording = Wording()
    found = check_site(site)
    if found.external:
        click.echo(wording.say("links.external", count=len(found.external)))
        click.echo("\n".join(f"{url} ({page})" for url, page in found.external.items()))
    if found.problems:
        click.echo(explained(PlanError(found.problems), wording), err=True)
        sys.exit(1)
    click.echo(wording.say("links.passed", pages=found.pages, links=found.links))


@click.command()
@click.argument("site", type=_EXISTING)
def finish(site: Path) -> None:
    """Complete a SITE that another generator built from the folder of `work-plan pages --for`."""
    wording = Wording()
    with _explained(wording), finish_site(site):
        found = check_site(site)
        if found.problems:
            raise PlanError(found.problems)
    click.echo(wording.say("links.passed", pages=found.pages, links=found.links))


COMMANDS = (host, publish, releases, rollback, links, finish)


@contextmanager
def _explained(wording: Wording) -> Iterator[None]:
    os.umask(0o022)  # the web server must be able to read the files
    try:
        yield
    except (PlanError, PublishingError, OSError) as error:
        click.echo(explained(error, wording), err=True)
        sys.exit(1)


def _tell_environment() -> None:
    click.echo(Wording().say("host.step-environment"))
