"""Programs from npm, in their locked versions."""

import shutil
import subprocess
from pathlib import Path


def install(locked: Path, folder: Path) -> Path:
    """Install what `package-lock.json` in `locked` names; returns the folder of its modules."""
    for file in locked.iterdir():
        shutil.copy(file, folder)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit"], cwd=folder, check=True)
    return folder / "node_modules"
