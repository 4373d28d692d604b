"""Photos on paper: fitted into a box, and no larger in the file than a printer can show."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from yishi.documents.chain import FANG, HEI
from yishi.documents.layout import Flow, Picture, Style, edges
from yishi.documents.lines import Line, break_lines
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.printed import PhotoOnPaper

DOTS_PER_INCH = 200
_ROWS = 3  # of two photos on a page
_HEAD, _WORDS = Style(HEI, 15.75, 29), Style(FANG, 11.5, 15, align="center")
_PAD = 4.0  # points between a photo and the rule around it


def size_of(file: Path) -> tuple[int, int] | None:
    """Return width and height of a photo in pixels; None for a file that is missing or is no picture."""
    from PIL import Image  # late: a photo is rare, and Pillow takes its time

    try:
        with Image.open(file, formats=("JPEG", "PNG")) as opened:
            return opened.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def fitted(file: Path, x: float, y: float, width: float, height: float) -> Picture | None:
    """Return the photo as large as it fits into a box (lower left corner, size, points), in the middle of it."""
    size = size_of(file)
    if size is None or not all(size):
        return None
    by = min(width / size[0], height / size[1])
    wide, high = size[0] * by, size[1] * by
    return Picture(x + (width - wide) / 2, y + (height - high) / 2, wide, high, file)


def into_cells(flow: Flow, height: float, cells: Sequence[Path | None]) -> None:
    """Put photos into the equally wide cells of the row that was set last, `height` points high; None leaves a cell alone."""
    wide = flow.sheet.measure / len(cells)
    for n, file in enumerate(cells):
        left, room = flow.sheet.left + n * wide + _PAD, (wide - 2 * _PAD, height - 2 * _PAD)
        found = fitted(file, left, flow.y + _PAD, *room) if file is not None else None
        if found is not None:
            flow.page.append(found)


def newest(photos: Sequence[PhotoOnPaper], phase: str, public: bool = False) -> Path | None:
    """Return the last photo of before or after that can be shown; `public`: only one to which those on it agreed."""
    wanted = [p.file for p in photos if p.phase == phase and (p.consent is True or not public)]
    return next(filter(None, map(readable, reversed(wanted))), None)


def readable(file: Path | None) -> Path | None:
    """Return the file where it is a picture that can be shown."""
    return file if file is not None and size_of(file) is not None else None


def album(flow: Flow, photos: Sequence[PhotoOnPaper]) -> None:
    """Set photos on pages of their own at the end, two in a row and six a page, each with 图1 and its words."""
    shown = [p for p in photos if readable(p.file) is not None]
    half, height = flow.sheet.measure / 2, (flow.sheet.depth - 40) / _ROWS - 34
    for n, each in enumerate(shown):
        if n % (2 * _ROWS) == 0:
            flow.next_page()
            flow.paragraph(_("附图"), _HEAD)
        left, top = flow.sheet.left + n % 2 * half, flow.y
        found = fitted(each.file, left + _PAD, top - height, half - 2 * _PAD, height - _PAD) if each.file else None
        flow.page += [found] if found is not None else []
        words = each.label + (f"　{one_line(each.caption)}" if each.caption.strip() else "")
        _caption(flow, words, left + _PAD, top - height - 2, half - 2 * _PAD)
        if n % 2 or n == len(shown) - 1:
            flow.y -= height + 34


def _caption(flow: Flow, words: str, x: float, top: float, width: float) -> None:
    """Set what a photo is called, in two lines at most."""

    def lines(text: str) -> list[Line]:
        return break_lines(text, edges([(_WORDS.chain, text)], _WORDS), width, width, _WORDS.size)

    while len(lines(words)) > 2:
        words = words.rstrip("…")[:-1] + "…"
    for n, line in enumerate(lines(words)):
        flow.line([(_WORDS.chain, words)], words, line, x, top - n * _WORDS.leading, _WORDS)


def jpeg(picture: Picture) -> bytes | None:
    """Return the photo for its size on paper, without anything that came with the file; None where it cannot be read."""
    from PIL import Image

    try:
        with Image.open(picture.file, formats=("JPEG", "PNG")) as opened:
            shown = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    shown.thumbnail((max(round(picture.width / 72 * DOTS_PER_INCH), 1), max(round(picture.height / 72 * DOTS_PER_INCH), 1)))
    out = BytesIO()
    shown.save(out, "JPEG", quality=80, optimize=True)
    return out.getvalue()
