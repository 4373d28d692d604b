"""这本还差哪张纸: every meeting of a year against the papers that its form asks for, with what is there and what is lacking."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.loop import State
from yishi.domain.marker import N_
from yishi.domain.meeting_forms import PAPERS, MeetingForm
from yishi.domain.records import Attachment, Attendance, Covenant, Meeting, Motion, Posting
from yishi.domain.voting import METHODS
from yishi.i18n import _
from yishi.services import forms, paper_shelf, resolutions
from yishi.services.answers import ResolutionLine
from yishi.services.living import rows

HAVE, LACKING, LATER, NOT_NEEDED = "have", "lacking", "later", "none"
STATE_WORDS = {HAVE: N_("有"), LACKING: N_("缺"), LATER: N_("还早"), NOT_NEEDED: N_("不需要")}
_BACK = {"scanned": N_("已扫描"), "signed": N_("已签")}
BEFOREHAND = ("notice", "sign-in")  # papers of a meeting that was not held yet
_ALWAYS = ("sign-in", "record")
_UNTRACED = ("ballot",)  # ballots carry no code, so that nobody learns whose they were: nothing says whether they were printed
_OF_DECISIONS = {"opinion": N_("协商意见书"), "assignment": N_("任务交办单"), "outcome": N_("结果公告")}
_ON_PAPER = (METHODS[1], METHODS[2])  # 投票 记名
_FINISHED = (State.CLOSED, State.ARCHIVED)


@dataclass(frozen=True)
class MatrixCell:
    """One paper of one meeting: state have lacking later none; of several resolutions `done` of `needed` are there.

    `about` is the record that leads to the paper: the first resolution that lacks it, else the meeting.
    """

    state: str = NOT_NEEDED
    about: str = ""
    more: str = ""  # what the word of the state leaves out: 已签, 2/3

    @property
    def words(self) -> str:
        """有, 已签, 缺, 缺 2/3, 还早, 不需要."""
        word = _(STATE_WORDS[self.state])
        return (self.more if self.state == HAVE else f"{word} {self.more}") if self.more else word


@dataclass(frozen=True)
class MatrixRow:
    """One meeting with its cells, in the order of the columns."""

    meeting_id: str
    number: str
    title: str
    on: date
    cells: tuple[MatrixCell, ...]

    @property
    def lacking(self) -> int:
        """How many papers are not there."""
        return sum(cell.state == LACKING for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """The meetings newest first; columns are (name of the paper, its word), only those that some meeting needs."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]

    @property
    def lacking(self) -> int:
        """How many papers are not there, of all meetings."""
        return sum(row.lacking for row in self.rows)


def years(session: Session) -> tuple[int, ...]:
    """Return the years that have meetings, newest first."""
    return tuple(sorted({int(m.starts[:4]) for m in rows(session, Meeting)}, reverse=True))


def matrix(session: Session, year: int | None, today: date) -> Matrix:
    """Return what the meetings of a year (None: all) have and lack; `today` says what the resolutions ask for by now."""
    held = [m for m in rows(session, Meeting, by=(Meeting.starts.desc(), Meeting.number.desc())) if year in (None, int(m.starts[:4]))]
    facts = _Facts(session, today, {m.id for m in held})
    names = [code.replace("_", "-") for code in PAPERS if code not in _UNTRACED]
    names = [*dict.fromkeys((*names, *_OF_DECISIONS))]
    every = [(m, [facts.cell(m, name) for name in names]) for m in held]
    kept = [n for n, _name in enumerate(names) if any(cells[n].state in (HAVE, LACKING) for _m, cells in every)]
    return Matrix(
        tuple((names[n], _word(names[n])) for n in kept),
        tuple(MatrixRow(m.id, m.number, m.title, date.fromisoformat(m.starts[:10]), tuple(cells[n] for n in kept)) for m, cells in every),
    )


def _word(name: str) -> str:
    return _(_OF_DECISIONS.get(name) or PAPERS[name.replace("-", "_")])


