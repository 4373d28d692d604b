"""Photos beside the book (桃湾村.yishi-files/), each under the hash of its bytes: written before the commit that names it,
never changed. A picture is opened as JPEG or PNG only, drawn anew and without EXIF, so that nothing else comes in with it.
"""

import os
import secrets
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yishi.errors import Refusal
from yishi.i18n import _
from yishi.store.bookfile import sync

if TYPE_CHECKING:
    from PIL import Image

LARGEST_FILE = 60 * 1024 * 1024
LARGEST_PICTURE = 40_000_000  # pixels
LARGEST_KEPT = 400_000  # bytes
LONGEST_SIDE = 1600


def folder_of(book: Path) -> Path:
    """Return the folder of a book's pictures: beside the file itself, by whatever link it was reached."""
    place = book.resolve()
    return place.with_name(f"{place.stem}.yishi-files")


class Picture(NamedTuple):
    """A picture drawn anew, ready to be kept: its JPEG bytes and their hash (hex)."""

    digest: str
    content: bytes


def keep(book: Path, picture: Picture) -> None:
    """Write a picture beside the book, if it is not there yet; call it before the commit that names it."""
    folder = folder_of(book)
    target = folder / f"{picture.digest}.jpg"
    if target.exists():
        return
    if not folder.exists():
        folder.mkdir(exist_ok=True)
        sync(folder.parent)
    fresh = folder / f".{secrets.token_hex(6)}.new"  # a name of its own: two windows may keep the same picture at once
    try:
        fresh.write_bytes(picture.content)
        sync(fresh)
        os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)
    sync(folder)


def faulty(book: Path, digests: list[str]) -> list[str]:
    """Return the hashes whose picture is missing beside the book, or is not what it was."""
    folder = folder_of(book)
    return [d for d in digests if not _is_whole(folder / f"{d}.jpg", d)]


def _is_whole(file: Path, digest: str) -> bool:
    return file.is_file() and sha256(file.read_bytes()).hexdigest() == digest


def drawn_anew(picture: Path) -> Picture:
    """Return the picture of a file, upright, at most 400 kB, without EXIF; Refusal YS-P07 for what is no usable picture."""
    from PIL import Image, ImageOps  # late: a photo is rare, and Pillow takes its time

    unusable = Refusal("YS-P07", _("{name}不是能用的照片。").format(name=picture.name),
                       next_step=_("请用 JPEG 或 PNG 照片，不超过4000万像素。"))
    try:
        if picture.stat().st_size > LARGEST_FILE:
            raise unusable
        with Image.open(picture, formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > LARGEST_PICTURE:
                raise unusable
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except FileNotFoundError:
        raise Refusal("YS-P07", _("找不到照片{name}。").format(name=picture.name), next_step=_("请看看文件名写得对不对。")) from None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise unusable from None
    content = _small(upright, LONGEST_SIDE)
    return Picture(sha256(content).hexdigest(), content)


def _small(picture: "Image.Image", side: int) -> bytes:
    picture.thumbnail((side, side))
    for quality in (85, 75, 60, 45):
        out = BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= LARGEST_KEPT:
            return out.getvalue()
    return _small(picture, side * 3 // 4)
