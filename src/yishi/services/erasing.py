"""A person's data taken away for good (删除此人的资料): name, telephone, notes, everywhere and in all that was written before.

The personal information protection law (article 47) gives people this right; that somebody was at a meeting and what was
said there stays, under a masked name (张*), as do papers that were printed. The bytes go from the file with the commit
(`redact` and `erase` of the journal, `secure_delete` of the engine). With a namesake on the roster only what points to the
person is touched: words that merely have the name may mean the other one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from yishi.domain.finding import DOTS
from yishi.domain.masking import mask_name, mask_phone
from yishi.domain.records import Actor, Attendance, Person, Record, Speech
from yishi.domain.records.record import kinds
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import resolutions
from yishi.services.living import name_of, rows
from yishi.store.journal import journal
from yishi.store.replay import fields_with
from yishi.store.writing import erase, redact

VERB = "erase_person"  # the action that cannot be undone; `store.undo` knows it
_SHORTEST = 7  # figures of a telephone number that may be looked for in words


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


def look(session: Session, person_id: str) -> Erasure:
    """Return what `erase_person` would do; nothing changes."""
    person = _person(session, person_id)
    names = _Names(session, person)
    found = names.records()
    sheets = sum(isinstance(record, Attendance) for record in found)
    return Erasure(person.name or "", names.masked, sheets, len(found) - sheets, names.public(), len(names.namesakes))


def erase_person(session: Session, person_id: str, today: date) -> None:
    """Take a person's data away in the action of `session`; do it under the verb VERB.

    Refused (YS-M67) while a resolution is open of which they are the owner or the supervisor: it must be handed over first.
    """
    person = _person(session, person_id)
    names = _Names(session, person)
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
        person.household_head, person.birth_year, person.photo_consent = None, None, None
    session.flush()
    erase(session, person)
    session.flush()


def _person(session: Session, person_id: str) -> Person:
    person = session.get(Person, person_id)
    if person is None or person.erased:
        raise Refusal("YS-R05", _("这个人的资料已经删除了。"), next_step=_("请回到名册里看看。"))
    return person


def _refuse_open(session: Session, person: Person, names: "_Names", today: date) -> None:
    if names.namesakes:
        return
    held = [line.number for line in resolutions.attention(session, today)
            if person.name in (name_of(line.owner), name_of(line.supervisor))]
    if held:
        raise Refusal("YS-M67", _("{name}还负责着没办完的事：{numbers}。").format(name=person.name, numbers="、".join(held[:3])),
                      _("资料一点没动。"), _("请先到“落实”里换人负责，再删除资料。"))


class _Names:
    """How a person is named in words: where, and what stands there afterwards."""

    def __init__(self, session: Session, person: Person) -> None:
        self.session, self.person = session, person
        self.name, self.masked = person.name or "", mask_name(person.name or "")
        others = [p for p in rows(session, Person, Person.id != person.id) if p.name]
        self.namesakes = [p for p in others if p.name == self.name]
        gone = session.scalars(select(Person).where(Person.deleted.is_(True), Person.name == self.name, Person.id != person.id))
        self._same = {p.id for p in gone if p.merged_into_id == person.id or not (p.unit and person.unit) or p.unit == person.unit}
        longer = sorted((p.name for p in others if self.name and self.name in p.name and p.name != self.name), key=len, reverse=True)
        self._words = self._pattern(longer)
        digits = "".join(sign for sign in person.phone or "" if sign.isdecimal())
        self.phone = digits if len(digits) >= _SHORTEST else ""
        self._phone = re.compile(r"[ \-]?".join(self.phone)) if self.phone else None

    def _pattern(self, longer: Iterable[str]) -> "re.Pattern[str] | None":
        """Return what finds the name, other people's longer names first so that those are passed over."""
        spelled = [name for name in (self.name, self.person.id_name or "") if len(name) >= 2]
        if not spelled:
            return None
        dot = f"[{re.escape('·' + DOTS)}]?"
        ways = ["".join(dot if sign in "·" + DOTS else re.escape(sign) for sign in name) for name in spelled]
        kept = "|".join(map(re.escape, longer))
        return re.compile(f"(?P<kept>{kept})|{'|'.join(ways)}" if kept else f"(?P<kept>(?!)){'|' + '|'.join(ways)}")

    def without(self, value: Any) -> Any:
        """Return a personal value with the name and the number masked."""
        if not isinstance(value, str):
            return value
        if self._words is not None and not self.namesakes:
            value = self._words.sub(lambda found: found[0] if found["kept"] else self.masked, value)
        return self._phone.sub(mask_phone(self.phone), value) if self._phone is not None else value

    def names(self, value: Any) -> bool:
        return isinstance(value, str) and self.without(value) != value

    def records(self) -> list[Record]:
        """Return the records, but for the person, whose personal values or their history have the name or the number."""
        found: dict[tuple[str, str], Record] = {}
        for line in self.session.scalars(select(Attendance).where(Attendance.person_id == self.person.id)):
            found["attendance", line.id] = line
        for speech in self._own_speeches() if self.namesakes else ():
            found["speech", speech.id] = speech
        for kind, mapped in kinds().items():
            for record in self._with_words(mapped, sorted(fields_with(kind, "personal"))):
                found.setdefault((kind, record.id), record)
        for kind, id_ in self._past():
            if (kind, id_) not in found:
                old = self.session.get(kinds()[kind], id_)
                if old is not None and self._may_touch(old):
                    found[kind, id_] = old
        return [record for key, record in sorted(found.items()) if key != (Person.__tablename__, self.person.id)]

    def public(self) -> int:
        """Return how many living records have the name in words that are not personal: titles, motions, resolutions."""
        if self._words is None or self.namesakes:
            return 0
        count = 0
        for mapped in kinds().values():
            table = mapped.__table__
            free = [c for c in table.columns if c.type.python_type is str and not c.info.get("personal") and not c.foreign_keys
                    and not c.info.get("refers") and c.key != "id"]
            query = select(*free).where(mapped.deleted.is_(False), or_(false(), *(c.contains(self._seed, autoescape=True) for c in free)))
            count += sum(any(self.names(value) for value in row) for row in self.session.execute(query)) if free else 0
        return count

    @property
    def _seed(self) -> str:
        """The part of the name that stands in every spelling of it."""
        return max(re.split(f"[{re.escape('·' + DOTS)}]", self.name), key=len)

    def _own_speeches(self) -> Iterator[Speech]:
        """Yield what the person said at meetings where no namesake was: only there the name says who spoke."""
        there = {a.meeting_id for a in rows(self.session, Attendance, Attendance.person_id == self.person.id)}
        theirs = rows(self.session, Attendance, Attendance.person_id.in_([p.id for p in self.namesakes]))
        yield from self.session.scalars(select(Speech).where(
            Speech.meeting_id.in_(there - {a.meeting_id for a in theirs}), Speech.speaker == self.name))  # fmt: skip

    def _with_words(self, mapped: type[Record], fields: list[str]) -> Iterator[Record]:
        seeds = [seed for seed in (self._seed if not self.namesakes else "", self.phone[-4:] if self.phone else "") if seed]
        columns = [mapped.__table__.c[name] for name in fields]
        if not seeds or not columns:
            return
        query = select(mapped).where(or_(*(column.contains(seed, autoescape=True) for column in columns for seed in seeds)))
        for record in self.session.scalars(query):
            if self._may_touch(record) and any(self.names(getattr(record, name)) for name in fields):
                yield record

    def _past(self) -> Iterator[tuple[str, str]]:
        """Yield (kind, id) of records whose journal has the name or the number in a part that can be erased."""
        j, seeds = journal.c, [seed for seed in (self._seed if not self.namesakes else "", self.phone[-4:] if self.phone else "") if seed]
        if not seeds:
            return
        query = select(j.kind, j.record, j.personal, j.reason).where(
            or_(*(part.contains(seed, autoescape=True) for part in (j.personal, j.reason) for seed in seeds)))  # fmt: skip
        for kind, record, personal, reason in self.session.execute(query):
            if self.names(personal) or self.names(reason):
                yield kind, record

    def _may_touch(self, record: Record) -> bool:
        """Who writes in the book stays its writer, and another person keeps a name that is theirs too."""
        if isinstance(record, Actor):
            return False
        return not isinstance(record, Person) or record.name != self.name or record.id in self._same
