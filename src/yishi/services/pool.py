"""The pool of topics between meetings: caught in one line, gathered when raised again, put on an agenda or answered.

What becomes of a topic is its fate: dealt with directly, not taken up (with a reason), passed upward, merged into
another. Without one it is new, or at the meetings whose agendas name it. Codes are those of domain.terms.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yishi.domain import terms
from yishi.domain.likeness import Likeness, essence
from yishi.domain.records import AgendaItem, Meeting, Mention, Topic
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import communities, meetings
from yishi.services.checks import LONGEST_NAME, short, text_of
from yishi.services.living import one, rows
from yishi.services.pool_lines import MeetingAhead, SimilarTopic
from yishi.store.writing import put

OWN_LISTS = ("primary", "assist", "negative")  # 三张清单
_CODES = {
    "source": terms.SOURCE_WORDS, "category": terms.CATEGORY_WORDS, "level": terms.LEVEL_WORDS, "ledger_kind": terms.LEDGER_WORDS,
    "duty_list": {name: terms.DUTY_WORDS[name] for name in OWN_LISTS},
}  # fmt: skip
_SHORT = ("external_no", "phone", "unit", "proposer", "handler", "statutory_flag")
_LONG = ("situation", "wish")
FACTS = (*_CODES, *_SHORT, *_LONG, "raised_on")  # what may be said of a topic, all of it later too


def capture(session: Session, title: str, source: str = "", who: str = "", unit: str = "", on: date | None = None,
            **facts: Any) -> str:
    """Note what somebody raised and return the topic's id; the same title again is a mention of the topic that is there."""
    title = _title(title)
    said = _said({"source": source, "proposer": who, "unit": unit, "raised_on": on, **facts})
    community = communities.mine(session).id
    known = rows(session, Topic, Topic.title == title)
    if known:
        topic = _root(session, known[0].id)
        return again(session, topic.id, on=on, source=source, who=who, text=_complete(topic, said))
    id_ = Topic.id_for(community, title)
    put(session, Topic, id_, {"community_id": community, "title": title, **said})
    return id_


def _complete(topic: Topic, said: dict[str, Any]) -> str:
    """Add what is not known of a topic yet; return the situation where it was told otherwise before."""
    for field in said.keys() - {"source", "proposer", "raised_on", "situation"}:
        if said[field] and not getattr(topic, field):
            setattr(topic, field, said[field])
    told = str(said.get("situation") or "")
    if told and not topic.situation:
        topic.situation, told = told, ""
    return told


def again(session: Session, topic_id: str, on: date | None = None, source: str = "", who: str = "", text: str = "") -> str:
    """Note that a topic was raised again (又提起了), in these words; return its id, that of the one it was merged into."""
    topic = _root(session, topic_id)
    said = _said({"source": source, "proposer": who, "text": text})
    last = session.scalar(select(func.max(Mention.position)).where(Mention.topic_id == topic.id, Mention.deleted.is_(False)))
    session.add(Mention(topic_id=topic.id, position=(last or 0) + 1, happened_on=_on(on), source=said["source"],
                        who=said["proposer"], text=said["text"]))
    return topic.id


def describe(session: Session, topic_id: str, **facts: Any) -> None:
    """Change what is said of a topic: any of FACTS. An agenda that has it already keeps its own words."""
    topic = one(session, Topic, topic_id)
    for field, value in _said(facts).items():
        setattr(topic, field, value)


def reword(session: Session, topic_id: str, title: str) -> str:
    """Put a topic in other words and return its new id; one that came to a meeting keeps its words (refused, YS-K05)."""
    old, title = one(session, Topic, topic_id), _title(title)
    if title == old.title:
        return old.id
    if _listed(session, topic_id):
        raise Refusal("YS-K05", _("“{title}”已经列入会议，题目不能再改。").format(title=shown(old.title)),
                      next_step=_("会上要换个说法，请在会议里改那一项议程。"))
    if rows(session, Topic, Topic.title == title):
        raise Refusal("YS-K06", _("已经有一个议题叫“{title}”。").format(title=shown(title)), next_step=_("是一回事的话，请点“合并”。"))
    kept = {c.key: getattr(old, c.key) for c in Topic.__table__.c if c.key not in ("id", "title", "deleted", "erased")}
    id_ = Topic.id_for(old.community_id, title)
    put(session, Topic, id_, {**kept, "title": title})
    for row in rows(session, Mention, Mention.topic_id == topic_id):
        one(session, Mention, row.id).topic_id = id_
    for row in rows(session, Topic, Topic.merged_into_id == topic_id):
        one(session, Topic, row.id).merged_into_id = id_
    old.deleted = True
    return id_


