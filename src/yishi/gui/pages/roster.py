"""The roster as the name boxes of a page want it: read once, and again only after something else was saved than words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from yishi.domain.rare_names import visible
from yishi.gui.ime import Candidate
from yishi.gui.widgets import opened_name
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import PersonLine

if TYPE_CHECKING:
    from yishi.domain.hidden_names import Known
    from yishi.services.sound import Index

# Actions of a meeting that never touch the roster; after any other one it is read anew.
APART = frozenset({"speech", "correct", "handle", "motion", "vote", "attachment", "agenda_order"})
_indexes: "list[tuple[tuple[PersonLine, ...], Index]]" = []
_told: "WeakKeyDictionary[Workspace, tuple[tuple[PersonLine, ...], dict[str, tuple[str, ...]]]]" = WeakKeyDictionary()
_known: "WeakKeyDictionary[Workspace, tuple[int, tuple[PersonLine, ...]]]" = WeakKeyDictionary()
# Whoever is new on the roster by one of these is on the sheet of the meeting too, and masked by that.
_OF_A_MEETING = APART | {"sign_in", "attendance", "agenda", "recuse", "resolve", "settle", "waive", "milestone"}
_hidden: "WeakKeyDictionary[Workspace, tuple[int, Known]]" = WeakKeyDictionary()


def people(workspace: Workspace) -> tuple[PersonLine, ...]:
    """Return everybody on the roster, in the order of their sound."""
    from yishi.services import people as roster

    state = sum(times for verb, times in workspace.saves.items() if verb not in APART)
    kept = _known.get(workspace)
    if kept is None or kept[0] != state:
        with workspace.read() as session:
            kept = _known[workspace] = state, roster.lines(session)
    return kept[1]


def everybody(workspace: Workspace) -> "Known":
    """Return the whole roster as it is looked for in what the hall reads; read anew only when people or posts may have changed."""
    from yishi.services import leaks

    state = sum(times for verb, times in workspace.saves.items() if verb not in _OF_A_MEETING)
    kept = _hidden.get(workspace)
    if kept is None or kept[0] != state:
        with workspace.read() as session:
            kept = _hidden[workspace] = state, leaks.everybody(session, workspace.today)
    return kept[1]


def candidate(person: PersonLine) -> Candidate:
    """Return a person as a name box offers them; the ref is the person's id."""
    hint = "　".join(part for part in (person.unit, person.role) if part)
    return Candidate(person.name, hint, keys(person), person.id)


def in_post(offered: Candidate, title: str) -> Candidate:
    """Return a candidate found and told by the post they hold too (村委会主任), "" = none."""
    hint = "　".join(part for part in (title, offered.hint) if part)
    return offered._replace(hint=hint, keys=(*offered.keys, title)) if title else offered


def as_posts(workspace: Workspace, listed: Sequence[PersonLine]) -> list[Candidate]:
    """Return the posts that one person holds today, to be charged as posts: found by their words and by who holds them."""
    from yishi.services import offices

    with workspace.read() as session:
        held = offices.read(session).single(workspace.today)
    known = {person.name: person for person in listed}
    found = ((title, name, keys(known[name]) if name in known else ()) for title, name in held)
    return [Candidate(title, _("职务，{name}").format(name=name), (name, *more)) for title, name, more in found]


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
    """Return a name as lists show it; of 姓名（说明） the name alone, in the place of a drawn character (造字) its number."""
    plain = name.partition("（")[0].strip()
    told = visible(plain)
    return opened_name(plain) if told == plain else told
