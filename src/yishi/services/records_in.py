"""Taking in meeting records `yishi-meeting/1`: all or nothing, a second time changes nothing, and nothing is believed
that follows from something else.

A record is written into the book as it stands (rows with natural ids, so that two books that import one file merge
without doubles), the loop events are led through the very guards of live entry, and then the book is asked what it now
holds (records_out). Whatever the file says differently there is a refusal that names the place, both values and the rule.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain import loop, numbering, terms, voting
from yishi.domain.evaluation import check_counts
from yishi.domain.guards import same_person
from yishi.domain.marker import N_
from yishi.domain.owners import check_owners
from yishi.domain.records import Evaluation, Meeting, OwnersVote, Record, Vote
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import bundle, communities, forms, records_out
from yishi.services.answers import CommunityFacts
from yishi.services.dossier import Dossier, counts_of, gather, owners_tally, tally_of
from yishi.services.living import living, rows
from yishi.services.record_rows import rows_of
from yishi.services.record_rows_agenda import report_on
from yishi.services.record_rows_found import Rows
from yishi.services.record_rows_people import seat_of
from yishi.services.records_out_people import in_order

Json = dict[str, Any]
SAFE = N_("一条都没有导入，议事簿没有变。")
COMPUTED = ("posting", "posting_decision", "expected", "present", "passed", "due", "nominal_end", "end", "satisfaction_rate",
            "resolve_rate", "spent", "balance", "state_after", "final_state", "round")


@dataclass(frozen=True)
class Imported:
    """What an import did: numbers of the meetings that are new, and of those that were there already."""

    added: tuple[str, ...]
    unchanged: tuple[str, ...]


def import_documents(session: Session, documents: Sequence[Json], today: date) -> Imported:
    """Take in every meeting of these checked documents, or refuse all of them."""
    mine = communities.mine(session)
    added, unchanged = [], []
    for record in (meeting for document in documents for meeting in document["meetings"]):
        _check_community(session, record, mine)
        known = session.execute(living(Meeting, Meeting.id == Meeting.id_for(mine.id, record["id"]))).first()
        if known is None:
            _add(session, record, mine, today)
            added.append(record["id"])
            report_on(session, [r["no"] for r in record["resolutions"]])
        else:
            _compare(record, records_out.meeting(session, known.id), _differs_from_book)
            unchanged.append(record["id"])
    return Imported(tuple(added), tuple(unchanged))


def _check_community(session: Session, record: Json, mine: CommunityFacts) -> None:
    """A record of another community is refused: neither its org nor its numbers are of this one, by no name it has had."""
    told, org = record.get("community") or {}, record.get("org", "")
    numbers = [r["no"] for r in record["resolutions"]]
    ours = told.get("id") == mine.id or told.get("name") == mine.name or communities.is_of(mine, org, numbers)
    if not ours and not (org and rows(session, Meeting, Meeting.org == org)):  # under an older name it is in the book already
        raise Refusal("YS-I05", _("{id}是“{org}”的记录，不是{mine}的。").format(id=record["id"], org=record.get("org", ""), mine=mine.name),
                      _(SAFE), _("请打开那个村或社区自己的议事簿再导入。"))
    if record["form"] not in terms.FORM_WORDS:
        raise Refusal("YS-M07", _("没有“{form}”这种会议形式。").format(form=record["form"]), _(SAFE))
    profile = record.get("rule_profile") or "consultation"
    if not forms.known_profile(profile):
        raise Refusal("YS-F14", _("{id} 的 rule_profile：没有“{profile}”这种法定规则。").format(id=record["id"], profile=shown(profile)),
                      _(SAFE), _("请照规则页上的代号写，例如 CN-VC-2018；协商写 consultation。"))
    if numbering.parse_meeting_number(record["id"]) is None:
        raise Refusal("YS-I09", _("会议编号“{id}”写法不对。").format(id=record["id"]), _(SAFE), _("编号要写成 TW-2026-03 这样。"))


def _add(session: Session, record: Json, mine: CommunityFacts, today: date) -> None:
    from yishi.store.writing import add_many

    found = rows_of(session, record, mine)
    _check_votes(record["id"], found)
    for kind, values in found.items():
        add_many(session, kind, values)
    session.flush()
    meeting_id = Meeting.id_for(mine.id, record["id"])
    for d in gather(bundle.of_meeting(session, meeting_id)):
        _walk(record["id"], d, today)
    _compare(record, records_out.meeting(session, meeting_id), _differs_from_rules)


def _check_votes(number: str, found: Rows) -> None:
    checks: tuple[tuple[type[Record], Callable[[Any], None]], ...] = (
        (Vote, lambda v: voting.check_tally(tally_of(v), v.present)),
        (Evaluation, lambda e: check_counts(counts_of(e))),
        (OwnersVote, lambda o: check_owners(owners_tally(o))),
    )
    for kind, check in checks:
        for values in found.get(kind, []):
            try:
                check(_Values(values))
            except Refusal as refusal:
                raise _refused(number, refusal) from None


class _Values:
    """A row that is not in the book yet, read like one that is."""

    def __init__(self, values: Json) -> None:
        self.__dict__.update(values)


def _walk(number: str, d: Dossier, today: date) -> None:
    """Lead the recorded events through the guards of live entry, each on top of those before it."""
    history = d.history
    if d.begun and not d.carried:
        raise Refusal("YS-L10", _("{no}没有通过，却已经在办了。").format(no=d.row.number), _(SAFE), _("请核对它的表决。"))
    for n, event in enumerate(history):
        before = loop.fold(d.terms, history[:n], d.calendar)
        if event.event in ("eval_pass", "eval_fail"):
            told = d.evaluations.get(before.round)
            if told is None:
                raise Refusal("YS-I06", _("{no}第{n}轮的评价没有数字。").format(no=d.row.number, n=before.round), _(SAFE),
                              _("请补上这一轮的评价再导入。"))
            event = replace(event, counts=counts_of(told))
        try:
            loop.admit(d.terms, history[:n], event, d.calendar, today, live=False)
        except Refusal as refusal:
            where = _("{no}第{n}步（{on} {event}）：").format(no=d.row.number, n=n + 1, on=event.on, event=event.event)
            raise _refused(number, refusal, where) from None
    rounds = {e.round for e in d.evaluations.values()}
    if rounds != set(range(1, len(rounds) + 1)) or len(rounds) != sum(e.event in ("eval_pass", "eval_fail") for e in history):
        raise Refusal("YS-I06", _("{no}的评价和评价的步骤对不上。").format(no=d.row.number), _(SAFE), _("每评价一轮写一次，从第1轮起。"))
    if same_person(d.row.owner or "", d.row.supervisor or ""):
        raise Refusal("YS-L12", _("{no}：督查人和责任人不能是同一个人（{name}）。").format(no=d.row.number, name=d.row.owner), _(SAFE),
                      _("请改好文件再导入。"))


def _refused(number: str, refusal: Refusal, where: str = "") -> Refusal:
    return Refusal(refusal.code, f"{number} {where}{refusal.message}", _(SAFE), refusal.next_step or _("请改好文件再导入。"))


def _compare(told: Json, known: Json, differs: Any) -> None:
    for path, ours, theirs in differences(_in_order(known), _in_order(told)):
        raise differs(told["id"], path, ours, theirs)


def _in_order(told: Json) -> Json:
    """Return the record as it would come out: people by seat, evaluations by round, a decision's posting at the meeting.

    What the roster says of a person and the pool of a topic is left out: they go on, whatever meetings are written down.
    """
    resolutions = []
    for r in told["resolutions"]:
        events = [{k: v for k, v in e.items() if k != "posting" or e["event"] == "publish_outcome"} for e in r["events"]]
        resolutions.append({**r, "events": events, "evaluations": sorted(r.get("evaluations", []), key=lambda e: int(e["round"]))})
    people = [{k: v for k, v in p.items() if k != "roster"} for p in told["participants"]]
    agenda = [_seated(told, {k: v for k, v in item.items() if k != "topic"}, "recused") for item in told["agenda"]]
    told = {key: value for key, value in told.items() if key != "community"}  # a community may be renamed after a meeting
    return {**told, "resolutions": resolutions, "participants": sorted(people, key=lambda p: int(p["seq"])),
            "agenda": agenda, "votes": [_seated(told, vote, "seats") for vote in told["votes"]],
            "waivers": sorted(told.get("waivers", []), key=lambda w: str(w["matter"]))}


def _seated(told: Json, node: Json, key: str) -> Json:
    """Return an item or a vote with the people under `key` named by their seats, in order."""
    if key not in node:
        return node
    people = [({k: v for k, v in who.items() if k not in ("name", "unit", "roster")} | {"seq": seat_of(told, who)})
              if seat_of(told, who) is not None else {k: v for k, v in who.items() if k != "roster"} for who in node[key]]
    return {**node, key: in_order(people)}


def _differs_from_rules(number: str, path: str, ours: Any, theirs: Any) -> Refusal:
    return Refusal("YS-I07", _("{id} 的 {where}：文件里写的是{theirs}，照规则算出来是{ours}。").format(
        id=number, where=path, theirs=_shown(theirs), ours=_shown(ours)), _(SAFE), _("请核对原始记录，改好文件再导入。"))


def _differs_from_book(number: str, path: str, ours: Any, theirs: Any) -> Refusal:
    return Refusal("YS-I08", _("{id} 议事簿里已经有了，但内容不同。{where}：议事簿里是{ours}，文件里是{theirs}。").format(
        id=number, where=path, theirs=_shown(theirs), ours=_shown(ours)), _(SAFE), _("请看看是不是用错了文件；要更正请在议事簿里改。"))


def _shown(value: Any) -> str:
    words = {None: "", True: _("是"), False: _("否")}
    return "“" + str(words[value] if value is None or isinstance(value, bool) else value)[:60] + "”"


def differences(ours: Any, theirs: Any, path: str = "") -> list[tuple[str, Any, Any]]:
    """Return where two records differ as (place, ours, theirs); not given, empty and null are one; x- keys do not count."""
    if isinstance(ours, dict) or isinstance(theirs, dict):
        mine, other = ours or {}, theirs or {}
        keys = [k for k in dict.fromkeys([*other, *mine]) if not k.startswith("x-")]
        if not isinstance(mine, dict) or not isinstance(other, dict):
            return [(path, ours, theirs)]
        return [d for k in keys if not _left_open(k, other) for d in differences(mine.get(k), other.get(k), f"{path}.{k}".lstrip("."))]
    if isinstance(ours, list) or isinstance(theirs, list):
        mine_, other_ = ours or [], theirs or []
        if len(mine_) != len(other_):
            return [(path, _("{n}项").format(n=len(mine_)), _("{n}项").format(n=len(other_)))]
        return [d for n, (a, b) in enumerate(zip(mine_, other_, strict=True), 1) for d in differences(a, b, f"{path}[{n}]")]
    return [] if _same(ours, theirs) else [(path, ours, theirs)]


def _left_open(key: str, told: Json) -> bool:
    """Whether the file leaves to us what we compute anyway; a meeting's own end is nothing that we could."""
    if key == "end" and "natural_days" not in told:
        return False
    return key in COMPUTED and told.get(key) in (None, "")


def _same(ours: Any, theirs: Any) -> bool:
    blank = (None, "", False)
    return ours == theirs or (ours in blank and theirs in blank and not (ours is False and theirs == 0))


