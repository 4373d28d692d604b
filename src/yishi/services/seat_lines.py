"""Who has a vote on an item of the agenda, as window and paper hold it; standard library only."""

from dataclasses import dataclass

from yishi.services.answers import AgendaLine, MeetingSheet


@dataclass(frozen=True)
class SeatLine:
    """One who is entitled to a vote. Who came for somebody else votes in the seat of the one who sent them."""

    person_id: str
    name: str
    unit: str = ""
    proxy: str = ""  # who came in their place
    choice: str = ""  # for against abstain not_voted; "" = not voted on by name


@dataclass(frozen=True)
class RecusedLine:
    """One who does not vote on an item, because it touches them."""

    person_id: str
    name: str
    reason: str


def may_vote(mark: str, left_at: str | None) -> bool:
    """Whether somebody marked so has a vote now: there in person or by proxy, and not gone."""
    return mark in ("present", "proxy") and not left_at


def entitled_in(sheet: MeetingSheet, item: AgendaLine | None) -> tuple[SeatLine, ...]:
    """Return who may vote on this item now, in the order of the sign-in sheet."""
    out = {person for person, _reason in item.recused} if item is not None else set()
    return tuple(SeatLine(line.person_id, line.name, line.unit, line.proxy) for line in sheet.attendees
                 if may_vote(line.mark, line.left_at) and line.person_id not in out)


def recused_in(sheet: MeetingSheet, item: AgendaLine | None) -> tuple[RecusedLine, ...]:
    """Return who is recused on this item, with the reason."""
    names = {line.person_id: line.name for line in sheet.attendees}
    found = item.recused if item is not None else ()
    return tuple(RecusedLine(person, names.get(person, "？"), reason) for person, reason in found)
