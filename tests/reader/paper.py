"""Pages on paper, as the browser sends them to a printer."""

import io
import re
import unicodedata

from pypdf import PdfReader

from tests.site_support import OpenPage, Scheme

A4 = (210, 297)  # mm
POINTS_PER_MM = 72 / 25.4
# A PDF may contain a radical in place of a character that the font draws alike. NFKC maps only some
# radicals to their characters, and one of them to another form.
RADICALS = "\u2e80-\u2eff"
OTHER_FORMS = str.maketrans("戶", "户")


def printed(
    open_page: OpenPage, url: str, *, color_scheme: Scheme = "light", scale: float = 1
) -> PdfReader:
    with open_page(is_kept=True, color_scheme=color_scheme) as page:
        page.goto(url)
        return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, scale=scale)))


def texts(document: PdfReader) -> list[str]:
    """The characters of each page, without white space."""
    return [plain(page.extract_text()) for page in document.pages]


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(OTHER_FORMS).split())


def stands_in(text: str, page: str) -> bool:
    signs = (f"[{re.escape(sign)}{RADICALS}]" for sign in plain(text))
    return re.search("".join(signs), page) is not None


def sizes(document: PdfReader) -> set[tuple[int, int]]:
    """Width and height of the pages, in whole millimetres."""
    return {
        (
            round(float(page.mediabox.width) / POINTS_PER_MM),
            round(float(page.mediabox.height) / POINTS_PER_MM),
        )
        for page in document.pages
    }
