"""Draws a text as a QR code, as inline SVG."""

from __future__ import annotations

import segno
from markupsafe import Markup

QUIET_ZONE = 4
"""The width of the light margin that QR code readers need, in modules (ISO/IEC 18004)."""
ELEMENT_ID = "wp-qr"
"""The id of the SVG; with it, a page shows the code a second time."""


def qr_svg(text: str) -> Markup:
    """The QR code, with dark modules on a light ground; CSS sets its size."""
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
