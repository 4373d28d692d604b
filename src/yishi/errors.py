"""What can go wrong in a way that the user can put right, and what the doorstep makes of it."""

import json
from enum import IntEnum

from yishi.i18n import _


class Exit(IntEnum):
    """Exit codes of the command line; a public contract."""

    DONE = 0
    USAGE = 2
    REFUSED = 3
    DAMAGED = 4
    BUSY = 5
    NO_SPACE = 6
    NEWER = 7
    BUG = 70


def shown(value: object, most: int = 40) -> str:
    """Return what somebody wrote as a message repeats it: one readable line of at most `most` characters and …"""
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False, default=str)
    line = "".join(char if char.isprintable() else " " for char in text[: 4 * most]).strip()
    return line if len(line) <= most else line[:most] + "…"


class Refusal(Exception):
    """Something the user can put right: what happened, whether the content is safe, what to do next, a code.

    Everything else that is raised is our bug. Raising a Refusal inside `Book.write` takes the whole action back.
    """

    def __init__(self, code: str, message: str, safe: str = "", next_step: str = "", exit_code: Exit = Exit.REFUSED) -> None:
        super().__init__(code, message)
        self.code, self.message, self.exit_code = code, message, exit_code
        self.safe = safe or _("原来的内容没有变。")
        self.next_step = next_step

    def __str__(self) -> str:
        return " ".join(part for part in (self.code, self.message, self.safe, self.next_step) if part)
