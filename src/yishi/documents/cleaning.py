"""Takes out of a paper for the wall whatever points to a resident, and tells what it found.

A view is built twice: first to learn who is named on the page at all, then with namesakes of that page told apart by building
(domain 2.10). What was kept for a reason stands as it was written; everything else that was found is masked.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from yishi.documents import wording
from yishi.documents.text import one_line
from yishi.domain.leaks import Guard, Hit, Named, Watch
from yishi.i18n import _
from yishi.services.answers import MeetingSheet
from yishi.services.printed_file import PrintedFile
from yishi.services.printed_loop import PrintedResolution
from yishi.services.private_words import shipped
from yishi.services.projection import hidden_names

MAJORITY = 14  # under it, nothing is shown without the consent of the parents (personal information protection law, article 31)
V = TypeVar("V")


class Cleaner:
    """Cleans the sentences of one paper, of a meeting or of none; `more` are others that it names."""

    def __init__(self, sheet: MeetingSheet | None = None, more: tuple[str, ...] = (), guard: Guard | None = None) -> None:
        guard = guard or getattr(sheet, "guard", None) or Guard()
        here = _of_sheet(sheet, more) if sheet is not None else ()
        self._watch = Watch(tuple(_together([*here, *guard.people])), shipped(), guard)

    def settle(self) -> None:
        """Learn who is named on this page: called between the two times that a view is built."""
        self._watch.settle()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What was found, in the order of reading."""
        return tuple(self._watch.hits.values())

    def name(self, name: str, around: str = "") -> str:
        """Return a name as it may be read; `around` is the line in which it stands."""
        return self._watch.name(wording.person(name)[0], one_line(around))

    def text(self, text: str) -> str:
        """Return a sentence of a resolution or topic; a clause that ties somebody to illness or need is left out."""
        return self._watch.clean(one_line(text))

    def free(self, text: str) -> str:
        """Return what somebody said or wrote; a clause that speaks of illness, need or family is left out whole."""
        return self._watch.clean(one_line(text), strict=True)

    def opinion(self, text: str) -> str:
        """Return an opinion without whose it is: 「马骁、秦守业等2人反对…」 becomes 「2名参会人员反对…」."""
        return self.free(self._watch.unsaid(one_line(text), _("{n}名参会人员")))


class Verbatim(Cleaner):
    """Leaves every word as it is: for the archive."""

    def name(self, name: str, around: str = "") -> str:
        return wording.person(name)[0]

    def text(self, text: str) -> str:
        return one_line(text)

    free = opinion = text


def walled(view: Callable[[Any, Cleaner], V], answer: Any) -> V:
    """Return what the wall may show of an answer."""
    return looked_over(view, answer)[0]


def looked_over(view: Callable[[Any, Cleaner], V], answer: Any) -> tuple[V, tuple[Hit, ...]]:
    """Return what the wall may show of an answer, and every passage that was found on the way."""
    clean = cleaner_of(answer)
    view(answer, clean)
    clean.settle()
    made = view(answer, clean)
    return made, clean.hits


def cleaner_of(answer: Any) -> Cleaner:
    """Return who cleans the paper that is made from an answer."""
    if isinstance(answer, PrintedResolution):
        return Cleaner(answer.meeting, tuple(e.by for e in answer.sheet.events))
    if isinstance(answer, PrintedFile):
        return Cleaner(answer.meeting, tuple(e.by for r in answer.resolutions for e in r.sheet.events))
    if isinstance(answer, MeetingSheet):
        return Cleaner(answer)
    return Cleaner(guard=getattr(answer, "guard", None))


def _of_sheet(sheet: MeetingSheet, more: tuple[str, ...]) -> list[Named]:
    """Return everybody whom a meeting names. Who did something in the loop and is not known to hold a post is a resident."""
    hidden = {one_line(name) for name in hidden_names(sheet)}
    told = {wording.person(name)[0] for name in more}
    office = {wording.person(text)[0] for text in (sheet.host, sheet.recorder)}
    office |= {one_line(name) for r in sheet.resolutions if r.owner_title for name in (r.line.owner, r.first_owner) if name}
    office |= {one_line(a.name) for a in sheet.attendees} - hidden
    by_name = {one_line(a.name): a for a in sheet.attendees}
    found = [Named(one_line(name), office=True) for name in (sheet.community, sheet.org) if name]
    for name in sorted((hidden | office | told) - {""}):
        a = by_name.get(name)
        child = a is not None and a.age is not None and a.age < MAJORITY
        found.append(Named(name, one_line(a.unit) if a else "", name in office and name not in hidden, child))
    return found


def _together(people: Iterable[Named]) -> Iterable[Named]:
    """Return one entry a name: whoever of several acts in office or is a child decides; the meeting knows best where they live."""
    found: dict[str, Named] = {}
    for p in people:
        known = found.get(p.name)
        found[p.name] = p if known is None else Named(
            p.name, known.where or p.where, known.office or p.office, known.child or p.child,
            tuple(dict.fromkeys((*known.aliases, *p.aliases))), known.here or p.here)  # fmt: skip
    return found.values()
