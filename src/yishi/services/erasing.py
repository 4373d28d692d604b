"""A person's data taken away for good (删除此人的资料): name, telephone, notes, everywhere and in all that was written before.

The personal information protection law (article 47) gives people this right; that somebody was at a meeting and what was
said there stays, under a masked name (张*), as do papers that were printed. The bytes go from the file with the commit
(`redact` and `erase` of the journal, `secure_delete` of the engine). With a namesake on the roster only what points to the
person is touched: words that merely have the name may mean the other one.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.records import Attendance, IdShowing, Person, Speech
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import id_numbers, resolutions
from yishi.services.erased_names import ErasedNames
from yishi.services.living import name_of
from yishi.store.replay import fields_with
from yishi.store.writing import erase, redact

VERB = "erase_person"  # the action that cannot be undone; `store.undo` knows it


@dataclass(frozen=True)
class Erasure:
    """What erasing somebody takes away and what is left: counts of sheets and of other records that are masked, and public words.

    `public` counts titles, motions and resolutions that have the name: they are not personal records, people reword them.
    """

    name: str
    masked: str
    sheets: int
    others: int
    public: int
    namesakes: int
    left: tuple[str, ...] = ()  # what people called them that stays in sentences: too short, an everyday word, or somebody else's too


def look(session: Session, person_id: str) -> Erasure:
    """Return what `erase_person` would do; nothing changes."""
    person = _person(session, person_id)
    names = ErasedNames(session, person)
    found = names.records()
    sheets = sum(isinstance(record, Attendance) for record in found)
    return Erasure(person.name or "", names.masked, sheets, len(found) - sheets, names.public(), len(names.namesakes), names.left)


def erase_person(session: Session, person_id: str, today: date, *, again: bool = False) -> None:
    """Take a person's data away in the action of `session`; do it under the verb VERB.

    Refused (YS-M67) while a resolution is open of which they are the owner or the supervisor: it must be handed over first.
    Not so `again`, in a backup that is restored: they were erased already, and nobody can hand anything over there.
    """
    person = _person(session, person_id)
    names = ErasedNames(session, person)
    if not again:
        _refuse_open(session, person, names, today)
    for record in names.records():
        if record.deleted or record.erased:
            if not record.erased:
                erase(session, record)
            continue
        personal = {name: getattr(record, name) for name in fields_with(record.__tablename__, "personal")}
        left = {name: names.without(value) for name, value in personal.items()}
        if isinstance(record, Attendance) and record.person_id == person_id:
            left |= {"name": names.masked, "phone": None, "reason": None, "proxy": None}
            record.age = None
        if isinstance(record, Speech) and record.speaker == names.name:
            left["speaker"] = names.masked
        redact(session, record, **left)
    if not person.deleted:
        person.household_head, person.birth_year, person.photo_consent, person.local = None, None, None, None
    session.flush()
    for same in (person, *id_numbers.merged_into(session, person_id)):  # who was merged into them has their data under another name
        erase(session, same)
    for look in session.scalars(select(IdShowing).where(IdShowing.person_id == person_id, IdShowing.erased.is_not(True))):
        erase(session, look)
    session.flush()


def _person(session: Session, person_id: str) -> Person:
    person = session.get(Person, person_id)
    if person is None or person.erased:
        raise Refusal("YS-R05", _("这个人的资料已经删除了。"), next_step=_("请回到名册里看看。"))
    return person


def _refuse_open(session: Session, person: Person, names: ErasedNames, today: date) -> None:
    if names.namesakes:
        return
    held = [line.number for line in resolutions.attention(session, today)
            if person.name in (name_of(line.owner), name_of(line.supervisor))]
    if held:
        raise Refusal("YS-M67", _("{name}还负责着没办完的事：{numbers}。").format(name=person.name, numbers="、".join(held[:3])),
                      _("资料一点没动。"), _("请先到“落实”里换人负责，再删除资料。"))
