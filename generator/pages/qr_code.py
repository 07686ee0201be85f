"""A text → the QR code by which a phone reads it, as SVG to stand within a page."""

from __future__ import annotations

import segno
from markupsafe import Markup

QUIET_ZONE = 4
"""The light margin that readers of QR codes count on, in modules (ISO/IEC 18004)."""
ELEMENT_ID = "wp-qr"
"""By which a page can show the code a second time."""


def qr_svg(text: str) -> Markup:
    """Dark modules on a light ground, of no size of its own."""
    code = segno.make_qr(text, error="m")
    return Markup(
        code.svg_inline(
            border=QUIET_ZONE,
            dark="#000",
            light="#fff",
            omitsize=True,
            svgid=ELEMENT_ID,
            svgclass=None,
            lineclass=None,
        )
    )
