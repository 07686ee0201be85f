"""What has become of the tasks, for tasks.json: entries, and the files that are evidence."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from generator.plan import addresses
from generator.plan.edition import Attachment, Edition
from generator.plan.model import Evidence, ProgressEntry
from generator.plan.progress import has_progress
from generator.plan.values import EVIDENCE_KINDS

Facts = dict[str, Any]


def entries_by_task(edition: Edition) -> Mapping[int, list[Facts]]:
    """The entries of every task by its number; nothing if the plan has none at all."""
    if not has_progress(edition.plan):
        return {}
    files = {one.name: _file(edition, one) for one in edition.attachments}
    return {
        task.number: [_entry(entry, files) for entry in task.progress]
        for task in edition.plan.tasks
    }


def _entry(entry: ProgressEntry, files: Mapping[str, Facts]) -> Facts:
    return {
        "day": entry.day.isoformat(),
        "status": entry.status.value,
        "remark": entry.remark,
        "evidence": [
            {"name": one.name} | (files[one.file] if one.file else _link(one))
            for one in entry.evidence
        ],
    }


def _link(one: Evidence) -> Facts:
    """The link, and if it was recorded, the day on which it was seen and the digest."""
    recorded = {"seen": one.seen_on and one.seen_on.isoformat(), "hash": one.digest}
    return {"link": one.link} | {key: value for key, value in recorded.items() if value}


def _file(edition: Edition, one: Attachment) -> Facts:
    """The facts about a file, by the names that a data package has for them."""
    return {
        "file": one.name,
        "url": edition.url(quote(addresses.evidence(edition.plan.year, one.name))),
        "mediatype": EVIDENCE_KINDS[one.name.rpartition(".")[2]],
        **checksum(one.content),
    }


def checksum(content: bytes) -> Facts:
    """The size and the hash of a file, by the names that a data package has for them."""
    return {"bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}
