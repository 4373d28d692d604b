"""What the evaluation of a finished matter answers: the verdict, the papers and the calls as lines.

Standard library and pure rules only, so that the window can hold them.
"""

from dataclasses import dataclass
from datetime import date

from yishi.domain.evaluation import Counts


@dataclass(frozen=True)
class Verdict:
    """How a round stands. `reasons` say what is missing to pass, `cautions` what should be looked at but does not stop it.

    `settled`: enough is known to conclude. `rate`, `resolve` and `margin` are thousandths; margin None = not a sample.
    """

    resolution_id: str
    text: str
    round: int
    counts: Counts
    needed: int
    percent: int
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    settled: bool
    rate: int
    resolve: int
    raiser_name: str
    handed_out: int  # papers, 0 = nobody said
    papers: int
    margin: int | None = None
    raiser_barred: str = ""  # why the raiser does not evaluate, in words

    @property
    def event(self) -> str:
        """The one event that these counts give."""
        return "eval_fail" if self.reasons else "eval_pass"


@dataclass(frozen=True)
class Concluded:
    """A round that was closed: the event, and until when the redo or None."""

    event: str
    due: date | None


@dataclass(frozen=True)
class SheetLine:
    """One paper as it was entered; `number` from 1."""

    id: str
    number: int
    asked: str
    grade: str
    solved: str
    on_time: str
    knows: bool | None
    unit: str
    words: str


@dataclass(frozen=True)
class Group:
    """What one building or group said; never of fewer than five."""

    name: str
    valid: int
    rate: int


@dataclass(frozen=True)
class Groups:
    """The groups that may be shown, and how many were withheld because they are too small."""

    shown: tuple[Group, ...]
    withheld: int


@dataclass(frozen=True)
class CallLine:
    """Somebody on the list: name and phone masked; `state` waiting no_answer answered unaware refused unreached wrong_number."""

    id: str
    number: int
    name: str
    unit: str
    phone: str
    state: str
    tries: tuple[tuple[str, str, str], ...]  # date, HH:MM, result
    grade: str
    solved: str
    on_time: str
    knows: bool | None
    words: str
    wants_answer: bool | None
    replaces: bool = False  # came in for somebody who could not be reached

    @property
    def open(self) -> bool:
        """Whether this one is still to be called."""
        return self.state in ("waiting", "no_answer")


@dataclass(frozen=True)
class CallSheet:
    """A draw with its list: `left` are still to be called, `spare` can still come in for others."""

    draw_id: str
    kind: str
    seed: int
    round: int
    size: int
    total: int
    on: date
    lines: tuple[CallLine, ...]
    spare: int

    @property
    def left(self) -> int:
        return sum(line.open for line in self.lines)

    def following(self, here: str = "") -> str:
        """Return the id of whom to call after `here`, then from the top; "" where nobody is left.

        Those who were called in vain come again after everybody was called.
        """
        place = next((n for n, line in enumerate(self.lines) if line.id == here), -1) + 1
        order = (*self.lines[place:], *self.lines[:place])
        return next((line.id for state in ("waiting", "no_answer") for line in order if line.state == state), "")

    @property
    def answered(self) -> int:
        return sum(bool(line.grade) for line in self.lines)

    @property
    def unreached(self) -> int:
        return sum(line.state in ("unreached", "wrong_number", "no_answer") for line in self.lines)


@dataclass(frozen=True)
class Progress:
    """How far the calls are, with the running verdict of the round."""

    sheet: CallSheet
    verdict: Verdict


@dataclass(frozen=True)
class Tried:
    """What became of a try: the state after it, whether another one came onto the list, and a word about the hour."""

    state: str
    replaced: bool
    warning: str


@dataclass(frozen=True)
class AftercareLine:
    """A closed matter to ask about again."""

    resolution_id: str
    number: str
    text: str
    closed_on: date
    due: date
    raiser: str


@dataclass(frozen=True)
class NextStep:
    """What can be done when a matter has gone wrong again: "reopen" until `limit`, "topic" later, "" nothing."""

    kind: str
    limit: date | None = None