class _Facts:
    """What is known of the meetings, read once for all of them."""

    def __init__(self, session: Session, today: date, wanted: set[str]) -> None:
        self.today = today
        self.traces = paper_shelf.traces(session)
        self.agreed = _by([r for r in resolutions.lines(session, today) if r.meeting_id in wanted], lambda r: r.meeting_id)
        self.balloted = {m.meeting_id for m in rows(session, Motion) if m.method in _ON_PAPER}
        self.photographed = {a.meeting_id for a in rows(session, Attachment) if a.kind in ("photo", "note")}
        self.posted = {p.meeting_id for p in rows(session, Posting) if p.kind in ("decision", "statutory")}
        self.announced = {p.resolution_id for p in rows(session, Posting) if p.kind == "outcome"}
        self.covenanted = {c.meeting_id for c in rows(session, Covenant) if c.meeting_id}
        self.proxies = _by(rows(session, Attendance, Attendance.mark == "proxy"), lambda a: a.meeting_id)

    def cell(self, m: Any, name: str) -> MatrixCell:
        """Return one paper of one meeting."""
        form = forms.held_by(m)
        if name in _OF_DECISIONS:
            return self._of_decisions(m, form, name)
        if not self._needed(m, form, name):
            return MatrixCell()
        trace = self.traces.get((name, m.id))
        state = paper_shelf.state_of(name, trace)
        if state:
            return MatrixCell(HAVE, m.id, _(_BACK.get(state, "")))
        there = {"photo": m.id in self.photographed, "posting": m.id in self.posted, "notice": m.notice_date is not None,
                 "proxy": all(a.proxy_paper for a in self.proxies[m.id])}.get(name, False)  # fmt: skip
        if there:
            return MatrixCell(HAVE, m.id, _("已贴") if name in ("posting", "notice") else "")
        if m.state in ("planned", "open") and name not in BEFOREHAND:
            return MatrixCell(LATER, m.id)
        return MatrixCell(LACKING, m.id)

    def _needed(self, m: Any, form: MeetingForm, name: str) -> bool:
        """Whether the meeting needs a paper: its form asks for it, and what it is about has happened."""
        if name == "proxy":
            return bool(self.proxies[m.id])
        if name == "covenant":
            return m.id in self.covenanted
        if name.replace("-", "_") not in form.papers and name not in _ALWAYS:
            return False
        over = m.state not in ("planned", "open")
        if name == "tally":
            return m.id in self.balloted or not over
        if name == "posting":
            return bool(self._settled(m)) or not over
        return True

    def _settled(self, m: Any) -> list[ResolutionLine]:
        return [r for r in self.agreed[m.id] if r.state != State.DRAFT]

    def _of_decisions(self, m: Any, form: MeetingForm, name: str) -> MatrixCell:
        """Return a paper that each resolution of the meeting has for itself."""
        due = [r for r in self._settled(m) if self._asks(r, form, name)]
        if not due:
            return MatrixCell()
        found = [(r, paper_shelf.state_of(name, self.traces.get((name, r.id)))) for r in due]
        done = [state for r, state in found if state or (name == "outcome" and r.id in self.announced)]
        if len(done) == len(due):
            return MatrixCell(HAVE, due[0].id)
        first = next(r for r, state in found if not (state or (name == "outcome" and r.id in self.announced)))
        return MatrixCell(LACKING, first.id, f"{len(done)}/{len(due)}" if len(due) > 1 else "")

    def _asks(self, r: ResolutionLine, form: MeetingForm, name: str) -> bool:
        if name == "opinion":
            return "opinion" in form.papers and r.legal_status != "statutory"
        return name == "assignment" or r.state in _FINISHED


def _by(found: Iterable[Any], key: Callable[[Any], str]) -> defaultdict[str, list[Any]]:
    grouped: defaultdict[str, list[Any]] = defaultdict(list)
    for each in found:
        grouped[key(each)].append(each)
    return grouped