def remove(session: Session, topic_id: str) -> None:
    """Take a topic that was noted by mistake out of the pool; undo brings it back."""
    topic = one(session, Topic, topic_id)
    if _listed(session, topic_id):
        raise Refusal("YS-K07", _("“{title}”已经列入会议，不能删。").format(title=shown(topic.title)),
                      next_step=_("不议了就点“不议”，写明理由。"))
    topic.deleted = True
    for row in rows(session, Mention, Mention.topic_id == topic_id):
        one(session, Mention, row.id).deleted = True


# ---- what becomes of it


def merge(session: Session, from_id: str, into_id: str) -> None:
    """Make one topic part of another: they are counted together. Nothing moves, so undo takes it apart again."""
    gone, target = one(session, Topic, from_id), _root(session, into_id)
    if gone.id == target.id:
        raise Refusal("YS-K03", _("同一个议题不能并到自己头上。"), next_step=_("请选另一个议题。"))
    if _listed(session, gone.id) and not _listed(session, target.id):
        raise Refusal("YS-K04", _("“{title}”已经列入会议，不能并到别处。").format(title=shown(gone.title)),
                      next_step=_("请反过来，把“{title}”并进它。").format(title=shown(target.title)))
    _end(gone, "merged")
    gone.merged_into_id = target.id


def decline(session: Session, topic_id: str, reason: str) -> None:
    """Do not take a topic up, and say why; the proposer is to be told."""
    why = text_of(reason, _("不议的理由"), required=False)
    if not why:
        raise Refusal("YS-K02", _("不议要写明理由，回音单上要印。"), next_step=_("写一句就行，例如：属于物业分内事，已转物业。"))
    _end(_pooled(session, topic_id), "declined", why)


def direct(session: Session, topic_id: str, done: str = "") -> None:
    """Deal with a topic at once, without a meeting (直接办, 即时答复); `done` says how."""
    _end(_pooled(session, topic_id), "direct", text_of(done, _("怎么办的"), required=False))


def pass_up(session: Session, topic_id: str, to: str, reason: str = "") -> None:
    """Pass a topic upward to whose business it is; nothing is sent, it is noted and printed."""
    unit = short(to, _("报给谁"))
    if not unit:
        raise Refusal("YS-K08", _("还没有写报给谁。"), next_step=_("请写上单位，例如：青石镇城建办。"))
    topic = _pooled(session, topic_id)
    _end(topic, "passed_up", text_of(reason, _("上报的理由"), required=False))
    topic.passed_to = unit


def take_back(session: Session, topic_id: str) -> None:
    """Put a topic back into the pool, as if nothing had been decided about it."""
    _end(one(session, Topic, topic_id), "")


def reply(session: Session, topic_id: str, on: date, channel: str = "", words: str = "") -> None:
    """Note when, how (当面, 电话 …) and what the proposer was told (件件有回音)."""
    topic = one(session, Topic, topic_id)
    topic.replied_on, topic.reply_channel = on, short(channel, _("怎么告知的"))
    topic.reply = text_of(words, _("回音"), required=False) or None


def put_on(session: Session, topic_id: str, meeting_id: str) -> str:
    """Put a topic on the agenda of a meeting that is planned or going on; return the id of the agenda item."""
    topic, meeting = _root(session, topic_id), one(session, Meeting, meeting_id)
    if meeting.state not in ("planned", "open"):
        raise Refusal("YS-K09", _("{number}已经开完了，不能再加议题。").format(number=meeting.number), next_step=_("请列入下一场会。"))
    here = rows(session, AgendaItem, AgendaItem.meeting_id == meeting_id, by=AgendaItem.position)
    if any(item.topic_id == topic.id for item in here):
        raise Refusal("YS-K10", _("“{title}”已经在这场会的议程上了。").format(title=shown(topic.title)), next_step=_("不用再列一遍。"))
    item = AgendaItem(meeting_id=meeting_id, topic_id=topic.id, position=max((i.position for i in here), default=0) + 1,
                      title=topic.title, category=topic.category, source=topic.source, external_no=topic.external_no,
                      proposer=topic.proposer, statutory_flag=topic.statutory_flag)
    session.add(item)
    take_up(session, topic.id)
    session.flush()
    return item.id


def take_up(session: Session, topic_id: str) -> Topic:
    """Return the topic that is meant (that into which it was merged), which no longer has a fate: it comes to a meeting after all."""
    topic = _root(session, topic_id)
    if topic.fate:
        _end(topic, "")
    return topic


def ahead(session: Session) -> tuple[MeetingAhead, ...]:
    """Return the meetings that a topic can be put on, the one going on first, then by day."""
    found = [MeetingAhead(m.id, m.number, m.title, m.start, m.state, m.topics) for m in meetings.lines(session)
             if m.state in ("planned", "open")]
    return tuple(sorted(found, key=lambda m: (m.state != "open", m.start, m.number)))


