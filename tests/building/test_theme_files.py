"""The theme's files are listed as MkDocs would, its hidden ones apart, and are all found."""

from mkdocs.theme import Theme

from generator.building.theme_files import spare_repetition
from tests.support import ROOT


def test_all_but_the_hidden_are_listed() -> None:
    theme = Theme(name="material", custom_dir=str(ROOT / "overrides"), language="zh")
    whole = theme.get_env()
    spare_repetition(theme)
    visible = theme.get_env()

    listed = [name for name in whole.list_templates() if "/." not in f"/{name}"]
    assert visible.list_templates() == listed
    assert len(listed) < len(whole.list_templates()) / 10
    icon = ".icons/material/home.svg"
    assert visible.get_template(icon).render() == whole.get_template(icon).render()
