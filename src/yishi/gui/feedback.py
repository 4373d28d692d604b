"""What the window says when something did not work; pages have no `try`.

PySide hands an exception of a slot to `sys.excepthook`. A Refusal is shown calmly; anything else is our bug: 没存上 in
red with a code, and a line in the log that names the place in the program but nothing that anybody typed.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

from PySide6.QtCore import QObject, QTimer

from yishi import paths
from yishi.errors import Exit, Refusal
from yishi.i18n import _

Show = Callable[[str, str], None]  # kind of strip, words
LOG = "yishi.log"
_LOG_LIMIT = 512 * 1024


def install(show: Show) -> None:
    """From now on, exceptions of slots are told by `show(kind, words)`."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            show(*words_for(error, trace))

    sys.excepthook = hook


def soon(owner: QObject, act: Callable[[], object]) -> None:
    """Do `act` when the event in hand is done with; what it raises is told. QTimer.singleShot with a receiver would lose that."""
    timer = QTimer(owner, singleShot=True, interval=0)
    timer.timeout.connect(lambda: act())
    timer.timeout.connect(timer.deleteLater)
    timer.start()


def words_for(error: BaseException, trace: TracebackType | None = None) -> tuple[str, str]:
    """Return the kind of strip and the words for an exception; a bug is written to the log."""
    if isinstance(error, Refusal):
        parts = (error.message, error.safe, error.next_step, error.code)
        kind = "red" if error.exit_code == Exit.NO_SPACE else "yellow"  # the disk failed, not the user
        return kind, " ".join(_(part) for part in parts if part)
    code = note(error, trace)
    words = _(
        "没存上。刚才这一步没有做成，以前存好的都在，屏幕上的字也还在。可以再试一次；还不行就把编号告诉维护的人：{code}"
    )
    return "red", words.format(code=code)


def note(error: BaseException, trace: TracebackType | None = None) -> str:
    """Write exception type and places to the log in the user's folder; return a code, the same for the same bug."""
    frames = extract_tb(trace if trace is not None else error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    bug = f"{type(error).__name__} {' < '.join(reversed(places[-8:]))}"
    from hashlib import blake2s

    code = "YS-Z" + blake2s(bug.encode(), digest_size=2).hexdigest().upper()
    try:
        file = paths.home() / LOG
        mode = "w" if file.exists() and file.stat().st_size > _LOG_LIMIT else "a"
        with file.open(mode, encoding="utf-8") as log:
            log.write(f"{code} {bug}\n")
    except OSError:  # a full disk must not hide the message
        pass
    return code
