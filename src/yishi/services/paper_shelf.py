"""打印中心: which papers there are of a meeting, a resolution or a topic, and how far each has come: printed, back, signed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy.orm import Session

from yishi.domain.records import PrintedPage, ReturnedPage
from yishi.i18n import _
from yishi.services import communities, meetings, paper, resolutions
from yishi.services.answers import ResolutionSheet
from yishi.services.living import rows
from yishi.services.paper_subjects import BOOK, MEETING, RESOLUTION, TOPIC, named
from yishi.services.way_back import grouped, paper_back

_NEEDS = {
    MEETING: ("MeetingSheet", "PrintedSheet", "PrintedFile"), RESOLUTION: ("PrintedResolution", "PrintedFile"), TOPIC: ("TopicSheet",),
    BOOK: ("PrintedRegister", "PrintedYear", "QuarterSheet", "HandoverSheet"),
}  # fmt: skip
OF_MEETING = ("assignment", "card", "opinion", "site-visit", "survey", "outcome")  # papers of resolutions, made for all of a meeting
_BEFORE = ("notice", "blank-pack")  # of no more use once the meeting was held
ALWAYS = ("record", "sign-in", "sign-in-allowance", "signatures", "blank-pack", "poster")  # whatever the form asks for
# Made to be read or filled in, not to be signed: coming back they are scanned, no more. All others are signed by hand.
UNSIGNED = frozenset({"notice", "posting", "outcome", "covenant", "statutory-posting", "card", "survey", "ballot", "register", "quarter",
                      "poster", "booklet", "blank-pack", "archive-cover", "catalogue", "yearly-index"})  # fmt: skip
TOGETHER = "site-visit"  # several resolutions share its pages


class Kind(Protocol):
    """A kind of paper, as the catalogue of documents lists it."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def needs(self) -> str: ...


@dataclass(frozen=True)
class Trace:
    """How far a paper of one record has come; pages are those of the newest printing."""

    printed_on: date | None = None
    pages: int = 0
    returned: int = 0
    came_on: date | None = None


@dataclass(frozen=True)
class Paper:
    """A paper that can be made: of one record, or of several resolutions of one meeting, a paper each.

    state "" printed scanned signed, of the record that is least far; `done` of the records have come that far.
    """

    name: str
    title: str
    needs: str
    about: tuple[str, ...]
    asked: bool = True  # the form of the meeting asks for it, or it makes sense now
    state: str = ""
    on: date | None = None
    done: int = 0

    @property
    def state_words(self) -> str:
        """已打印 4-24 …; "" for one that was not printed."""
        word = {"printed": _("已打印"), "scanned": _("已扫描"), "signed": _("已签")}.get(self.state, "")
        if not word:
            return _("已打印{done}/{all}").format(done=self.done, all=len(self.about)) if self.done else ""
        return f"{word} {self.on.month}-{self.on.day}" if self.on else word


_ORDER = ("", "printed", "scanned", "signed")


def state_of(document: str, trace: Trace | None) -> str:
    """Return how far a paper has come."""
    if trace is None:
        return ""
    if trace.returned:
        return "signed" if document not in UNSIGNED and trace.returned >= trace.pages else "scanned"
    return "printed" if trace.printed_on else ""


def traces(session: Session, about_ids: Iterable[str] | None = None) -> dict[tuple[str, str], Trace]:
    """Return how far each paper has come that was printed or came back, by (document, id of its record); None: of the whole book."""
    wanted = None if about_ids is None else list(about_ids)

    def of(kind: type[PrintedPage | ReturnedPage]) -> dict[tuple[str, str], list[Any]]:
        return grouped(rows(session, kind, kind.document != "", *([] if wanted is None else [kind.about_id.in_(wanted)])))

    printed, returned, found = of(PrintedPage), of(ReturnedPage), dict[tuple[str, str], Trace]()
    for key in {**printed, **returned}:
        pages, scans = printed.get(key, []), returned.get(key, [])
        back = paper_back(key[0], pages, scans)
        trace = Trace(max((p.printed_on for p in pages if p.printed_on), default=None), back.pages, len(back.back) + back.by_hand,
                      max((r.came_on for r in scans), default=None))  # fmt: skip
        if trace.printed_on or trace.returned:
            found[key] = trace
    return found


