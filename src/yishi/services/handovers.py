"""交接: an officer leaves, what they promised goes on in other hands, in one action; the sheet of it is `handover_paper`.

A promise names a person, or the post they hold (村委会主任): what is the post's stays so, and goes over with the post. A topic
that somebody sees to (经办人) is promised too: its proposer waits for an answer.

Owner and supervisor stay two hands of two families (domain rule 3.1): where the successor may not, nothing is changed and
the rule is told. Who has inspected or granted an extension is not replaced here: that the meeting decides (services.watching).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.guards import bare, same_person
from yishi.domain.records import Handover, Meeting, Person, Resolution, Topic
from yishi.domain.transitions import State
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import bodies, bundle, kinship, posts, resolutions, topics, watching
from yishi.services.answers import ResolutionLine
from yishi.services.checks import checked_name, text_of
from yishi.services.dossier import BEFORE, Dossier, gather
from yishi.services.living import as_list, name_of, one, rows, unlist
from yishi.services.prepared import MembershipLine
from yishi.store.writing import put

OWNER, SUPERVISOR = "owner", "supervisor"
_OVER = (State.ARCHIVED, State.TERMINATED, State.DRAFT)


@dataclass(frozen=True)
class OpenPromise:
    """A resolution that somebody has in hand; `barred` why it cannot be handed over here, `besides` what else is due on it."""

    line: ResolutionLine
    role: str  # OWNER SUPERVISOR
    barred: str = ""
    besides: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """By which it is ticked."""
        return self.line.id, self.role


@dataclass(frozen=True)
class OpenTopic:
    """A topic that somebody sees to and whose proposer has had no answer yet (件件有回音)."""

    id: str
    title: str
    proposer: str
    status_words: str


@dataclass(frozen=True)
class InHand:
    """What somebody has in hand as of a day.

    `posts` are the memberships that are not over, `matters` the topics they see to. `topics` they raised and wait for an answer
    themselves, `unfinished` are the meetings they recorded that are not final: neither changes hands by itself. `namesakes`: how many
    others have their name.
    """

    person_id: str
    name: str
    promises: tuple[OpenPromise, ...]
    posts: tuple[MembershipLine, ...]
    topics: tuple[str, ...]
    unfinished: tuple[str, ...]
    namesakes: int
    matters: tuple[OpenTopic, ...] = ()

    @property
    def open(self) -> int:
        """How many promises and matters wait."""
        return len(self.promises) + len(self.matters)


def in_hand(session: Session, leaver_id: str, today: date) -> InHand:
    """Return what an officer who leaves has in hand, the most urgent first."""
    person = one(session, Person, leaver_id)
    name, titles = person.name or "", posts.held(session, leaver_id, today)
    open_ = [d for d in gather(bundle.of_open(session, today, today), today) if d.meeting_day <= today and _is_open(d)]
    told = [promise for d in open_ if (promise := _promise(d, name, titles, today)) is not None]
    told.sort(key=lambda each: (each.role == SUPERVISOR, *resolutions.worst_first(each.line)))
    held = tuple(m for m in bodies.of_person(session, leaver_id) if m.ends_on is None)
    raised = rows(session, Topic, Topic.proposer.startswith(name, autoescape=True), Topic.fate == "", Topic.replied_on.is_(None))
    recorded = rows(session, Meeting, Meeting.recorder.startswith(name, autoescape=True), Meeting.state != "final")
    return InHand(
        leaver_id, name, tuple(told), held, tuple(t.title for t in raised if same_person(t.proposer or "", name)),
        tuple(m.number for m in recorded if name_of(m.recorder) == name and m.starts[:10] <= today.isoformat()),
        len(rows(session, Person, Person.name == name, Person.id != leaver_id)),
        matters(session, lambda handler: _means(handler, name, titles), today),
    )  # fmt: skip


def matters(session: Session, theirs: Callable[[str], bool], today: date, ids: Iterable[str] = ()) -> tuple[OpenTopic, ...]:
    """Return the open topics whose 经办人 is one of `theirs`, or that are among `ids`, what waits longest first."""
    given, waiting = set(ids), rows(session, Topic, Topic.handler.is_not(None), Topic.replied_on.is_(None))
    mine = {t.id for t in waiting if t.id in given or theirs(t.handler)}
    found = [e for e in topics.entries(session, today) if e.id in mine and e.status not in ("merged", "done")] if mine else []
    return tuple(OpenTopic(e.id, e.title, e.proposer, e.status_words) for e in reversed(found))


def _means(text: str, name: str, titles: frozenset[str]) -> bool:
    """Whether words name somebody: by their name, or by a post they hold."""
    return same_person(text, name) or bare(text) in titles


def _is_open(d: Dossier) -> bool:
    return d.standing.state not in _OVER and (d.standing.state is not State.CLOSED or resolutions.needs_doing(resolutions.line_of(d)))


def _promise(d: Dossier, name: str, titles: frozenset[str], today: date) -> OpenPromise | None:
    """Return what somebody has to do with a resolution: owner before supervisor, nothing for neither."""
    line = resolutions.line_of(d)
    if _means(line.owner, name, titles):
        return OpenPromise(line, OWNER, besides=_besides(d, line, OWNER, today))
    if _means(line.supervisor, name, titles):
        return OpenPromise(line, SUPERVISOR, watching.settled(d), _besides(d, line, SUPERVISOR, today))
    return None


def _besides(d: Dossier, line: ResolutionLine, role: str, today: date) -> tuple[str, ...]:
    """Return the whistle that waits and the visit that is due, said beside the promise they belong to."""
    said = []
    if d.standing.state is State.ESCALATED and role == OWNER:
        said.append(_("吹过哨，还在等报到"))
    if d.standing.state is State.INSPECTING:
        said.append(_("报了办结，等着去现场督查"))
    elif d.standing.state is State.RECTIFYING and line.due is not None and line.due <= today:
        said.append(_("整改期限到了，要去复查") if role == SUPERVISOR else _("整改期限到了"))
    return tuple(said)


def hand_over(session: Session, leaver_id: str, successor_id: str, on: date, today: date, *, witness: str = "",
              promises: Iterable[tuple[str, str]] = (), ended: Sequence[str] = (), note: str = "",
              matters: Iterable[str] = ()) -> str:  # fmt: skip
    """Write down a handover and let each of `promises` (resolution id, role) and `matters` (topic ids) go to the successor; return its id.

    `ended`: memberships that end with the day; the successor takes the same place in that body from that day on. Refused
    as a whole: YS-M72 to oneself, YS-M73 a day that is still to come, YS-M74 nothing ticked, YS-M75 twice on one day, YS-M76 a
    witness who is one of the two, YS-L12 and YS-L46 where owner and supervisor would be one hand or one family, YS-L57 a
    supervisor who has inspected.
    """
    leaver, successor = one(session, Person, leaver_id), one(session, Person, successor_id)
    given, places, answers = list(dict.fromkeys(promises)), list(dict.fromkeys(ended)), list(dict.fromkeys(matters))
    told = _checked(session, leaver, successor, on, today, witness, bool(given or places or answers))
    here = in_hand(session, leaver_id, today)
    mine, open_topics = {p.key: p for p in here.promises}, {t.id for t in here.matters}
    for membership_id in places:
        _pass_on(session, membership_id, leaver_id, successor, on)
    session.flush()
    title, now = posts.titles(session, on).get(successor_id, "") or successor.role, posts.held(session, successor_id, on)
    if not {*given} <= mine.keys() or not {*answers} <= open_topics:
        raise Refusal("YS-M77", _("有一件事已经不在{name}手上了。").format(name=leaver.name), next_step=_("请看看最新的清单再交接。"))
    theirs = {d.row.id for d in gather(bundle.of_open(session, today, today), today) if same_person(d.owner, successor.name or "")}
    for key in given:
        _give(session, mine[key], successor.name or "", title, now, today, went_over=key[0] in theirs and key[1] == OWNER)
    given += [key for key in mine if key not in given and key[1] == OWNER and key[0] in theirs]  # with the post, asked or not
    for id_ in answers:
        topic = one(session, Topic, id_)
        if bare(topic.handler or "") not in now:  # what is the post's went over with it
            topic.handler = successor.name
    items = as_list(dict.fromkeys((*(id_ for id_, _role in given), *answers))) or "[]"
    put(session, Handover, Handover.id_for(leaver_id, on), {
        "leaver_id": leaver_id, "successor_id": successor_id, "happened_on": on, "witness": told or None, "items": items,
        "note": text_of(note, _("说明"), required=False) or None})  # fmt: skip
    session.flush()
    return Handover.id_for(leaver_id, on)


def _checked(session: Session, leaver: Person, successor: Person, on: date, today: date, witness: str, anything: bool) -> str:
    """Return the name of the witness; refuse what cannot be a handover at all."""
    if leaver.id == successor.id:
        raise Refusal("YS-M72", _("{name}不能交接给自己。").format(name=leaver.name), next_step=_("请选另一位接手的人。"))
    if on > today:
        raise Refusal("YS-M73", _("交接日期{on}还没到。").format(on=on), next_step=_("请在交接那天或以后再记。"))
    if not anything:
        raise Refusal("YS-M74", _("一件也没有勾上。"), next_step=_("请勾上要交接的事，或者到期的职务。"))
    if rows(session, Handover, Handover.id == Handover.id_for(leaver.id, on)):
        raise Refusal("YS-M75", _("{name}在{on}已经交接过一次了。").format(name=leaver.name, on=on),
                      next_step=_("刚才记错了的，按 Ctrl+Z 撤销再记。"))
    name = checked_name(witness) if witness.strip() else ""
    if name and any(same_person(name, each.name or "") for each in (leaver, successor)):
        raise Refusal("YS-M76", _("监交人不能是交接的两个人之一（{name}）。").format(name=bare(name)), next_step=_("请另请一位监交。"))
    return name


def _pass_on(session: Session, membership_id: str, leaver_id: str, successor: Person, on: date) -> None:
    """End a membership with the day before and let the successor take its place from the day on, unless they are in that body."""
    line = next((m for m in bodies.of_person(session, leaver_id) if m.id == membership_id and m.ends_on is None), None)
    if line is None:
        raise Refusal("YS-M45", _("这个职务已经到期了。"), next_step=_("请看看他参加的组织里写的起止日。"))
    first = line.starts_on is not None and line.starts_on >= on
    bodies.leave(session, leaver_id, line.body, on if first else on - timedelta(days=1))
    session.flush()
    there = any(m.body == line.body and (m.ends_on is None or m.ends_on >= on) for m in bodies.of_person(session, successor.id))
    if not there:
        bodies.join(session, successor.id, line.body, line.post, on)


def _give(session: Session, promise: OpenPromise, name: str, title: str, now: frozenset[str], today: date, *,
          went_over: bool) -> None:  # fmt: skip
    """Put the successor, who holds the posts `now`, where the leaver stood; what was done stays in the name of who did it.

    Where the promise is the post's, and the post `went_over`, it stays as it is.
    """
    line = promise.line
    try:
        if promise.role == SUPERVISOR and bare(line.supervisor) in now:
            kinship.check_supervisor(session, name, line.owner)
            return
        if promise.role == SUPERVISOR:
            if any(same_person(each, name) and each.endswith(BEFORE) for each in line.assist):
                raise Refusal("YS-L12", _("{name}原来是责任人，督查人和责任人不能是同一个人。").format(name=name))
            watching.change(session, line.id, name, _("交接"), today)
            return
        kinship.check_supervisor(session, line.supervisor, name)
    except Refusal as why:
        said = _("{number}：{why}").format(number=line.number, why=why.message)
        raise Refusal(why.code, said, why.safe, _("请把这一件的勾去掉，由会议另定；或者换一位接手的人。")) from None
    if went_over or bare(line.owner) in now:
        return
    record = one(session, Resolution, line.id)
    assist = [str(each) for each in unlist(record.assist) if not same_person(str(each), name)]
    if _did_something(session, line.id, line.owner) and not any(same_person(each, line.owner) for each in assist):
        assist.append(f"{bare(line.owner)}{BEFORE}")  # their steps stay theirs: the log is checked by who may make them
    record.owner, record.owner_title, record.assist = name, title, as_list(assist)


def _did_something(session: Session, resolution_id: str, name: str) -> bool:
    found = gather(bundle.of_resolution(session, resolution_id))
    return any(same_person(e.doer or "", name) for d in found for e in d.events)


def latest(session: Session) -> tuple[tuple[str, str, date], ...]:
    """Return the handovers so far as (leaver, successor, day), the newest first."""
    found: list[Any] = rows(session, Handover, by=Handover.happened_on)
    names = {p.id: p.name or "" for p in rows(session, Person)}
    return tuple((names.get(h.leaver_id, ""), names.get(h.successor_id, ""), h.happened_on) for h in reversed(found))
