"""The types of what an office calls its columns, and of texts in columns that only it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from generator.plan.values import Text, not_blank, on_one_line

MAX_COLUMN_NAME = 30
ColumnName = Annotated[
    Annotated[str, StringConstraints(max_length=MAX_COLUMN_NAME)],
    AfterValidator(not_blank),
    AfterValidator(on_one_line),
]


class TextsByName(dict[str, str]):
    """Texts by the names of their columns. It is never changed, so it has a hash."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))


OtherTexts = Annotated[Mapping[ColumnName, Text], AfterValidator(TextsByName)]
