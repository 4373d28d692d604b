"""What stands before the command line and the window: streams that can be used, an end without a traceback, the plain start.

Most starts have no word to read: somebody clicked on the icon. They need nothing of the command line, which is not loaded.
"""

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from yishi import paths
from yishi.errors import Exit, Refusal, shown
from yishi.i18n import _


def open_streams() -> None:
    """Make every stream one that can be used: bytes that are no text arrive as marks, a closed stream as nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - as long as the program
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape" if mode == "r" else "backslashreplace")


def explained(work: Callable[[], int]) -> int:
    """Return the exit code of `work`; what goes wrong ends in one line of plain words, never in a traceback."""
    try:
        return work()
    except Refusal as refusal:
        tell(str(refusal))
        return refusal.exit_code
    except SystemExit:  # whoever reads our output has gone
        return 0
    except OSError as error:
        name = Path(os.fsdecode(error.filename)).name if isinstance(error.filename, str | bytes) else ""
        tell(_("YS-B06 读写不了“{name}”。已有的内容都在。请检查磁盘、U盘和文件夹。").format(name=shown(name or _("输出"))))
        return Exit.NO_SPACE
    except Exception as error:
        code = note_bug(error)
        tell(_("YS-Z01 程序自己出了错（{code}）。已存好的内容都在。请把这个编号告诉维护的人。").format(code=code))
        return Exit.BUG


def tell(line: str) -> None:
    """Print one line beside the output."""
    with suppress(OSError, ValueError):  # the terminal has gone
        print(" ".join(line.split("\n")), file=sys.stderr, flush=True)


def note_bug(error: BaseException) -> str:
    """Write where it happened to the log, without any personal data, and return the short code to tell; never fails."""
    code = type(error).__name__
    with suppress(Exception):
        import traceback

        spots = [f"{Path(f.filename).name}:{f.lineno}:{f.name}" for f in traceback.extract_tb(error.__traceback__)]
        code = f"{code}@{spots[-1].rsplit(':', 1)[0] if spots else '?'}"
        with (paths.home() / "yishi.log").open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{code} {' < '.join(reversed(spots))}\n")
    return code


def plain_start() -> bool:
    """Whether the program was started without a word, and what the surroundings say can be read at a glance."""
    told = [os.environ.get(f"YISHI_{name}", "") for name in ("BOOK", "TODAY", "ACTOR")]
    with suppress(ValueError):  # text that is broken, a day that is none: the command line has the words for it
        "".join(told).encode()
        if told[1]:
            date.fromisoformat(told[1])
        return len(sys.argv) < 2
    return False


def window(book: str | None = None, today: date | None = None, actor: str = "") -> int:
    """Open the window; what is not told is taken from the surroundings. Return the exit code."""
    gc.disable()  # walking over what is being loaded takes a fifth of the start; on again with the first page
    from yishi.gui.application import run

    day = os.environ.get("YISHI_TODAY")
    return run(book or os.environ.get("YISHI_BOOK") or None, today or (date.fromisoformat(day) if day else None),
               actor or os.environ.get("YISHI_ACTOR", ""))
