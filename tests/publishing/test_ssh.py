"""Test pushes over SSH to a real server on this machine, as `deploy/README.md` sets it up."""

from __future__ import annotations

import getpass
import os
import re
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.publishing.office import EDITOR, MAINTAINER, Office
from tests.support import ROOT

pytestmark = pytest.mark.soak


def shipped_line(who: str, key: str) -> str:
    """The line for `authorized_keys` of the instructions, for this person and key."""
    text = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^(restrict,command=.*) ssh-ed25519 ", text, re.MULTILINE)
    assert found
    return f"{found[1].replace('zhangsan', who)} {key}\n"


@dataclass(frozen=True)
class Access:
    """An SSH server in a folder."""

    folder: Path
    port: int

    def command(self, who: str) -> str:
        options = [
            *("-i", str(self.folder / who), "-p", str(self.port)),
            *("-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no"),
            *("-o", f"UserKnownHostsFile={self.folder / 'known'}", "-o", "LogLevel=ERROR"),
        ]
        return shlex.join(["ssh", "-F", "none", *options])

    def push(self, office: Office, who: str, *arguments: str) -> tuple[bool, str]:
        address = f"ssh://{getpass.getuser()}@127.0.0.1:{self.port}{office.repository}"
        done = subprocess.run(
            ["git", "-c", f"core.sshCommand={self.command(who)}", "push", *arguments, address],
            cwd=office.checkout,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def access(tmp_path: Path) -> Iterator[Access]:
    sshd = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
    assert sshd, "An SSH server is needed: apt-get install openssh-server"
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # Debian's service makes it at the start
    folder = tmp_path / "ssh"
    folder.mkdir(mode=0o700)
    for name in ("host", EDITOR, MAINTAINER):
        key = folder / name
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
        subprocess.run(command, check=True)
    lines = (
        shipped_line(who, (folder / f"{who}.pub").read_text().strip())
        for who in (EDITOR, MAINTAINER)
    )
    (folder / "authorized_keys").write_text("".join(lines))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "ListenAddress": f"127.0.0.1:{port}",
        "HostKey": folder / "host",
        "AuthorizedKeysFile": folder / "authorized_keys",
        "PidFile": folder / "pid",
        "StrictModes": "no",
        "UsePAM": "no",
        "PasswordAuthentication": "no",
        "PermitRootLogin": "prohibit-password",
    }
    text = "".join(f"{name} {value}\n" for name, value in settings.items())
    (folder / "sshd_config").write_text(text)
    server = subprocess.Popen(
        [sshd, "-D", "-e", "-f", str(folder / "sshd_config")], stderr=subprocess.PIPE
    )
    try:
        wait_for(port, server)
        yield Access(folder, port)
    finally:
        server.terminate()
        server.communicate(timeout=10)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert server.poll() is None, server.communicate()[1].decode()
            time.sleep(0.05)
        else:
            return


def test_editor_and_maintainer(office: Office, access: Access) -> None:
    office.write("docs/guanyu.md", "# 关于\n\n经由 SSH\n")
    office.commit()
    accepted, said = access.push(office, EDITOR, "--set-upstream")
    assert accepted and "已发布：" in said, said
    assert "经由 SSH" in office.page("guanyu")
    for name, refused in (("data/tasks.yaml", "坏的"), ("mkdocs.yml", "x")):
        office.write(name, refused)
        office.commit()
        before = office.public()
        accepted, said = access.push(office, EDITOR)
        assert not accepted and f"{name}:1:1: " in said, said
        assert str(office.folder) not in said.split("To ssh://")[0]
        assert office.public() == before
        office.git("reset", "--quiet", "--hard", "HEAD~1")
    office.write("CHANGELOG.md", "x\n")
    office.commit()
    accepted, said = access.push(office, MAINTAINER)
    assert accepted and "程序有改动，已经收下" in said, said


def test_no_shell(office: Office, access: Access) -> None:
    target = f"{getpass.getuser()}@127.0.0.1"
    command = [*shlex.split(access.command(EDITOR)), target, "id"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode and "uid=" not in done.stdout
