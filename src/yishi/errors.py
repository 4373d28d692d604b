"""What can go wrong in a way that the user can put right, and what the doorstep makes of it."""

from enum import IntEnum


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


class Refusal(Exception):
    """Something the user can put right: what happened, whether the content is safe, what to do next, a code.

    Everything else that is raised is our bug. Raising a Refusal inside `Book.write` takes the whole action back.
    """

    def __init__(self, code: str, message: str, safe: str = "", next_step: str = "", exit_code: Exit = Exit.REFUSED) -> None:
        super().__init__(code, message)
        self.code, self.message, self.exit_code = code, message, exit_code
        self.safe = safe or "原来的内容没有变。"
        self.next_step = next_step

    def __str__(self) -> str:
        return " ".join(part for part in (self.code, self.message, self.safe, self.next_step) if part)
