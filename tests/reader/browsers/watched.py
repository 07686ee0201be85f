"""A built site whose pages note what goes wrong on them, in the same way in every browser."""

from tests.site_support import BuiltSite

SCRIPT = """
window.complaints = [];
const note = (...parts) => complaints.push(parts.map(String).join(' '));
addEventListener('error', ({ message, filename, lineno, target }) =>
    note(message || `not loaded: ${target.outerHTML}`, filename, lineno), true);
addEventListener('unhandledrejection', ({ reason }) => note(reason));
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    note(violatedDirective, blockedURI));
for (const level of ['error', 'warn']) {
    const say = console[level];
    console[level] = (...parts) => { note(...parts); say.apply(console, parts); };
}
"""


def watch(site: BuiltSite) -> BuiltSite:
    """Put a script first in each page; it is a file, as the pages' policy wants it."""
    (site.folder / "watch.js").write_text(SCRIPT, encoding="utf-8")
    for page in site.folder.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "<head>" in html, page
        script = f'<head><script src="{site.path}watch.js"></script>'
        page.write_text(html.replace("<head>", script, 1), encoding="utf-8")
    return site
