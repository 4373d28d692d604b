"""The roster as the name boxes of a page want it: read once, and again only after something else was saved than words."""

from collections.abc import Sequence
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
_indexes: "list[tuple[tuple[PersonLine, ...], Index]]" = []
_told: "WeakKeyDictionary[Workspace, tuple[tuple[PersonLine, ...], dict[str, tuple[str, ...]]]]" = WeakKeyDictionary()
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
    return Candidate(person.name, hint, keys(person), person.id)


def in_post(offered: Candidate, title: str) -> Candidate:
    """Return a candidate found and told by the post they hold too (村委会主任), "" = none."""
    hint = "　".join(part for part in (title, offered.hint) if part)
    return offered._replace(hint=hint, keys=(*offered.keys, title)) if title else offered


def keys(person: PersonLine) -> tuple[str, ...]:
    """Return by what a name box finds a person: sound, other names, household, telephone, group."""
    from yishi.services.sound import keys_of

    return tuple(key for key in (person.pinyin, person.initials, *keys_of(person)) if key)


def keys_by_name(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return by what else than the name people are found where only their name is known (who is on a sheet); namesakes together."""
    listed = people(workspace)
    kept = _told.get(workspace)
    if kept is None or kept[0] is not listed:
        found: dict[str, tuple[str, ...]] = {}
        for person in listed:
            found[person.name] = tuple(dict.fromkeys((*found.get(person.name, ()), *keys(person))))
        kept = _told[workspace] = listed, found
    return kept[1]


def _index(people: tuple[PersonLine, ...]) -> "Index":
    """Return the index of these people; the last ones are kept, and compared as the tuples they are: hashing thousands takes long."""
    from yishi.services.sound import Index, keys_of

    for known, index in _indexes:
        if known is people or known == people:
            return index
    made = Index((person.name, keys_of(person)) for person in people)
    _indexes[:] = [(people, made), *_indexes[:1]]
    return made


def found(people: Sequence[PersonLine], wanted: str) -> list[PersonLine]:
    """Return those who are meant, in the order of the roster: the same matching as in every name box."""
    if not wanted:
        return list(people)
    return [people[place] for place in sorted(_index(tuple(people)).find(wanted))]


def spaced(name: str) -> str:
    """Return a name as lists show it; of 姓名（说明） the name alone."""
    return opened_name(name.partition("（")[0].strip())
