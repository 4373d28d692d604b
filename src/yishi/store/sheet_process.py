"""The worker that reads tables, from outside: started, told a file, listened to, ended.

To start it takes longer than to read most files. So it may be started when somebody reaches for a file (`stand_by`): it
takes on its limits and waits. It reads one file and is gone; it is gone too when whoever started it is (its input ends).
"""

import atexit
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic

from yishi.store.sheet_worker import MOST_OUTPUT, SECONDS

_STEP = 0.1  # seconds between looks whether somebody has changed their mind


class Worker:
    """One process that reads one table."""

    def __init__(self) -> None:
        program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "yishi"]
        self._process = subprocess.Popen([*program, "_read-sheet"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[2],
                                         creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0))  # fmt: skip

    @property
    def waits(self) -> bool:
        """Whether it is still there."""
        return self._process.poll() is None

    def ask(self, asked: bytes, stop: Event | None = None) -> Iterator[bytes]:
        """Yield what it tells of a table, line by line, and end it; no more once its time is over or `stop` is set.

        `asked`: a file, NUL and the name of a sheet or none; or NUL and the table itself, as text.
        """
        told: SimpleQueue[bytes] = SimpleQueue()
        try:
            assert self._process.stdin is not None
            with self._process.stdin as stdin:
                stdin.write(asked)
        except OSError:  # it has gone
            self.end()
            return
        Thread(target=self._listen, args=(told,), name="a worker's answer", daemon=True).start()
        until = monotonic() + SECONDS
        try:
            while (left := until - monotonic()) > 0 and not (stop and stop.is_set()):
                try:
                    line = told.get(timeout=min(left, _STEP))
                except Empty:
                    continue
                if not line:
                    return
                yield line
        finally:
            self.end()

    def _listen(self, told: "SimpleQueue[bytes]") -> None:
        """In a thread of its own, since a pipe cannot be asked whether it has something."""
        left = MOST_OUTPUT
        assert self._process.stdout is not None
        try:
            while left > 0 and (line := self._process.stdout.readline(left)):
                left -= len(line)
                told.put(line)
        except (OSError, ValueError):  # it was ended meanwhile
            pass
        told.put(b"")

    def end(self) -> None:
        """Let it go, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:
                continue


_one_at_a_time = Lock()
_standing: Worker | None = None


def stand_by() -> None:
    """Have a worker ready, if there is none, because a file may be given any moment."""
    global _standing
    with _one_at_a_time:
        if _standing is None or not _standing.waits:
            _standing = Worker()


def stand_down() -> None:
    """Let the worker go that nobody has asked."""
    global _standing
    with _one_at_a_time:
        standing, _standing = _standing, None
    if standing is not None:
        standing.end()


def worker() -> Worker:
    """Return a worker to ask: the one that stands by, else a new one."""
    global _standing
    with _one_at_a_time:
        standing, _standing = _standing, None
    return standing if standing is not None and standing.waits else Worker()


atexit.register(stand_down)
