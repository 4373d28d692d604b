"""ID numbers taken out of the book's bytes: of the people, of every journal row, of what other copies sent."""

from collections.abc import Callable, Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from yishi.domain.records import Person
from yishi.store.journal import journal, waiting
from yishi.store.replay import fields_with
from yishi.store.writing import redact

Tell = Callable[[int, int], None]  # so many of so many are done
_AT_ONCE = 500


def wipe(session: Session, columns: Collection[str], people: Collection[str] | None = None, tell: Tell | None = None) -> int:
    """Forget these columns of everybody (or of `people`) who has or had something in them; return of how many people.

    The rest of what the roster says of them stays as it is; what it said before goes too, since a journal row's personal
    part goes whole. People in the bin are meant as well and stay there.
    """
    having = sorted(_having(session, columns) if people is None else people)
    left = sorted(fields_with(Person.__tablename__, "personal") - set(columns))
    count = 0
    for start in range(0, len(having), _AT_ONCE):
        if tell is not None:
            tell(start, len(having))
        for person in list(session.scalars(select(Person).where(Person.id.in_(having[start : start + _AT_ONCE])))):
            if not person.erased:
                redact(session, person, in_bin=True, **{name: getattr(person, name) for name in left})
                count += 1
        session.flush()
    return count


def _having(session: Session, columns: Collection[str]) -> set[str]:
    """Return the ids of people with something there now, or in the journal, or in rows that wait for others."""
    now = select(Person.id).where(Person.erased.is_not(True), or_(*(Person.__table__.c[name].is_not(None) for name in columns)))
    found = set(session.scalars(now))
    for log in (journal, waiting):
        said = or_(*(log.c.personal.contains(f'"{name}":[', autoescape=True) for name in columns))
        found |= set(session.scalars(select(log.c.record).where(log.c.kind == Person.__tablename__, said)))
    return found
