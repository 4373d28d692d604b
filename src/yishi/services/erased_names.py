"""How a person who is erased is named in words: by name, alias and telephone; where, and what stands there afterwards.

Of what people call somebody (老瞒头) only a whole alias of two signs or more is looked for: one that is an everyday word (石头), a
post (主任), or somebody else's too stays in sentences, and who asks is told so.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from yishi.domain.finding import DOTS
from yishi.domain.masking import mask_name, mask_phone
from yishi.domain.records import Actor, Attendance, Person, Record, Speech
from yishi.domain.records.record import kinds
from yishi.domain.redaction import POSTS
from yishi.services import id_numbers
from yishi.services.living import rows
from yishi.services.private_words import shipped
from yishi.store.journal import journal
from yishi.store.replay import fields_with

_SHORTEST = 7  # figures of a telephone number that may be looked for in words
_DOTS = "·" + DOTS


class ErasedNames:
    """What names a person, and where it stands."""

    def __init__(self, session: Session, person: Person) -> None:
        self.session, self.person = session, person
        self.name, self.masked = person.name or "", mask_name(person.name or "")
        others = [p for p in rows(session, Person, Person.id != person.id) if p.name]
        self.namesakes = [p for p in others if p.name == self.name]
        gone = session.scalars(select(Person).where(Person.deleted.is_(True), Person.name == self.name, Person.id != person.id))
        self._same = {p.id for p in gone if p.merged_into_id == person.id or not (p.unit and person.unit) or p.unit == person.unit}
        called, phones = self._called()
        theirs = {each for p in others for each in (p.name, *_split(p.alias))}
        known = [name for name in dict.fromkeys((self.name, person.id_name or "")) if len(name) >= 2]
        usual = shipped().ordinary.union(POSTS)
        self._words = [name for name in known if name not in theirs]
        self._words += [each for each in called if len(each) >= 2 and each not in theirs | usual and each not in self._words]
        self.left = tuple(each for each in called if each not in self._words and each not in known)
        longer = {each for each in theirs if any(word in each and word != each for word in self._words)}
        self._pattern = _pattern(self._words, sorted(longer, key=len, reverse=True))
        self._seeds = tuple(max(re.split(f"[{re.escape(_DOTS)}]", word), key=len) for word in self._words)
        self._phones = {phone: re.compile(r"[ \-]?".join(phone)) for phone in phones}

    def _called(self) -> tuple[list[str], list[str]]:
        """Return what people call them and their telephone numbers: now, before, and under a record that was merged into theirs."""
        known = [self.person, *id_numbers.merged_into(self.session, self.person.id)]
        aliases, phones = [p.alias for p in known], [p.phone for p in known]
        j = journal.c
        told = select(j.personal).where(j.kind == Person.__tablename__, j.record.in_([p.id for p in known]), j.personal.is_not(None))
        for personal in self.session.scalars(told):
            changes = orjson.loads(personal)
            aliases += changes.get("alias", ())
            phones += changes.get("phone", ())
        digits = ("".join(sign for sign in part if sign.isdecimal()) for phone in phones if phone for part in str(phone).split("、"))
        return (list(dict.fromkeys(each for alias in aliases for each in _split(alias))),
                list(dict.fromkeys(each for each in digits if len(each) >= _SHORTEST)))

    def without(self, value: Any) -> Any:
        """Return a personal value with the names and the numbers masked."""
        if not isinstance(value, str):
            return value
        if self._pattern is not None:
            value = self._pattern.sub(lambda found: found[0] if found["kept"] else self.masked, value)
        for phone, pattern in self._phones.items():
            value = pattern.sub(mask_phone(phone), value)
        return value

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
        if not self._words:
            return 0
        count = 0
        for mapped in kinds().values():
            table = mapped.__table__
            free = [c for c in table.columns if c.type.python_type is str and not c.info.get("personal") and not c.foreign_keys
                    and not c.info.get("refers") and c.key != "id"]
            has = or_(false(), *(c.contains(seed, autoescape=True) for c in free for seed in self._seeds))
            query = select(*free).where(mapped.deleted.is_(False), has)
            count += sum(any(self.names(value) for value in row) for row in self.session.execute(query)) if free else 0
        return count

    def _own_speeches(self) -> Iterator[Speech]:
        """Yield what the person said at meetings where no namesake was: only there the name says who spoke."""
        there = {a.meeting_id for a in rows(self.session, Attendance, Attendance.person_id == self.person.id)}
        theirs = rows(self.session, Attendance, Attendance.person_id.in_([p.id for p in self.namesakes]))
        yield from self.session.scalars(select(Speech).where(
            Speech.meeting_id.in_(there - {a.meeting_id for a in theirs}), Speech.speaker == self.name))  # fmt: skip

    def _with_words(self, mapped: type[Record], fields: list[str]) -> Iterator[Record]:
        seeds = (*self._seeds, *(phone[-4:] for phone in self._phones))
        columns = [mapped.__table__.c[name] for name in fields]
        if not seeds or not columns:
            return
        query = select(mapped).where(or_(*(column.contains(seed, autoescape=True) for column in columns for seed in seeds)))
        for record in self.session.scalars(query):
            if self._may_touch(record) and any(self.names(getattr(record, name)) for name in fields):
                yield record

    def _past(self) -> Iterator[tuple[str, str]]:
        """Yield (kind, id) of records whose journal has the name or the number in a part that can be erased."""
        j, seeds = journal.c, (*self._seeds, *(phone[-4:] for phone in self._phones))
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


def _split(aliases: object) -> list[str]:
    return [each for each in (part.strip() for part in aliases.split("、")) if each] if isinstance(aliases, str) else []


def _pattern(words: Iterable[str], longer: Iterable[str]) -> "re.Pattern[str] | None":
    """Return what finds the words, other people's longer names first so that those are passed over."""
    dot = f"[{re.escape(_DOTS)}]?"
    ways = ["".join(dot if sign in _DOTS else re.escape(sign) for sign in word) for word in sorted(words, key=len, reverse=True)]
    kept = "|".join(map(re.escape, longer)) or "(?!)"
    return re.compile(f"(?P<kept>{kept})|{'|'.join(ways)}") if ways else None
