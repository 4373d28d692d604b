"""A backup as a file: the whole book, and behind its last page what it is and the hash of every byte.

The book's pages come first, so a backup that is copied by hand in a book's place opens as that book. Any bit that is not
as it was written is found: in the pages by their hash, in what is said of them by a second one, in the last mark by the
length of the file.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import orjson

from yishi.errors import Exit, Refusal, shown
from yishi.i18n import _

ENDING = ".yishi-backup"
_MARK = b"\nYISHI-BACKUP-1\n"
_END = 32 + 4 + len(_MARK)  # hash of what is said, its length, the mark
_LONGEST = 1 << 20
_PIECE = 1 << 20


@dataclass(frozen=True)
class About:
    """What a backup says of itself: no names of people, only counts.

    serial: its number in its folder; book: where the book was; root: the hash of the book's first action; taken: by the
    PC's clock, milliseconds; heads: {device: [seq, start of the hash]} of the journal; size, digest: of the pages.
    """

    serial: int
    book: str
    root: str
    place: str  # name of the community, "" for none yet
    taken: int
    why: str
    heads: dict[str, list[int | str]]
    schema: int
    records: int
    meetings: int
    resolutions: int
    people: int
    size: int
    digest: str


def seal(part: Path, about: About) -> None:
    """Write behind the pages of `part` what they are."""
    said = orjson.dumps(asdict(about))
    with part.open("ab") as stream:
        stream.write(said + sha256(said).digest() + len(said).to_bytes(4) + _MARK)


def about(file: Path) -> About | None:
    """Return what a backup says of itself, None for a file that is none. The pages are not looked at (see `check`).

    Raises Refusal YS-B13 for one that is damaged, OSError where it cannot be read.
    """
    whole = file.stat().st_size
    with file.open("rb") as stream:
        stream.seek(max(whole - _END, 0))
        end = stream.read()
        if not end.endswith(_MARK):
            return None
        length = int.from_bytes(end[32:36])
        if not 0 < length <= min(_LONGEST, whole - _END):
            raise damaged(file)
        stream.seek(whole - _END - length)
        said = stream.read(length)
    if sha256(said).digest() != end[:32]:
        raise damaged(file)
    try:
        found = About(**orjson.loads(said))
    except (TypeError, ValueError):
        raise _newer(file) from None  # whole, but of a kind that this program does not know
    if found.size != whole - _END - length:
        raise damaged(file)
    return found


def check(file: Path, into: Callable[[bytes], object] | None = None) -> About | None:
    """Read every byte of a backup and hand the pages to `into`; return what it says of itself, as `about` does.

    Raises Refusal YS-B13 where any bit is not as it was written.
    """
    found = about(file)
    if found is None:
        return None
    with file.open("rb") as stream:
        if _digest(stream, found.size, into) != found.digest:
            raise damaged(file)
    return found


def digest_of(file: Path) -> tuple[int, str]:
    """Return size and hash of a file."""
    size = file.stat().st_size
    with file.open("rb") as stream:
        return size, _digest(stream, size, None)


def _digest(stream: BinaryIO, size: int, into: Callable[[bytes], object] | None) -> str:
    summed, left = sha256(), size
    while left and (piece := stream.read(min(left, _PIECE))):
        summed.update(piece)
        left -= len(piece)
        if into is not None:
            into(piece)
    return summed.hexdigest()


def damaged(file: Path) -> Refusal:
    """Return the refusal of a backup that is not as it was written."""
    return Refusal("YS-B13", _("备份“{file}”坏了，不能用。").format(file=shown(file.name)), _("现在的议事簿没有动。"),
                   _("请换一份备份。"), Exit.DAMAGED)  # fmt: skip


def _newer(file: Path) -> Refusal:
    return Refusal("YS-B07", _("备份“{file}”是更新的程序做的，这个程序还读不懂。").format(file=shown(file.name)),
                   _("现在的议事簿没有动。"), _("请装上新版程序再恢复。"), Exit.NEWER)  # fmt: skip
