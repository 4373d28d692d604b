"""Paper as it comes back: printed, rasterised, laid askew on the scanner, with noise."""

import random
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from yishi.documents.catalogue import documents
from yishi.documents.manner import Manner
from yishi.services import printed_pages
from yishi.store.book import Book

DOTS_PER_INCH = 150


def print_paper(book: Book, actor: str, name: str, answer: object, target: Path, on, manner: Manner | None = None) -> Path:
    """Print a paper into `target`, its pages noted in the book."""
    document = documents()[name]
    with book.write(actor, printed_pages.VERB) as session:
        document.write(answer, target, manner, printed_pages.giver(session, name, document.about(answer), on))
    return target


def scan(pdf: Path, page: int = 0, turn: float = 7, noise: float = 24, seed: int = 1) -> Image.Image:
    """Return a page as a scanner sees it: 150 dpi, turned by `turn` degrees, grey, with noise of this deviation."""
    document = pypdfium2.PdfDocument(str(pdf))
    try:
        clean = document[page].render(scale=DOTS_PER_INCH / 72).to_pil().convert("L")
    finally:
        document.close()
    askew = clean.rotate(turn, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=235)
    if not noise:
        return askew
    grain = Image.frombytes("L", (256, 256), random.Random(seed).randbytes(65536)).resize(askew.size, Image.Resampling.NEAREST)
    tiles = Image.new("L", askew.size)
    fine = Image.frombytes("L", (256, 256), random.Random(seed + 1).randbytes(65536))
    for x in range(0, askew.width, 256):
        for y in range(0, askew.height, 256):
            tiles.paste(fine, (x, y))
    both = ImageChops.add(tiles, grain, scale=2)
    by = noise / 52  # the mean of two even spreads has a deviation of 52
    return ImageChops.add(askew, both.point(lambda v: int(v * by)), offset=-int(127 * by))


def jpeg(*pictures: Image.Image, quality: int = 80) -> bytes:
    """Return the pictures side by side as the bytes of one JPEG."""
    whole = Image.new("RGB", (sum(p.width for p in pictures), max(p.height for p in pictures)), "white")
    at = 0
    for each in pictures:
        whole.paste(each.convert("RGB"), (at, 0))
        at += each.width
    out = BytesIO()
    whole.save(out, "JPEG", quality=quality)
    return out.getvalue()


def as_pdf(*pictures: Image.Image) -> bytes:
    """Return the PDF that a scanner makes of these pages."""
    out = BytesIO()
    first, *others = [each.convert("RGB") for each in pictures]
    first.save(out, "PDF", save_all=True, append_images=others, resolution=DOTS_PER_INCH)
    return out.getvalue()
