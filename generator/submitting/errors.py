"""Why a submit or an undo has stopped."""

from __future__ import annotations

from generator.language.wording import Wording


class StoppedError(Exception):
    """The command ends here; the clerk's files are as they were.

    `details` fill the sentence under `code` in the section `stops` of `wording.yaml`. `said` is
    the output of git about it, in one or more lines.
    """

    def __init__(self, code: str, said: str = "", **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.said = said
        self.details = details

    def explained(self, wording: Wording) -> str:
        """What is wrong, and what to do, in one or more lines."""
        sentence = wording.explain("stops", self.code, self.details)
        return "\n".join(filter(None, (sentence, self.said)))
