"""One statement for the records of many kinds, written as SQL: building and reading it through expressions took more
time than all that is done with the rows.

The kinds stand under one another in a UNION ALL. Its columns are numbered places by the sort of value (t3 is the fourth
text of whatever kind stands there), as many as the widest kind needs.
"""

from collections import defaultdict, namedtuple
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from operator import itemgetter
from typing import Any

from sqlalchemy import Date, Table, TextClause, bindparam, text

from yishi.domain.records import (
    CalendarDay,
    Meeting,
    Motion,
    Objection,
    Posting,
    PrintedPage,
    Record,
    Resolution,
    ReturnedPage,
    RuleCopy,
    Vote,
)
from yishi.domain.transitions import EVENTS

PLACE_RULES = ("deadlines", "lights", "thresholds", "year")  # kinds of RuleCopy; whole forms and rules are not read here
# steps that lead straight to the end; where two copies were merged and an archive does not count, others stand in the log too
STRAIGHT = ("adopt", "publish_decision", "assign", "accept", "progress", "extend", "urge", "report_done", "inspect_pass", "eval_pass",
            "publish_outcome", "archive")
THROUGH: dict[str, tuple[str, type[Record]]] = {
    Vote.__tablename__: ("motion_id", Motion), Objection.__tablename__: ("posting_id", Posting)
}  # kinds that know their meeting by another one only

# --- the statement ----------------------------------------------------------------------------------------------------

_LETTERS: dict[type, str] = {str: "t", int: "n", date: "d", bool: "b"}
_TYPES = {"t": "VARCHAR", "n": "BIGINT", "d": "DATE", "b": "BOOLEAN"}
_TAKEN = {  # by scope: the resolutions and the meetings that belong to it
    "meeting": ("SELECT id FROM resolution WHERE meeting_id = :scope", ":scope"),
    "resolution": (":scope", "SELECT meeting_id FROM resolution WHERE id = :scope"),
    "quarter": ("SELECT id FROM resolution WHERE meeting_id IN (SELECT id FROM met)", "SELECT id FROM met"),
    "open": ("SELECT id FROM not_finished", "SELECT meeting_id FROM not_finished"),
    "period": ("SELECT id FROM not_finished", "SELECT meeting_id FROM not_finished"),
}

_MET = ("WITH met AS MATERIALIZED (SELECT id FROM meeting WHERE community_id = :community AND starts >= :first AND starts < :after "
        "AND NOT deleted) ")  # fmt: skip


@cache
def statement(scope: str, kinds: tuple[type[Record], ...]) -> TextClause:
    """Return the statement of a scope, built once and kept."""

    def part(n: int, kind: type[Record]) -> str:
        held = {place: name for name, place in _places(kind).items()}
        cells = ((held.get(place, f"CAST(NULL AS {_TYPES[place[0]]})"), place) for place in _layout(kinds))
        shown = (f"{cell} AS {place}" for cell, place in cells)
        return f"SELECT {n} AS kind_of_row, {', '.join(shown)} FROM {kind.__tablename__} WHERE NOT deleted AND {_within(kind, scope)}"

    first = _MET if scope == "quarter" else _not_finished(scope == "period") if scope in ("open", "period") else ""
    whole = text(first + " UNION ALL ".join(part(n, kind) for n, kind in enumerate(kinds)))
    return whole.bindparams(*(bindparam(name, type_=Date) for name in ("today", "since") if f":{name}" in whole.text))


def _layout(kinds: tuple[type[Record], ...]) -> list[str]:
    """Return the numbered places that these kinds need, in the order of the statement's columns."""
    return list(dict.fromkeys(place for kind in kinds for place in _places(kind).values()))


@cache
def _places(kind: type[Record]) -> dict[str, str]:
    """Return each column of a kind with its numbered place."""
    taken: defaultdict[str, int] = defaultdict(int)
    found = {}
    for column in _table(kind).c:
        if column.key not in ("deleted", "erased"):
            letter = _LETTERS[column.type.python_type]
            found[column.key] = f"{letter}{taken[letter]}"
            taken[letter] += 1
    return found


def _table(kind: type[Record]) -> Table:
    table = kind.__table__
    assert isinstance(table, Table)
    return table


def _not_finished(wide: bool) -> str:
    """Return the head of a statement: ids and meetings of what is not plainly finished (`of_open`, with `wide` `of_period`)."""
    counted = "NOT deleted AND happened_on <= :today"
    since = f"{_listed(EVENTS if wide else ('eval_pass',))} AND {counted} AND happened_on >= :since"
    met = "OR meeting_id IN (SELECT id FROM meeting WHERE starts >= :day)" if wide else ""
    steps = "SELECT resolution_id FROM loop_event WHERE"
    turned = tuple(event for event in EVENTS if event not in STRAIGHT)
    return (
        f"WITH finished AS MATERIALIZED ({steps} {_listed(('terminate',))} AND {counted} UNION SELECT * FROM ("
        f"{steps} {_listed(('archive',))} AND {counted} EXCEPT {steps} {_listed(turned)} AND {counted}) AS straight), "
        f"not_finished AS MATERIALIZED (SELECT id, meeting_id FROM resolution WHERE id NOT IN (SELECT resolution_id FROM finished) "
        f"OR id IN ({steps} {since}) {met}) "
    )


def _listed(events: tuple[str, ...]) -> str:
    return f"event IN ({', '.join(map(repr, events))})"


def _within(kind: type[Record], scope: str) -> str:
    """Return which rows of a kind belong to the scope that is bound as `scope`."""
    columns = _table(kind).c
    if kind is RuleCopy:
        return f"kind IN ({', '.join(map(repr, PLACE_RULES))})"
    papers = kind in (PrintedPage, ReturnedPage)
    if scope == "book" or kind is CalendarDay:
        return "document = 'inspection'" if papers else "1 = 1"
    ids, meetings = _TAKEN[scope]
    if papers:
        return f"document = 'inspection' AND about_id IN ({ids})"
    if kind is Resolution:
        return f"id IN ({ids})"
    if "resolution_id" in columns and kind is not Posting:
        return f"resolution_id IN ({ids})"
    if kind is Meeting:
        return f"id IN ({meetings})"
    if "meeting_id" in columns:
        return f"meeting_id IN ({meetings})"
    if kind.__tablename__ in THROUGH:
        name, parent = THROUGH[kind.__tablename__]
        return f"{name} IN (SELECT id FROM {parent.__tablename__} WHERE meeting_id IN ({meetings}))"
    return f"id IN (SELECT community_id FROM meeting WHERE id IN ({meetings}))"


# --- its rows ---------------------------------------------------------------------------------------------------------


@cache
def maker(kind: type[Record], kinds: tuple[type[Record], ...]) -> Callable[[Any], Any]:
    """Return what makes a named row of a kind out of a row of the statement."""
    places, layout = _places(kind), _layout(kinds)
    made: Any = namedtuple(kind.__name__, places)  # type: ignore[misc]  # its fields are known only here
    chosen, new = itemgetter(*(1 + layout.index(place) for place in places.values())), partial(tuple.__new__, made)
    days = [n for n, place in enumerate(places.values()) if place[0] == "d"]
    truths = [n for n, place in enumerate(places.values()) if place[0] == "b"]
    if not days and not truths:
        return lambda row: new(chosen(row))

    def make(row: Any) -> Any:
        values = list(chosen(row))
        for n in days:  # SQLite keeps days and truths as text and numbers
            if isinstance(values[n], str):
                values[n] = date.fromisoformat(values[n])
        for n in truths:
            if values[n] is not None:
                values[n] = bool(values[n])
        return new(values)

    return make
