"""The roster as the name boxes of a page want it: read once, and again only after something else was saved than words."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from yishi.gui.ime import Candidate
from yishi.gui.widgets import opened_name
from yishi.gui.workspace import Workspace
from yishi.services.answers import PersonLine

if TYPE_CHECKING:
    from yishi.services.sound import Index

# Actions of a meeting that never touch the roster; after any other one it is read anew.
APART = frozenset({"speech", "correct", "handle", "motion", "vote", "attachment", "agenda_order"})
_known: "WeakKeyDictionary[Workspace, tuple[int, tuple[PersonLine, ...]]]" = WeakKeyDictionary()


def people(workspace: Workspace) -> tuple[PersonLine, ...]:
    """Return everybody on the roster, in the order of their sound."""
    from yishi.services import people as roster

    state = sum(times for verb, times in workspace.saves.items() if verb not in APART)
    kept = _known.get(workspace)
    if kept is None or kept[0] != state:
        with workspace.read() as session:
            kept = _known[workspace] = state, roster.lines(session)
    return kept[1]


def candidate(person: PersonLine) -> Candidate:
    """Return a person as a name box offers them; the ref is the person's id."""
    hint = "　".join(part for part in (person.unit, person.role) if part)
    keys = tuple(key for key in (person.pinyin, person.initials, person.phone, person.unit) if key)
    return Candidate(person.name, hint, keys, person.id)


@lru_cache(maxsize=2)
def _index(people: tuple[PersonLine, ...]) -> "Index":
    from yishi.services.sound import Index

    return Index((person.name, (person.phone, person.unit)) for person in people)


def found(people: Sequence[PersonLine], wanted: str) -> list[PersonLine]:
    """Return those who are meant, in the order of the roster: the same matching as in every name box."""
    if not wanted:
        return list(people)
    return [people[place] for place in sorted(_index(tuple(people)).find(wanted))]


def spaced(name: str) -> str:
    """Return a name as lists show it; of 姓名（说明） the name alone."""
    return opened_name(name.partition("（")[0].strip())
