"""What a preview keeps from one build to the next. That it stays right: test_preview_identity."""

from generator.building.rebuilding import Rebuilds


def double(number: int) -> list[int]:
    return [2 * number]


def test_made_once_of_the_same() -> None:
    rebuilds = Rebuilds(keep=True)
    made = rebuilds.call(double, 2)
    assert made == [4]
    assert rebuilds.call(double, 2) is made
    assert rebuilds.call(double, 3) == [6]


def test_what_a_build_did_not_ask_for_is_forgotten() -> None:
    rebuilds = Rebuilds(keep=True)
    made, other = rebuilds.call(double, 2), rebuilds.call(double, 3)
    rebuilds.forget_unused()
    assert rebuilds.call(double, 2) is made
    rebuilds.forget_unused()
    assert rebuilds.call(double, 2) is made
    assert rebuilds.call(double, 3) is not other


def test_a_single_build_keeps_nothing() -> None:
    rebuilds = Rebuilds(keep=False)
    assert rebuilds.call(double, 2) is not rebuilds.call(double, 2)
