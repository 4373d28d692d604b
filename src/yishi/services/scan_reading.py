"""A scan or a phone photo of paper: the codes that stand on it, and the picture that is kept of it. Slow; no session.

Read before the `write` that takes it in. A PDF of a scanner is read page by page. What cannot be opened is refused with
its reason; what can be opened but has no code of ours on it is returned without one, to be claimed by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from yishi.domain import form_code
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.store import attachments
from yishi.store.attachments import Picture

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = attachments.LARGEST_FILE  # bytes
MOST_PAGES = 100  # of one PDF
MOST_DRAWN = 30_000  # things on a page of a PDF; a scan with its words laid under it has some thousands
MOST_LAYERS = 100  # pictures on a page of a PDF; each of them has to be painted
MOST_LAYERED = 4 * attachments.LARGEST_PICTURE  # pixels of them together
_LONGEST_SIDE = 12_000  # pixels of a page of a PDF: JPEG knows no more than 65,535
_DOTS_PER_INCH = 200
_ENDINGS = (".jpg", ".jpeg", ".png", ".pdf")
_PICTURES = ("JPEG", "PNG")
_CODE_SIDE = 1500  # pixels of the shorter side below which the picture is blown up for a second look


@dataclass(frozen=True)
class ScannedSheet:
    """One picture with paper on it: the file it came from, the picture as it is kept, the codes that could be read on it."""

    file_name: str
    picture: Picture
    codes: tuple[str, ...] = ()


def is_wanted(file_name: str) -> bool:
    """Whether a file of a folder looks like a scan by its ending."""
    return file_name.lower().endswith(_ENDINGS)


def read(content: bytes, file_name: str) -> tuple[ScannedSheet, ...]:
    """Return all the sheets in a file's bytes; refused as `sheets`."""
    return tuple(sheets(content, file_name))


def sheets(content: bytes, file_name: str) -> Iterator[ScannedSheet]:
    """Yield the sheets in a file's bytes: one of a picture, one a page of a PDF, a third of a second each. JPEG, PNG, PDF are read.

    Refused, before the first: too large (YS-A06), neither picture nor PDF or broken (YS-A07), a PDF that is not a scan (YS-A08) or locked,
    empty or of more than MOST_PAGES pages (YS-A09).
    """
    file_name = file_name.encode(errors="replace").decode()  # a name written in another encoding cannot be kept as it is
    if len(content) > LARGEST:
        raise _too_large(file_name)
    if content[:1024].lstrip().startswith(b"%PDF"):
        for n, page in enumerate(_pages(content, file_name), 1):
            yield _sheet(page, f"{file_name}　{_('第{n}页').format(n=n)}")
    else:
        yield _sheet(_opened(content, file_name), file_name)


def _sheet(picture: "Image", name: str) -> ScannedSheet:
    codes = codes_on(picture)
    return ScannedSheet(name, attachments.redrawn(picture), codes)  # makes it smaller: the codes are read before


def codes_on(picture: "Image") -> tuple[str, ...]:
    """Return our codes on a picture, each once, from top to bottom; turned any way, some noise and shade do no harm."""
    from PIL import ImageFilter

    grey = picture.convert("L")
    found = _found(grey) | _found(grey.filter(ImageFilter.GaussianBlur(1.2)))  # the second against noise; one alone may miss a page
    if not found and min(grey.size) < _CODE_SIDE:  # small and out of focus
        larger = grey.resize((grey.width * 2, grey.height * 2)).filter(ImageFilter.UnsharpMask(radius=4, percent=250))
        found = _found(larger)
    return tuple(sorted(found, key=lambda code: found[code]))


def _found(grey: "Image") -> dict[str, tuple[int, int]]:
    """Return our codes with where they are, from above."""
    import zxingcpp

    read = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)  # type: ignore[arg-type]  # so in 2 and 3
    places = {form_code.found_in(each.text): (each.position.top_left.y, each.position.top_left.x) for each in read}
    return {code: place for code, place in places.items() if code}


def _opened(content: bytes, name: str) -> "Image":
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(content), formats=_PICTURES) as opened:
            if opened.width * opened.height > attachments.LARGEST_PICTURE:
                raise _too_large(name)
            upright = ImageOps.exif_transpose(opened)
            assert upright is not None
            return upright.convert("RGB")
    except Image.DecompressionBombError:
        raise _too_large(name) from None
    except (OSError, ValueError, SyntaxError):
        raise Refusal("YS-A07", _("{name}打不开，不是照片或扫描件，或者坏了。").format(name=shown(name)),
                      next_step=_("照片要 JPEG 或 PNG，扫描件还可以是 PDF。请重新拍或者重新扫。")) from None


def _pages(content: bytes, name: str) -> Iterator["Image"]:
    """Yield the pages of a PDF as pictures; all are looked at before the first is."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise _no_pdf(name) from None
    try:
        if not 0 < len(document) <= MOST_PAGES:
            raise _no_pdf(name)
        if any(_too_much(page) for page in document):
            raise _too_large(name)
        if not all(_is_scan(page) for page in document):
            raise Refusal("YS-A08", _("{name}不是扫描件，是电脑里的文件。").format(name=shown(name)),
                          next_step=_("这里收的是签了字、盖了章的纸。请把那张纸扫描或者拍照，再拖进来。"))
        for page in document:
            wide, high = page.get_size()
            dots = min(_DOTS_PER_INCH / 72, (attachments.LARGEST_PICTURE / 2 / max(wide * high, 1)) ** 0.5, _LONGEST_SIDE / max(wide, high))
            yield page.render(scale=dots, rev_byteorder=True).to_pil().convert("RGB")
    except pypdfium2.PdfiumError:
        raise _no_pdf(name) from None
    finally:
        document.close()


def _too_much(page: Any) -> bool:
    """Whether a page would take minutes to paint; no scanner makes such a one."""
    import pypdfium2.raw as pdfium

    layers, pixels = 0.0, 0
    for n, thing in enumerate(page.get_objects(max_depth=3)):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            wide, high = thing.get_px_size()
            layers, pixels = layers + 1, pixels + wide * high
        elif thing.type != pdfium.FPDF_PAGEOBJ_TEXT:
            layers += 0.05  # a line or a ground is painted faster than a picture
        if n >= MOST_DRAWN or layers > MOST_LAYERS or pixels > MOST_LAYERED:
            return True
    return False


def _is_scan(page: Any) -> bool:
    """Whether a picture fills most of the page."""
    import pypdfium2.raw as pdfium

    wide, high = page.get_size()
    for thing in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        if (right - left) * (top - bottom) > wide * high / 2:
            return True
    return False


def _too_large(name: str) -> Refusal:
    return Refusal("YS-A06", _("{name}太大了，收不进来。").format(name=shown(name)),
                   next_step=_("一个文件不超过60兆，一张图不超过4000万像素。请把扫描的精度调到200或300再扫一次。"))


def _no_pdf(name: str) -> Refusal:
    return Refusal("YS-A09", _("{name}这个 PDF 打不开，可能坏了、加了密码，或者页数太多。").format(name=shown(name)),
                   next_step=_("一个文件不超过{n}页，不要加密码。请重新扫一次。").format(n=MOST_PAGES))
