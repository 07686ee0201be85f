"""Test that a push publishes the history of the table that it brings."""

from __future__ import annotations

from pathlib import Path

from tests.publishing.office import Office
from tests.support import BASE


def test_pushed_history_is_shown_with_the_task(published_office: Office, tmp_path: Path) -> None:
    """Test with two commits of one push: the build sees them before they are in the repository."""
    office = published_office.copy_to(tmp_path / "office")
    assert "修订记录" not in office.page("2030/yi-zhuti")
    text = BASE.replace("公布测试结果", "公布测试的结果")
    office.write("data/tasks.yaml", text)
    office.commit()
    office.write("data/tasks.yaml", text.replace("2月20日", "2月25日"))
    office.commit()
    pushed = office.push()
    assert pushed.accepted, pushed.output
    page = office.page("2030/yi-zhuti")
    assert "修订记录 2 条" in page and "加上：" in page and "网页更新" in page
    assert "修订记录" not in office.page("2030/jia-zhuti")
