"""The roster as the name boxes of a page want it."""

from yishi.gui.ime import Candidate
from yishi.gui.widgets import opened_name
from yishi.gui.workspace import Workspace
from yishi.services.answers import PersonLine


def people(workspace: Workspace) -> tuple[PersonLine, ...]:
    """Return everybody on the roster, in the order of their sound."""
    from yishi.services import people as roster

    with workspace.read() as session:
        return roster.lines(session)


def candidate(person: PersonLine) -> Candidate:
    """Return a person as a name box offers them; the ref is the person's id."""
    hint = "　".join(part for part in (person.unit, person.role) if part)
    keys = tuple(key for key in (person.pinyin, person.initials, person.phone) if key)
    return Candidate(person.name, hint, keys, person.id)


def spaced(name: str) -> str:
    """Return a name as lists show it; of 姓名（说明） the name alone."""
    return opened_name(name.partition("（")[0].strip())