def shelf(session: Session, about_id: str, today: date, kinds: Sequence[Kind],
          of_resolution: Callable[[ResolutionSheet], Sequence[Kind]]) -> tuple[Paper, ...]:
    """Return the papers of a meeting, resolution or topic with how far they have come, those that are asked for first.

    `kinds` are the papers that there are, `of_resolution` says which make sense for a resolution as it stands. A meeting also has
    the papers of its resolutions, each kind once for all of them.
    """
    subject = named(session, about_id)
    fitting = [kind for kind in kinds if kind.needs in _NEEDS[subject.kind]]
    over = False
    if subject.kind in (TOPIC, BOOK):
        found = [_Wanted(kind, (subject.id,)) for kind in fitting]
    elif subject.kind == RESOLUTION:
        now = {kind.name for kind in of_resolution(resolutions.sheet(session, subject.id, today))}
        found = [_Wanted(kind, (subject.id,), kind.name in now or kind.needs == "PrintedFile") for kind in fitting]
    else:
        sheet = meetings.sheet(session, subject.id, today)
        asked, over = {*paper.offered(sheet), *ALWAYS}, sheet.line.state != "planned"
        asked |= {"posting"} if over and sheet.resolutions else set()  # 两公开, whatever the form says
        found = [_Wanted(kind, (subject.id,), kind.name in asked or kind.needs == "PrintedFile") for kind in fitting]
        found += _of_decisions(sheet.resolutions, kinds, of_resolution)
    known = traces(session, {id_ for each in found for id_ in each.about} if subject.kind != BOOK else _mine(session))
    if subject.kind == BOOK:  # the pages of its papers name the place
        known = {(document, BOOK): trace for (document, _about), trace in known.items()}
    told = [_paper(each, known) for each in found]
    return tuple(sorted(told, key=lambda each: (not each.asked, over and each.name in _BEFORE)))


def _mine(session: Session) -> tuple[str]:
    return (communities.mine(session).id,)


@dataclass(frozen=True)
class _Wanted:
    kind: Kind
    about: tuple[str, ...]
    asked: bool = True


def _of_decisions(agreed: Sequence[ResolutionSheet], kinds: Sequence[Kind],
                  of_resolution: Callable[[ResolutionSheet], Sequence[Kind]]) -> list[_Wanted]:
    """Return the papers of the resolutions of a meeting, each kind once, in the order of the catalogue."""
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for sheet in agreed:
        for kind in of_resolution(sheet):
            ids[kind.name].append(sheet.line.id)
    return [_Wanted(kind, tuple(ids[kind.name])) for kind in kinds if kind.name in ids and kind.name in OF_MEETING]


def _paper(wanted: _Wanted, known: dict[tuple[str, str], Trace]) -> Paper:
    name = wanted.kind.name
    states = [state_of(name, known.get((name, id_))) for id_ in wanted.about]
    least = min(states, key=_ORDER.index, default="")
    days = [day for id_ in wanted.about if (t := known.get((name, id_))) and (day := t.came_on if least in ("scanned", "signed")
                                                                              else t.printed_on)]  # fmt: skip
    done = sum(_ORDER.index(state) >= max(_ORDER.index(least), 1) for state in states)
    return Paper(name, wanted.kind.title, wanted.kind.needs, wanted.about, wanted.asked, least, max(days, default=None), done)


def ref_of(needs: str, about_id: str, today: date) -> str:
    """Return what services.paper_for asks to be told for a paper of this record: of the book, this quarter or year."""
    if about_id != BOOK:
        return about_id
    return f"{today.year}Q{(today.month + 2) // 3}" if needs == "QuarterSheet" else ""
