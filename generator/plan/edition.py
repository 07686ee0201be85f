"""One year's plan as it is published: with its site's address, its last change and its licence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from generator.plan import addresses
from generator.plan.model import SiteSettings, Task, WorkPlan


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
        return self.url(addresses.task(self.plan.year, task.number))


def licence_of(settings: SiteSettings) -> Licence | None:
    """The licence that an editor has set, if any; one without a name goes by its address."""
    name = settings.data_licence or settings.data_licence_address
    return Licence(name, settings.data_licence_address) if name else None
