"""The last result is given again while it would be made of the same."""

import pytest

from generator.language.latest import keep_latest


def test_one_result_for_each_first_argument() -> None:
    made: list[tuple[str, str]] = []

    @keep_latest
    def make(file: str, content: str) -> str:
        made.append((file, content))
        return file + content

    for file, content in (
        ("甲", "1"),
        ("乙", "1"),
        ("甲", "1"),
        ("甲", "2"),
        ("甲", "2"),
        ("乙", "1"),
    ):
        assert make(file, content) == file + content
    assert made == [("甲", "1"), ("乙", "1"), ("甲", "2")]
    assert make("甲", "1") == "甲1"  # no longer the last one, so made again
    assert len(made) == 4


def test_failure_is_not_kept() -> None:
    content = ["bad"]

    @keep_latest
    def make(file: str) -> str:
        if content[0] == "bad":
            raise ValueError
        return content[0]

    with pytest.raises(ValueError):
        make("甲")
    content[0] = "good"
    assert make("甲") == "good"
