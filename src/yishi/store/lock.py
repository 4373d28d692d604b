"""One writer at a time: an OS lock on `<book>.lock`. That the file exists means nothing: a crash leaves no riddle."""

import os
import sys
from pathlib import Path
from typing import IO

from yishi.errors import Exit, Refusal
from yishi.i18n import _
from yishi.store.clock import DAY_MS, local_time

_FAR = 1 << 30  # Windows locks bytes against reading too: lock one far behind the holder's name


class BookLock:
    """The right to write in one book, held until `release` or until the process ends, however it ends."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    @classmethod
    def take(cls, book: Path, who: str, now_ms: int) -> "BookLock":
        """Lock `book` for `who`.

        Raises Refusal YS-B05 with the holder's name where somebody has it, OSError where no lock can be laid there
        (a read-only medium, a full disk).
        """
        file = book.with_name(book.name + ".lock")
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        stream = os.fdopen(os.open(file, flags, 0o666), "r+b", buffering=0)
        try:
            taken = _try(stream)
        except OSError:
            stream.close()
            raise
        if not taken:
            with stream:
                raise _busy(stream.read(500), now_ms)
        lock = cls(stream)
        lock._sign(f"{who}\n{now_ms}")
        return lock

    def release(self) -> None:
        """Give the right back; a second time does nothing."""
        if not self._stream.closed:
            self._sign("")
            self._stream.close()

    def _sign(self, text: str) -> None:
        try:
            self._stream.seek(0)
            self._stream.truncate()
            self._stream.write(text.encode())
        except OSError:
            pass  # the name only makes a message kinder; a full disk must not take the lock away


def _busy(note: bytes, now_ms: int) -> Refusal:
    who, _newline, at = note.decode("utf-8", "replace").partition("\n")
    since = int(at) if at.isdigit() else now_ms
    when = local_time(since, "%H:%M" if abs(now_ms - since) < DAY_MS // 2 else "%m-%d %H:%M")
    return Refusal(
        "YS-B05",
        _("这本议事簿正由{who}（{when}起）打开着。现在只能看，不能记。").format(who=who or _("另一个窗口"), when=when),
        safe=_("里面的内容是好的。"),
        next_step=_("请在那边关上，再到这里打开。"),
        exit_code=Exit.BUSY,
    )


if sys.platform == "win32":
    import msvcrt

    def _try(stream: IO[bytes]) -> bool:
        stream.seek(_FAR)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            stream.seek(0)
        return True
else:
    import fcntl

    def _try(stream: IO[bytes]) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
