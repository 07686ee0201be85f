"""One year's plan as it is published: with its site's address, its last change and its licence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generator import addresses
from generator.model import SiteSettings, Task, WorkPlan


@dataclass(frozen=True)
class Licence:
    """On what terms the data may be used, as the office puts it; its text may stand elsewhere."""

    name: str
    url: str | None = None


@dataclass(frozen=True)
class Edition:
    """A plan, and what is known about its publication; None is what is not known."""

    plan: WorkPlan
    revised: datetime | None = None
    site_url: str | None = None
    """Ends in a slash."""
    licence: Licence | None = None

    def url(self, address: str) -> str:
        """An address of the site: whole if the site's own is known, else relative to its root."""
        return addresses.absolute(self.site_url, address)

    def task_url(self, task: Task) -> str:
        """A task's permanent address."""
        return self.url(f"{addresses.plan(self.plan.year)}#{addresses.task_anchor(task.number)}")


def site_url_in(settings: Iterable[Mapping[str, Any]]) -> str | None:
    """The site's address, ending in a slash, as the last of MkDocs' settings that has one says it.

    What MkDocs makes of them is not asked: in a preview, that is the address of its own server.
    """
    found = [one["site_url"] for one in settings if one.get("site_url")]
    return f"{found[-1].rstrip('/')}/" if found else None


def licence_of(settings: SiteSettings) -> Licence | None:
    """The licence that an editor has set, if any; one without a name goes by its address."""
    name = settings.data_licence or settings.data_licence_address
    return Licence(name, settings.data_licence_address) if name else None
