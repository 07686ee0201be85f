"""Save documents again with LibreOffice, so that the tests read not only our own files.

`python -m tests.importing.resaving` writes the re-saved fixtures anew.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.importing.documents import FIXTURES, word
from tests.importing.test_word import HEADING, SHAPES

_CSV = "Text - txt - csv (StarCalc):44,34,76,1"  # commas, quotes, UTF-8, from the first line
_FILTERS = {
    ".docx": "docx:MS Word 2007 XML",
    ".xlsx": "xlsx:Calc MS Excel 2007 XML",
    ".csv": f"csv:{_CSV}",
}


def resave(content: bytes, name: str, ending: str = "") -> bytes:
    """The document as LibreOffice saves it, in its own format or another.

    Raises:
        AssertionError: LibreOffice is not installed, or did not save.
    """
    office = shutil.which("soffice")
    assert office, (
        "LibreOffice is needed: apt-get install --no-install-recommends "
        "libreoffice-writer libreoffice-calc"
    )
    ending = ending or Path(name).suffix
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, name)
        source.write_bytes(content)
        target = Path(folder, "saved")
        options = (
            ["--infilter=Text - txt - csv (StarCalc):44,34,76,1"] if name.endswith("csv") else []
        )
        options += ["--convert-to", _FILTERS[ending], "--outdir", str(target), str(source)]
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", *options]
        done = subprocess.run(command, capture_output=True, timeout=180)
        saved = target / source.with_suffix(ending).name
        assert saved.exists(), done.stderr.decode(errors="replace")
        return saved.read_bytes()


def fixtures() -> dict[str, bytes]:
    """What each re-saved fixture was made from."""
    return {
        "tracked.docx": word(HEADING, *SHAPES["tracked changes"][0]),
        "header-over-two-rows.docx": word(HEADING, *SHAPES["header over two rows"][0]),
    }


if __name__ == "__main__":
    for name, content in fixtures().items():
        (FIXTURES / name).write_bytes(resave(content, name))
