"""A record file turned into rows with natural ids, kind by kind, in an order in which each finds its parents."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.areas import unit_type
from yishi.domain.owners import read_area
from yishi.domain.records import (
    AgendaItem,
    Area,
    Attendance,
    Dissent,
    Evaluation,
    Expense,
    LoopEvent,
    Meeting,
    Milestone,
    Motion,
    Objection,
    OwnersVote,
    Person,
    Photo,
    Posting,
    Record,
    Resolution,
    Speech,
    StatutoryFollowup,
    Topic,
    Vote,
)
from yishi.domain.records.record import natural_id
from yishi.domain.terms import ANYBODY
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import confirmation
from yishi.services.answers import CommunityFacts
from yishi.services.dossier import COUNTS, calendar
from yishi.services.living import as_list, name_of, role_of
from yishi.services.living import rows as living_rows
from yishi.services.loop_events import NATURAL_DAYS

Json = dict[str, Any]
Rows = dict[type[Record], list[Json]]
ORDER: tuple[type[Record], ...] = (
    Area, Person, Topic, Meeting, Attendance, AgendaItem, Speech, Motion, Vote, Dissent, Resolution, Expense, Milestone, LoopEvent,
    Photo, Evaluation, Posting, Objection, StatutoryFollowup, OwnersVote,
)


def rows_of(session: Session, record: Json, mine: CommunityFacts) -> Rows:
    """Return the rows of one meeting; people and topics that the book knows already are not among them."""
    writer = _Writer(session, record, mine)
    writer.write()
    return {kind: writer.rows[kind] for kind in ORDER if writer.rows[kind]}


class _Writer:
    """Walks the record once; `rows` collects what it finds."""

    def __init__(self, session: Session, record: Json, mine: CommunityFacts) -> None:
        self.session, self.record, self.mine = session, record, mine
        self.meeting = Meeting.id_for(mine.id, record["id"])
        self.rows: Rows = {kind: [] for kind in ORDER}
        self.agenda: dict[int, str] = {}
        self.motions: list[str] = []
        self.resolutions: dict[str, str] = {}
        self.people: dict[tuple[str, str], list[str]] = {}
        for p in living_rows(session, Person, by=Person.id):
            self.people.setdefault((p.name or "", p.unit), []).append(p.id)
        self.seated: set[str] = set()

    def put(self, kind: type[Record], id_: str, /, **values: Any) -> str:
        self.rows[kind].append({"id": id_, **values})
        return id_

    def child(self, kind: type[Record], parent: str, position: int, /, **values: Any) -> str:
        return self.put(kind, natural_id(kind.__tablename__, parent, str(position)), position=position, **values)

    def write(self) -> None:
        self._meeting()
        self._people()
        for item in self.record["agenda"]:
            self._agenda(item)
        self._spoken()
        for n, resolution in enumerate(self.record["resolutions"], 1):
            self._resolution(n, resolution)
        if self.record.get("posting_decision"):
            self._posting("decision", self.record["posting_decision"])
        for followup in _each(self.record.get("statutory_followup")):
            self._followup(followup)
        for owners in _each(self.record.get("owners_vote")):
            self._owners(owners)

    def _meeting(self) -> None:
        r = self.record
        if r.get("end") and r["end"] < r["start"]:
            raise _wrong(_("{id}：散会时间{end}早于开会时间{start}。").format(id=r["id"], end=r["end"], start=r["start"]))
        self.put(
            Meeting, self.meeting, community_id=self.mine.id, number=r["id"], form=r["form"], title=r["title"], org=r["org"],
            place=r["place"], starts=r["start"], ends=r.get("end") or None, state=r.get("state", "closed"),
            notice_date=_day(r.get("notice_date")), notice_channels=as_list(r.get("notice_channels")), host=r.get("host") or None,
            recorder=r.get("recorder") or None, rule_profile=r.get("rule_profile") or "consultation",
            parties=as_list(r.get("parties")), steps=as_list(r.get("steps")), no_dissent=r.get("no_dissent", False),
            extras=as_list(_extras(r)),
        )
        for text in (r.get("host"), r.get("recorder")):
            self._mention(name_of(text), role_of(text))

    def _people(self) -> None:
        r, position = self.record, 0
        seats = [p["seq"] for p in r["participants"]]
        if len(set(seats)) != len(seats):
            raise _wrong(_("{id}：参会人的序号有重复。").format(id=r["id"]))
        for p in r["participants"]:
            self._seat(p.get("mark") or "present", p["seq"], p["name"], unit=p.get("building_or_group", ""), gender=p.get("gender", ""),
                       role=p.get("role", ""), party=p.get("party", ""), phone=p.get("phone") or None, age=p.get("age"),
                       photo_consent=p.get("photo_consent"), proxy=p.get("proxy") or None, arrived_at=p.get("arrived") or None,
                       left_at=p.get("left") or None, reason=p.get("reason") or None)
        position = max(seats, default=0)
        for text in r.get("observers", []):
            position += 1
            self._seat("observer", position, name_of(text), role=role_of(text))
        for absent in r.get("absent", []):
            position += 1
            self._seat("absent", position, absent["name"], reason=absent.get("reason") or None)

    def _seat(self, mark: str, position: int, name: str, **said: Any) -> None:
        person = self._person(name, said)
        self.seated.add(person)
        blank = {"gender": "", "age": None, "role": "", "party": "", "phone": None, "unit": "", "photo_consent": None, "reason": None,
                 "proxy": None, "arrived_at": None, "left_at": None}
        self.put(Attendance, Attendance.id_for(self.meeting, person), meeting_id=self.meeting, person_id=person, mark=mark,
                 position=position, name=name, **(blank | said))

    def _person(self, name: str, said: Json) -> str:
        """Return the person meant: of that name and unit, else the only one of that name whose unit is not known, else a new one."""
        unit = said.get("unit", "")
        same = [p for p in self.people.get((name, unit), []) if p not in self.seated]
        if not same and unit:
            same = [p for p in self.people.get((name, ""), []) if p not in self.seated]
            if same:  # now it is known where they belong
                self.people[name, ""].remove(same[0])
                self.people.setdefault((name, unit), []).append(same[0])
                self._area(unit)
        if not same and not unit:
            same = [p for (n, __), ids in self.people.items() if n == name for p in ids if p not in self.seated]
            same = same if len(same) == 1 else []
        if same:
            self._complete(same[0], said)
            return same[0]
        return self._new_person(name, unit, said)

    def _new_person(self, name: str, unit: str, said: Json) -> str:
        known = self.people.setdefault((name, unit), [])
        namesake = len(known) + 1
        person = Person.id_for(self.mine.id, name, unit, namesake)
        known.append(person)
        self._area(unit)
        return self.put(Person, person, community_id=self.mine.id, name=name, unit=unit, namesake=namesake, gender=said.get("gender", ""),
                        phone=said.get("phone"), role=said.get("role", ""), party=said.get("party", ""),
                        photo_consent=said.get("photo_consent"), birth_year=None)

    def _area(self, name: str) -> None:
        kind = unit_type(name)
        area = Area.id_for(self.mine.id, kind or "", name)
        known = self.session.get(Area, area)
        if kind and not any(row["id"] == area for row in self.rows[Area]) and (known is None or known.deleted):
            self.put(Area, area, community_id=self.mine.id, parent_id=None, unit_type=kind, name=name)

    def _complete(self, person: str, said: Json) -> None:
        from yishi.services import people

        facts = {key: said.get(key) for key in ("gender", "phone", "role", "party", "photo_consent", "unit")}
        fresh = next((row for row in self.rows[Person] if row["id"] == person), None)
        if fresh is None:
            record = self.session.get(Person, person)
            assert record is not None
            people.complete(record, **facts)
            return
        fresh.update({key: value for key, value in facts.items() if value not in (None, "") and fresh[key] in (None, "")})

    def _mention(self, name: str, role: str = "") -> None:
        if name and not any(ids for (known, __), ids in self.people.items() if known == name):
            self._new_person(name, "", {"role": role})

    def _agenda(self, item: Json) -> None:
        if item["no"] != len(self.agenda) + 1:
            raise _wrong(_("{id}：议程的序号要从1起连着编，这里是{no}。").format(id=self.record["id"], no=item["no"]))
        said = {key: item.get(key) or "" for key in ("category", "source", "external_no", "statutory_flag")}
        said["proposer"] = item.get("proposer") or None
        topic = Topic.id_for(self.mine.id, item["title"])
        known = self.session.get(Topic, topic)
        if not any(row["id"] == topic for row in self.rows[Topic]) and (known is None or known.deleted):
            self.put(Topic, topic, community_id=self.mine.id, title=item["title"], **said)
        self.agenda[item["no"]] = self.child(AgendaItem, self.meeting, item["no"], meeting_id=self.meeting, topic_id=topic,
                                             title=item["title"], **said)

    def _item(self, no: int, where: str) -> str:
        if no not in self.agenda:
            raise _wrong(_("{id} 的 {where}：没有第{no}项议题。").format(id=self.record["id"], where=where, no=no))
        return self.agenda[no]

    def _spoken(self) -> None:
        r = self.record
        heard = {p["name"] for p in r["participants"] if p.get("mark") != "absent"} | {name_of(o) for o in r.get("observers", [])}
        heard |= {name_of(r.get("host")), name_of(r.get("recorder")), ANYBODY}
        for n, s in enumerate(r["speeches"], 1):
            if s["speaker"] not in heard:
                raise _wrong(_("{id} 的 speeches[{n}]：{name}不在到会人员里。").format(id=r["id"], n=n, name=s["speaker"]))
            self.child(Speech, self.meeting, n, meeting_id=self.meeting, agenda_item_id=self._item(s["agenda"], f"speeches[{n}]"),
                       at=s.get("at") or None, speaker=s["speaker"], stance=s.get("stance", ""), text=s["text"])
        for n, v in enumerate(r["votes"], 1):
            self._vote(n, v)
        for n, d in enumerate(r.get("dissent", []), 1):
            self.child(Dissent, self.meeting, n, meeting_id=self.meeting, who=d["who"], explanation=d["explain"])

    def _vote(self, n: int, v: Json) -> None:
        motion = self.child(Motion, self.meeting, n, meeting_id=self.meeting, agenda_item_id=self._item(v["agenda"], f"votes[{n}]"),
                            text=v["motion"], rule=v["rule"], method=v["method"], note=v.get("note", ""))
        self.motions.append(motion)
        counts = ("eligible", "present", "votes_for", "votes_against", "abstain")
        if not any(key in v for key in counts):
            return
        missing = [key for key in counts if key not in v]
        if missing:
            raise _wrong(_("{id} 的 votes[{n}]：缺少{names}。").format(id=self.record["id"], n=n, names="、".join(missing)))
        here = sum(p.get("mark", "present") in ("present", "proxy") for p in self.record["participants"])
        if v["present"] > here or v["eligible"] < v["present"]:
            raise _wrong(_("{id} 的 votes[{n}]：应到{e}、实到{p}和到会的{here}人对不上。").format(
                id=self.record["id"], n=n, e=v["eligible"], p=v["present"], here=here))
        self.put(Vote, Vote.id_for(motion), motion_id=motion, **{key: v[key] for key in counts}, invalid=v.get("invalid", 0),
                 not_voted=v.get("not_voted", 0))

    def _resolution(self, n: int, r: Json) -> None:
        number, vote = r["no"], r.get("vote")
        if number in self.resolutions:
            raise _wrong(_("{id}：决议编号{no}有重复。").format(id=self.record["id"], no=number))
        if vote is not None and vote > len(self.motions):
            raise _wrong(_("{no}：没有第{n}项表决。").format(no=number, n=vote))
        if vote is not None and self.record["votes"][vote - 1]["agenda"] != r["agenda"]:
            raise _wrong(_("{no}：第{n}项表决是另一项议题的。").format(no=number, n=vote))
        rounds = [e["round"] for e in r.get("evaluations", [])]
        if len(set(rounds)) != len(rounds):
            raise _wrong(_("{no}：同一轮评价写了两次。").format(no=number))
        fund = r.get("fund") or None
        assigned = any(e["event"] == "assign" for e in r["events"])
        id_ = self.resolutions[number] = Resolution.id_for(self.meeting, n)
        self.put(
            Resolution, id_, meeting_id=self.meeting, agenda_item_id=self._item(r["agenda"], number), number=number, position=n,
            motion_id=self.motions[vote - 1] if vote else None, text=r["text"], owner_unit=r["owner_unit"], owner=r["owner"],
            owner_title=r.get("owner_title", ""), assist=as_list(r.get("assist")), supervisor=r["supervisor"], workdays=r["workdays"],
            due=None if assigned and r["workdays"] is not None else _day(r["due"]),
            fund_source=fund["source"] if fund else None, budget=_fen(fund["budget"]) if fund else None,
        )
        for name in (r["owner"], r["supervisor"]):
            self._mention(name_of(name), role_of(name))
        for k, (what, amount) in enumerate(fund["items"] if fund else [], 1):
            self.child(Expense, id_, k, resolution_id=id_, what=what, amount=_fen(amount))
        for k, step in enumerate(r.get("milestones", []), 1):
            self.child(Milestone, id_, k, resolution_id=id_, text=step["text"], due=_day(step["due"]), done=_day(step.get("done")))
        for k, event in enumerate(r["events"], 1):
            self._event(id_, k, event)
        for e in r.get("evaluations", []):
            counts = {key: e.get(key) for key in COUNTS}
            counts["raiser"] = counts["raiser"] or None
            self.put(Evaluation, Evaluation.id_for(id_, e["round"]), resolution_id=id_, round=e["round"], method=e["method"],
                     note=e.get("note") or None, **counts)

    def _event(self, resolution: str, k: int, e: Json) -> None:
        id_ = self.child(LoopEvent, resolution, k, resolution_id=resolution, happened_on=_day(e["date"]), event=e["event"],
                         doer=e["actor"] or None, text=e["text"] or None, document=e.get("document", ""), due=_day(e.get("due")),
                         workdays=e.get("workdays"), approved_by=e.get("approved_by") or None, level=e.get("level", ""))
        for n, digest in enumerate(e.get("photos", []), 1):
            self.child(Photo, id_, n, event_id=id_, resolution_id=resolution, sha256=digest)
        posting = e.get("posting") or {"start": e["date"], "natural_days": NATURAL_DAYS}
        if posting["start"] < e["date"]:
            raise _wrong(_("{id}：{date}的公示写成从{start}开始。").format(id=self.record["id"], date=e["date"], start=posting["start"]))
        if e["event"] == "publish_outcome":
            self._posting("outcome", posting, resolution, id_)
        elif e["event"] == "publish_decision" and not self.record.get("posting_decision"):
            self.record = {**self.record, "posting_decision": posting}

    def _posting(self, kind: str, p: Json, resolution: str | None = None, event: str | None = None) -> None:
        start, days = date.fromisoformat(p["start"]), p["natural_days"]
        id_ = natural_id("posting", self.meeting, kind, event or resolution or "")
        self.put(Posting, id_, meeting_id=self.meeting, resolution_id=resolution, event_id=event, kind=kind, starts_on=start,
                 natural_days=days, ends_on=calendar().posting_period(start, days).end, places=as_list(p.get("place")))
        last = calendar().posting_period(start, days).end
        for n, o in enumerate(p.get("objections", []), 1):
            raised = date.fromisoformat(o["date"])
            if not start <= raised <= last or (o.get("reply_date") and o["reply_date"] < o["date"]):
                raise _wrong(_("{id}：{date}的异议不在公示期里，或者答复在异议之前。").format(id=self.record["id"], date=o["date"]))
            self.child(Objection, id_, n, posting_id=id_, raised_on=_day(o["date"]), raised_by=o["by"] or None, text=o["text"] or None,
                       reply=o.get("reply") or None, replied_on=_day(o.get("reply_date")))

    def _named(self, number: str) -> str:
        if number not in self.resolutions:
            raise _wrong(_("{id}：没有编号是“{no}”的决议。").format(id=self.record["id"], no=number))
        return self.resolutions[number]

    def _followup(self, f: Json) -> None:
        id_ = self._named(f["resolution"])
        confirmation.check_meeting(f["type"], f["members"], f["present"], f["rule"], f["votes_for"], f["votes_against"], f["abstain"])
        self.put(StatutoryFollowup, StatutoryFollowup.id_for(id_), resolution_id=id_, form=f["type"], held_on=_day(f["date"]),
                 members=f["members"], present=f["present"], quorum_met=f["quorum_met"], rule=f["rule"], votes_for=f["votes_for"],
                 votes_against=f["votes_against"], abstain=f["abstain"], party_precheck_on=_day(f.get("party_precheck_date")),
                 party_precheck_document=f.get("party_precheck_doc", ""))
        if f.get("posting"):
            self._posting("statutory", f["posting"], id_)

    def _owners(self, o: Json) -> None:
        id_ = self._named(o["resolution"])
        areas = {key: read_area(o[key]) for key in ("total_area", "participating_area", "agree_area")}
        heads = {key: o[key] for key in ("total_owners", "participating_owners", "agree_owners")}
        self.put(OwnersVote, OwnersVote.id_for(id_), resolution_id=id_, rule=o["rule"], civil_code_278=o["civil_code_278"],
                 starts_on=_day(o["start"]), ends_on=_day(o["end"]), matter=o["matter"], households=as_list(o.get("households")),
                 **heads, **areas)


def _each(found: Any) -> list[Json]:
    return found if isinstance(found, list) else [found] if found else []


def _wrong(message: str) -> Refusal:
    return Refusal("YS-I04", message, _("一条都没有导入，议事簿没有变。"), _("请改好文件再导入。"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _fen(amount: float) -> int:
    fen = Decimal(str(amount)) * 100
    if fen != int(fen):
        raise _wrong(_("金额{amount}超过了两位小数。").format(amount=amount))
    return int(fen)


def _extras(node: Any, path: tuple[Any, ...] = ()) -> list[Any]:
    """Return the x- keys of a record with their places, to be given back on export."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    found: list[Any] = []
    for key, child in pairs:
        if isinstance(key, str) and key.startswith("x-"):
            found.append([[*path, key], child])
        else:
            found += _extras(child, (*path, key))
    return found