# ---- what is like it


def likeness(session: Session) -> Likeness:
    """Return the index of everything that was ever raised, by the id of the topic that it now belongs to."""
    known = session.execute(select(Topic.id, Topic.title, Topic.fate, Topic.merged_into_id).where(Topic.deleted.is_(False))).all()
    into = {t.id: t.merged_into_id for t in known if t.fate == "merged"}
    said = session.execute(select(Mention.topic_id, Mention.text).where(Mention.deleted.is_(False), Mention.text.is_not(None)))
    told = [(t.id, t.title) for t in known] + [(m.topic_id, m.text) for m in said]
    return _index(tuple((_last(id_, into), text) for id_, text in told))


@lru_cache(maxsize=1)  # most words are typed between two saves
def _index(told: tuple[tuple[str, str], ...]) -> Likeness:
    return Likeness(told)


def similar(session: Session, text: str, most: int = 3, index: Likeness | None = None) -> tuple[SimilarTopic, ...]:
    """Return the topics that speak of what is being typed, the likest first; who asks at every key keeps the `index`."""
    found = (index or likeness(session)).similar(text, most)
    return tuple(_similar(session, str(each.ref), text) for each in found)


def _similar(session: Session, topic_id: str, text: str) -> SimilarTopic:
    t = one(session, Topic, topic_id)
    times = session.scalar(select(func.count()).where(Mention.topic_id == topic_id, Mention.deleted.is_(False))) or 0
    merged = len(rows(session, Topic, Topic.merged_into_id == topic_id, Topic.fate == "merged"))
    words = terms.FATE_WORDS[t.fate or ("listed" if _listed(session, topic_id) else "new")]
    return SimilarTopic(t.id, t.title, _(words), times + merged, t.title == " ".join(text.split()) or essence(t.title) == essence(text))


# ---- checks


def _title(text: str) -> str:
    return text_of(" ".join(text.split()), _("议题"), longest=LONGEST_NAME)


def _on(day: date | None) -> date:
    if day is None:
        raise TypeError("a mention needs its day")
    return day


def _said(facts: dict[str, Any]) -> dict[str, Any]:
    """Return what was said of a topic, checked."""
    found: dict[str, Any] = {}
    for field, value in facts.items():
        if field in _CODES:
            if value and value not in _CODES[field]:
                raise Refusal("YS-K01", _("没有“{value}”这种说法。").format(value=shown(value)),
                              next_step=_("可以写：{known}。").format(known="、".join(_CODES[field])))
            found[field] = value or ""
        elif field in _SHORT:
            text = short(str(value or ""), _("这一栏"))
            found[field] = text or (None if field in ("proposer", "phone", "handler") else "")
        elif field in _LONG or field == "text":
            found[field] = text_of(str(value or ""), _("这一栏"), required=False) or None
        elif field == "raised_on":
            found[field] = value
        else:
            raise TypeError(field)
    return found


def _pooled(session: Session, topic_id: str) -> Topic:
    """Return a topic about which something can be decided; one that was merged is refused (YS-K11)."""
    topic = one(session, Topic, topic_id)
    if topic.fate == "merged":
        raise Refusal("YS-K11", _("“{title}”已经并到别的议题里了。").format(title=shown(topic.title)),
                      next_step=_("请到那个议题上去办，或者先点“放回议题池”。"))
    return topic


def _root(session: Session, topic_id: str) -> Topic:
    """Return the topic itself, or the one that it was merged into in the end."""
    topic, seen = one(session, Topic, topic_id), {topic_id}
    while topic.fate == "merged" and topic.merged_into_id and topic.merged_into_id not in seen:
        seen.add(topic.merged_into_id)
        topic = one(session, Topic, topic.merged_into_id)
    return topic


def _last(id_: str, into: dict[str, str | None]) -> str:
    seen = {id_}
    while (target := into.get(id_)) and target not in seen:
        id_ = target
        seen.add(id_)
    return id_


def _listed(session: Session, topic_id: str) -> bool:
    held = {m.id for m in rows(session, Meeting)}
    return any(i.meeting_id in held for i in rows(session, AgendaItem, AgendaItem.topic_id == topic_id))


def _end(topic: Topic, fate: str, reason: str = "") -> None:
    """Set the fate of a topic; what an earlier one said, and the reply to it, holds no longer."""
    topic.fate, topic.fate_reason, topic.passed_to, topic.merged_into_id = fate, reason or None, "", None
    topic.replied_on, topic.reply_channel, topic.reply = None, "", None
