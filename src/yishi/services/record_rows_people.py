"""The people of a record: who is meant by each name, their places, and the sign-in sheet."""

from typing import Any

from yishi.domain.areas import unit_type
from yishi.domain.records import Area, Attendance, Person
from yishi.i18n import _
from yishi.services.living import name_of, role_of, rows
from yishi.services.record_rows_found import Found, Json, wrong

_ON_A_SHEET = {"gender": "", "age": None, "role": "", "party": "", "phone": None, "unit": "", "photo_consent": None, "reason": None,
               "proxy": None, "proxy_paper": None, "arrived_at": None, "left_at": None}
ON_THE_ROSTER = ("alias", "household", "household_head", "tags", "id_name", "glyph_note", "door", "local")  # on no sheet
_OF_A_PERSON: Json = {"unit": "", "gender": "", "role": "", "party": "", "phone": None, "photo_consent": None, "birth_year": None,
                      **dict.fromkeys(ON_THE_ROSTER)}
_TELLING = ("building_or_group", "phone", "gender", "age", "role", "party")  # tells two of one name apart


class Roster:
    """Who the book knows and who the record brings; those who are seated at the meeting are taken."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.people: dict[tuple[str, str], list[str]] = {}
        for p in rows(found.session, Person, by=Person.id):
            self.people.setdefault((p.name or "", p.unit), []).append(p.id)
        self.seats: dict[int, str] = {}  # by seq
        self._seated: set[str] = set()
        self._elsewhere: dict[tuple[str, str], str] = {}  # voted, and were struck off the sheet later

    def sign_in_sheet(self) -> None:
        """Read participants, observers and the absent."""
        r = self.found.record
        _refuse_twice(r)
        for p in r["participants"]:
            self.seats[p["seq"]] = self._seat(
                p.get("mark") or "present", p["seq"], p["name"], unit=p.get("building_or_group", ""), gender=p.get("gender", ""),
                role=p.get("role", ""), party=p.get("party", ""), phone=p.get("phone") or None, age=p.get("age"),
                photo_consent=p.get("photo_consent"), proxy=p.get("proxy") or None, proxy_paper=p.get("proxy_paper"),
                arrived_at=p.get("arrived") or None, left_at=p.get("left") or None, reason=p.get("reason") or None,
                roster=p.get("roster"))
        position = max(self.seats, default=0)
        for text in r.get("observers", []):
            position += 1
            self._seat("observer", position, name_of(text), role=role_of(text))
        for absent in r.get("absent", []):
            position += 1
            self._seat("absent", position, absent["name"], reason=absent.get("reason") or None)

    def meant(self, who: Json, where: str) -> tuple[str, str]:
        """Return the person whom {seq} or {name, unit?, roster?} names, and the words for them; `where` is the place that names them."""
        seq = seat_of(self.found.record, who)
        if seq is not None:
            if seq not in self.seats:
                raise wrong(_("{id} 的 {where}：没有序号是{n}的参会人。").format(id=self.found.number, where=where, n=seq))
            return self.seats[seq], _("{n}号").format(n=seq)
        named = (who["name"], who.get("unit", ""))
        if named not in self._elsewhere:
            self._elsewhere[named] = self._person(who["name"], {**(who.get("roster") or {}), "unit": named[1]})
        return self._elsewhere[named], who["name"]

    def mention(self, name: str, role: str = "") -> None:
        """Make sure that somebody named in passing is on the roster."""
        if name and not any(ids for (known, __), ids in self.people.items() if known == name):
            self._new_person(name, "", {"role": role})

    def area(self, kind: str | None, name: str) -> str | None:
        """Return the place of this name, which the book knows then; None where its kind is not known."""
        if not kind:
            return None
        found = self.found
        area = Area.id_for(found.mine.id, kind, name)
        known = found.session.get(Area, area)
        if not any(row["id"] == area for row in found.rows[Area]) and (known is None or known.deleted):
            found.put(Area, area, community_id=found.mine.id, parent_id=None, unit_type=kind, name=name)
        return area

    def _seat(self, mark: str, position: int, name: str, roster: Json | None = None, **said: Any) -> str:
        own = {key: _OF_A_PERSON[key] if value in (None, "") else value for key, value in (roster or {}).items() if key in _OF_A_PERSON}
        called = (roster or {}).get("name") or name
        person, meeting = self._person(called, said | own), self.found.meeting
        for fresh in self.found.rows[Person] if own else ():
            if fresh["id"] == person:  # what was said in passing gives way
                fresh.update(own)
        self._seated.add(person)
        self.found.put(Attendance, Attendance.id_for(meeting, person), meeting_id=meeting, person_id=person, mark=mark, position=position,
                       name=name, **(_ON_A_SHEET | said))
        return person

    def _person(self, name: str, said: Json) -> str:
        """Return the person meant: of that name and unit, else the only one of that name whose unit is not known, else a new one."""
        unit = said.get("unit", "")
        same = [p for p in self.people.get((name, unit), []) if p not in self._seated]
        if not same and unit:
            same = [p for p in self.people.get((name, ""), []) if p not in self._seated]
            if same:  # now it is known where they belong
                self.people[name, ""].remove(same[0])
                self.people.setdefault((name, unit), []).append(same[0])
                self.area(unit_type(unit), unit)
        if not same and not unit:
            same = [p for (n, __), ids in self.people.items() if n == name for p in ids if p not in self._seated]
            same = same if len(same) == 1 else []
        if same:
            self._complete(same[0], said)
            return same[0]
        return self._new_person(name, unit, said)

    def _new_person(self, name: str, unit: str, said: Json) -> str:
        known = self.people.setdefault((name, unit), [])
        namesake, mine = len(known) + 1, self.found.mine
        person = Person.id_for(mine.id, name, unit, namesake)
        known.append(person)
        self.area(unit_type(unit), unit)
        return self.found.put(Person, person, community_id=mine.id, name=name, unit=unit, namesake=namesake, gender=said.get("gender", ""),
                              phone=said.get("phone"), role=said.get("role", ""), party=said.get("party", ""),
                              photo_consent=said.get("photo_consent"), birth_year=said.get("birth_year"),
                              **{key: None if said.get(key) == "" else said.get(key) for key in ON_THE_ROSTER})

    def _complete(self, person: str, said: Json) -> None:
        from yishi.services import people

        facts = {key: said.get(key) for key in ("gender", "phone", "role", "party", "photo_consent", "unit", *ON_THE_ROSTER)}
        fresh = next((row for row in self.found.rows[Person] if row["id"] == person), None)
        if fresh is None:
            record = self.found.session.get(Person, person)
            assert record is not None
            if record.household and record.household != facts["household"]:
                del facts["household_head"]  # of another household
            people.complete(record, **facts)
            return
        fresh.update({key: value for key, value in facts.items() if value not in (None, "") and fresh[key] in (None, "")})


def seat_of(record: Json, who: Json) -> int | None:
    """Return the seq that {seq} or {name, unit?} means; None for a name that is on no seat, or on several."""
    if "seq" in who:
        return int(who["seq"])
    same = [p["seq"] for p in record["participants"]
            if p["name"] == who["name"] and who.get("unit", p.get("building_or_group", "")) == p.get("building_or_group", "")]
    return same[0] if len(same) == 1 else None


def _refuse_twice(r: Json) -> None:
    """Refuse a seat that two have, and a person who is listed twice: nothing tells the two apart, or a bare name comes again.

    Two of one name may both be there; then something that is said of them differs.
    """
    seats = [p["seq"] for p in r["participants"]]
    if len(set(seats)) != len(seats):
        raise wrong(_("{id}：参会人的序号有重复。").format(id=r["id"]))
    bare = [name_of(text) for text in r.get("observers", [])] + [absent["name"] for absent in r.get("absent", [])]
    names = [p["name"] for p in r["participants"]]
    told = [(p["name"], *(p.get(key) or "" for key in _TELLING)) for p in r["participants"]]
    twice = [name for n, name in enumerate(bare) if name in names or name in bare[:n]]
    twice += [one[0] for n, one in enumerate(told) if one in told[:n]]
    if twice:
        raise wrong(_("{id}：{names}在名单里写了两次。").format(id=r["id"], names="、".join(dict.fromkeys(twice))))
