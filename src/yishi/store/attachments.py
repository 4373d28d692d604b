"""Photos and recordings beside the book (桃湾村.yishi-files/), each under the hash of its bytes: written before the commit
that names it, never changed. A picture is opened as JPEG or PNG only, drawn anew and without EXIF, so that nothing else
comes in with it. A recording is known by its first bytes, never by its name, and kept as it is.
"""

import os
import re
import secrets
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.store.bookfile import sync

if TYPE_CHECKING:
    from PIL import Image
    from sqlalchemy.orm import Session

LARGEST_FILE = 60 * 1024 * 1024
LARGEST_PICTURE = 40_000_000  # pixels
LARGEST_KEPT = 400_000  # bytes
LONGEST_SIDE = 1600
LARGEST_RECORDING = 20 * 1024 * 1024
PICTURE = ".jpg"
RECORDINGS = (".m4a", ".mp3", ".amr", ".wav", ".aac")
_HASH = re.compile("[0-9a-f]{64}")


def folder_of(book: Path) -> Path:
    """Return the folder of a book's pictures: beside the file itself, by whatever link it was reached."""
    place = book.resolve()
    return place.with_name(f"{place.stem}.yishi-files")


class Picture(NamedTuple):
    """A picture drawn anew, or a recording as it came, ready to be kept: its bytes, their hash (hex), and what it is."""

    digest: str
    content: bytes
    suffix: str = PICTURE

    @property
    def is_recording(self) -> bool:
        """Whether it is heard, not looked at."""
        return self.suffix in RECORDINGS


def keep(book: Path, picture: Picture) -> None:
    """Write a picture or recording beside the book, if it is not there yet; call it before the commit that names it."""
    folder = folder_of(book)
    target = folder / f"{picture.digest}{picture.suffix}"
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
    """Return the hashes whose picture or recording is missing beside the book, or is not what it was."""
    files = ((digest, file_of(book, digest)) for digest in digests)
    return [digest for digest, file in files if file is None or not _is_whole(file, digest)]


def book_of(session: "Session") -> Path | None:
    """Return the file of the book that a session reads; None of a town's hub, which keeps no pictures."""
    connection = session.connection()
    found = connection.exec_driver_sql("pragma database_list").first() if connection.dialect.name == "sqlite" else None
    return Path(str(found[2])) if found is not None and found[2] else None


def file_of(book: Path, digest: str) -> Path | None:
    """Return the file that lies beside the book under this hash, None where it is missing."""
    folder = folder_of(book)
    return next((file for suffix in (PICTURE, *RECORDINGS) if (file := folder / f"{digest}{suffix}").is_file()), None)


def picture_files(folder: Path) -> list[Path]:
    """Return the pictures and recordings that lie in a folder under their hashes."""
    try:
        return sorted(file for file in folder.iterdir() if file.suffix in (PICTURE, *RECORDINGS) and _HASH.fullmatch(file.stem))
    except OSError:
        return []


def _is_whole(file: Path, digest: str) -> bool:
    return file.is_file() and sha256(file.read_bytes()).hexdigest() == digest


def drawn_anew(picture: Path) -> Picture:
    """Return the picture of a file, upright, at most 400 kB, without EXIF; Refusal YS-P07 for what is no usable picture."""
    try:
        large = picture.stat().st_size > LARGEST_FILE
        content = b"" if large or not picture.is_file() else picture.read_bytes()
    except FileNotFoundError:
        raise Refusal("YS-P07", _("找不到照片{name}。").format(name=shown(picture.name)),
                      next_step=_("请看看文件名写得对不对。")) from None
    except (OSError, ValueError):
        content = b""
    return drawn(content, picture.name)


def drawn(content: bytes, name: str) -> Picture:
    """Return the picture that these bytes are, as `drawn_anew` does; `name` is how a Refusal calls it."""
    from PIL import Image, ImageOps  # late: a photo is rare, and Pillow takes its time

    unusable = Refusal("YS-P07", _("{name}不是能用的照片。").format(name=shown(name)),
                       next_step=_("请用 JPEG 或 PNG 照片，不超过4000万像素。"))
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > LARGEST_PICTURE:
                raise unusable
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise unusable from None
    return redrawn(upright)


def redrawn(upright: "Image.Image") -> Picture:
    """Return an opened picture small enough to be kept."""
    made = _small(upright, LONGEST_SIDE)
    return Picture(sha256(made).hexdigest(), made)


def recording_suffix(head: bytes) -> str:
    """Return what kind of recording begins with these bytes (16 are enough), "" for none of RECORDINGS."""
    if head[4:8] == b"ftyp" and head[8:11] in (b"M4A", b"M4B", b"mp4", b"iso", b"3gp", b"qt "):
        return ".m4a"
    if head[:6] in (b"#!AMR\n", b"#!AMR-"):
        return ".amr"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return ".wav"
    if head[:4] == b"ADIF" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0):
        return ".aac"
    if head[:3] == b"ID3" or (len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 6 and head[2] >> 4 != 15):
        return ".mp3"
    return ""


def taken_in(file: Path) -> Picture:
    """Return a file from outside ready to be kept: a recording as it is, anything else as a picture drawn anew.

    Refusal YS-A02 for a recording above 20 MB, YS-A01 for what is neither.
    """
    try:
        with file.open("rb") if file.is_file() else BytesIO() as opened:  # a pipe or a folder is not read at all
            head = opened.read(16)
            suffix = "" if head[:3] == b"\xff\xd8\xff" else recording_suffix(head)
            content = head + opened.read(LARGEST_RECORDING) if suffix else b""
    except (OSError, ValueError):
        suffix = ""
    if suffix and len(content) > LARGEST_RECORDING:
        raise Refusal("YS-A02", _("录音{name}超过20兆了。").format(name=shown(file.name)),
                      next_step=_("请把录音分成几段，或者存小一点再附。"))
    if suffix:
        return Picture(sha256(content).hexdigest(), content, suffix)
    try:
        return drawn_anew(file)
    except Refusal as refusal:
        raise Refusal("YS-A01", _("{name}不是照片，也不是录音。").format(name=shown(file.name)),
                      next_step=_("照片要 JPEG 或 PNG，录音要 m4a、mp3、amr、wav 或 aac。")) from refusal


def _small(picture: "Image.Image", side: int) -> bytes:
    picture.thumbnail((side, side))
    for quality in (85, 75, 60, 45):
        out = BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= LARGEST_KEPT:
            return out.getvalue()
    return _small(picture, side * 3 // 4)
