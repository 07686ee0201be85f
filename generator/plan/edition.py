"""A plan as it is published: with its last revision, the site's address and the licence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from generator.plan import addresses
from generator.plan.model import SiteSettings, Task, WorkPlan
from generator.plan.revisions import Revisions


@dataclass(frozen=True)
class Licence:
    """The licence of the data, as the office names it; `url` is the address of its text."""

    name: str
    url: str | None = None


@dataclass(frozen=True)
class Attachment:
    """A file that is evidence for tasks, as it is published."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Edition:
    """A plan, and facts about its publication; None means not known."""

    plan: WorkPlan
    revised: datetime | None = None
    site_url: str | None = None
    """Ends in a slash."""
    licence: Licence | None = None
    attachments: tuple[Attachment, ...] = ()
    """All files that are evidence for a task of the plan."""
    revisions: Revisions | None = None

    def url(self, address: str) -> str:
        """An absolute URL if `site_url` is known, else the address relative to the site's root."""
        return addresses.absolute(self.site_url, address)

    def task_url(self, task: Task) -> str:
        """A task's permanent address."""
        return self.url(addresses.task(self.plan.year, task.number))


def licence_of(settings: SiteSettings) -> Licence | None:
    """The licence in the settings, if any; without a name, its address is the name."""
    name = settings.data_licence or settings.data_licence_address
    return Licence(name, settings.data_licence_address) if name else None
