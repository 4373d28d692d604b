"""The pages of a PDF as pictures, for the screen and for the printer: what is seen is what the file holds, nothing drawn anew.

pdfium is used by one thread only, the window's: it is not safe in two.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE
DENSEST = 600  # dots per inch; a printer that can do more gets these: a sheet of A4 is then 4 MB in black and white


class PdfPages:
    """A PDF in memory, opened for each picture: that takes a millisecond, and nothing has to be closed later."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        import pypdfium2

        document = pypdfium2.PdfDocument(self._content)
        try:
            yield document
        finally:
            document.close()

    @cached_property
    def sizes(self) -> tuple[QSizeF, ...]:
        """Width and height of each page in points."""
        with self._opened() as document:
            return tuple(QSizeF(*document.get_page_size(place)) for place in range(len(document)))

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.sizes)

    def picture(self, place: int, scale: float) -> QImage:
        """Return a page in colours, `scale` pixels a point, as the screen shows it."""
        with self._opened() as document:
            return _image(document[place].render(scale=scale, prefer_bgrx=True), QImage.Format.Format_RGB32)

    def print_picture(self, place: int, resolution: int) -> QImage:
        """Return a page for a printer of `resolution` dots per inch: black and white where it is all type and lines.

        A grey page would be rasterised again by the printer, and small type would get frayed edges; pages with photos stay
        grey.
        """
        with self._opened() as document:
            page = document[place]
            photos = any(True for _each in page.get_objects(filter=[_IMAGE], max_depth=3))
            bitmap = page.render(scale=min(resolution, DENSEST) / POINTS_PER_INCH, grayscale=True)
            grey = _image(bitmap, QImage.Format.Format_Grayscale8)
        return grey if photos else grey.convertToFormat(QImage.Format.Format_Mono, _threshold())


def _threshold() -> Qt.ImageConversionFlag:
    return Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.MonoOnly


def _image(bitmap: Any, kind: QImage.Format) -> QImage:
    """Return a copy of a bitmap of pdfium, which goes with its page."""
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, kind).copy()
    bitmap.close()
    return image
