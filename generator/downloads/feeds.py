"""Writes what there is to tell of a plan as feeds: Atom 1.0 (RFC 4287) and JSON Feed 1.1.

A plan has them once a change of it is known: from git's history, which knows at least its
publication, so that readers subscribe before the first change; or from the progress of its tasks.
Without either, no date is known, which a feed must have, and there is none. Where the site's URL is
not known, links are relative, and what must be absolute is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.downloads.feed_entries import FeedEntry, feed_entries, identifier
from generator.downloads.task_data import json_bytes
from generator.language.wording import Wording
from generator.plan import addresses
from generator.plan.edition import Edition
from generator.plan.model import Department

_LANGUAGE = "zh-CN"


@dataclass(frozen=True)
class _Feed:
    """What a feed says of itself; `address` is that of its page, beside which it is."""

    identifier: str
    title: str
    address: str
    entries: Sequence[FeedEntry]
    updated: str


def feeds(edition: Edition, wording: Wording) -> dict[str, bytes]:
    """The feeds of all changes, and those of each department, by address.

    A department without a change has feeds too, for those who wait for the first. They are also at
    the addresses of its former slugs, for those who have subscribed to them.
    """
    entries = feed_entries(edition, wording)
    if not entries:
        return {}
    year, updated = edition.plan.year, entries[0].at.isoformat()
    title = wording.say("feed.title", title=edition.plan.title)
    whole = _Feed(identifier(edition, "feed"), title, addresses.plan(year), entries, updated)
    found = dict(_files(edition, whole, [whole.address]))
    for unit in edition.plan.departments:
        own = [entry for entry in entries if _concerns(entry, unit)]
        slugs = (unit.slug, *unit.former_slugs)
        folders = [addresses.department(year, slug) for slug in slugs]
        feed = _Feed(
            identifier(edition, "feed", unit.name),
            wording.say("feed.title-of-unit", unit=unit.name, title=edition.plan.title),
            folders[0],
            own,
            own[0].at.isoformat() if own else updated,
        )
        found |= _files(edition, feed, folders)
    return found


def _concerns(entry: FeedEntry, unit: Department) -> bool:
    return entry.units is None or not entry.units.isdisjoint({unit.name, *unit.former_names})


def _files(edition: Edition, feed: _Feed, folders: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Both forms of a feed, in each of the folders."""
    atom, json = _atom(edition, feed), json_bytes(_json(edition, feed))
    for folder in folders:
        yield addresses.feed(folder, addresses.ATOM), atom
        yield addresses.feed(folder, addresses.JSON_FEED), json


def _atom(edition: Edition, feed: _Feed) -> bytes:
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": _LANGUAGE})
    SubElement(root, "id").text = feed.identifier
    SubElement(root, "title").text = feed.title
    SubElement(root, "updated").text = feed.updated
    SubElement(SubElement(root, "author"), "name").text = edition.plan.office
    SubElement(root, "link", {"href": _link(edition, feed.address, feed.address)})
    if edition.site_url:
        own = edition.url(addresses.feed(feed.address, addresses.ATOM))
        SubElement(root, "link", {"rel": "self", "href": own})
    for entry in feed.entries:
        root.append(_entry(edition, entry, feed.address))
    indent(root, " ")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(edition: Edition, entry: FeedEntry, folder: str) -> Element:
    found = Element("entry")
    SubElement(found, "id").text = entry.identifier
    SubElement(found, "title").text = entry.title
    SubElement(found, "updated").text = entry.at.isoformat()
    SubElement(found, "link", {"href": _link(edition, entry.address, folder)})
    SubElement(found, "content", {"type": "html"}).text = entry.html
    return found


def _link(edition: Edition, address: str, folder: str) -> str:
    """The URL of an address, or where the site's is not known the way there from a folder."""
    if edition.site_url:
        return edition.url(address)
    way = addresses.relative(address, folder)
    return f"./{way}" if way.startswith("#") else way  # not an anchor of the feed itself


def _json(edition: Edition, feed: _Feed) -> dict[str, object]:
    own = {
        "home_page_url": edition.url(feed.address),
        "feed_url": edition.url(addresses.feed(feed.address, addresses.JSON_FEED)),
    }
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        **(own if edition.site_url else {}),
        "language": _LANGUAGE,
        "authors": [{"name": edition.plan.office}],
        "items": [_item(edition, entry) for entry in feed.entries],
    }


def _item(edition: Edition, entry: FeedEntry) -> dict[str, object]:
    return {
        "id": entry.identifier,
        **({"url": edition.url(entry.address)} if edition.site_url else {}),
        "title": entry.title,
        "content_html": entry.html,
        "date_published": entry.at.isoformat(),
    }
