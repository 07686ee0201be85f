"""Test which column of the table each column of a document's header is read as."""

import pytest

from generator.importing.document import Cell, DocumentKind, Grid, GridRow
from generator.importing.header import ANNEX_FORM, header_at

NAME, CONTENT = "任务名称", "任务内容"
LEAD, SUPPORT, DEADLINE = "责任处室", "协助处室", "时间节点"

# The columns of a header in its order, and what each is read as.
HEADERS = [
    ("工作任务 具体要求 责任科室 时限要求", [NAME, CONTENT, LEAD, DEADLINE]),
    ("工作任务 工作要求 牵头单位 责任单位", [NAME, CONTENT, LEAD, SUPPORT]),
    ("工作任务 牵头单位 责任单位", [NAME, LEAD, SUPPORT]),
    ("任务 责任单位 时限", [NAME, LEAD, DEADLINE]),
    ("工作任务 具体要求 责任部门", [NAME, CONTENT, LEAD]),
    ("重点任务 工作内容 负责科室", [NAME, CONTENT, LEAD]),
    ("目标任务 主要内容 责任单位", [NAME, CONTENT, LEAD]),
    ("工作任务 目标和要求 责任单位", [NAME, CONTENT, LEAD]),
    ("序号 项目内容 牵头单位", ["序号", NAME, LEAD]),
    ("重点工作 工作任务 主办 协办 完成时间", [NAME, CONTENT, LEAD, SUPPORT, DEADLINE]),
    ("主要内容 工作措施 牵头处室 配合处室 完成期限", [NAME, CONTENT, LEAD, SUPPORT, DEADLINE]),
    ("主要内容 牵头部门 参与单位 完成时限", [NAME, LEAD, SUPPORT, DEADLINE]),
    ("任务名称 具体举措 责任处室 配合单位 时间要求", [NAME, CONTENT, LEAD, SUPPORT, DEADLINE]),
]


@pytest.mark.parametrize(("titles", "names"), HEADERS)
def test_columns(titles: str, names: list[str]) -> None:
    cells = tuple(Cell(title, at) for at, title in enumerate(titles.split()))
    header = header_at(Grid(DocumentKind.WORD, "1", (GridRow(1, cells),)), 0, ANNEX_FORM)
    assert header is not None
    assert [column.name for column in header.columns] == names


def test_disclosure_list_is_no_plan() -> None:
    titles = ["公开内容", "公开形式", "公开时限", "公开主体"]
    cells = tuple(Cell(title, at) for at, title in enumerate(titles))
    grid = Grid(DocumentKind.WORD, "1", (GridRow(1, cells),))
    assert header_at(grid, 0, ANNEX_FORM) is None
