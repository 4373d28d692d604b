"""Looking for words in the whole book: people, topics, meetings, agenda, speeches, resolutions, steps of the loop, documents.

Any length from one character; of two words both must be there. What a hit leads to is a place of the program and a record's id.
What was deleted is never found, nor what hangs on something deleted; an erased person is not, and erased words are gone from
the columns themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from yishi.domain import finding
from yishi.domain.marker import N_
from yishi.domain.records import AgendaItem, Attachment, LoopEvent, Meeting, Person, Resolution, Speech, Topic
from yishi.errors import Refusal
from yishi.i18n import _

MOST = 50  # of each kind
MOST_WORDS = 20
LONGEST = 2000  # characters of all the words
PHONE_TAIL = 3  # figures; fewer would bring in half a village
_SHOWN = 3  # texts of a record that are looked through
KINDS = {
    "person": N_("人员"), "topic": N_("议题"), "resolution": N_("决议"), "meeting": N_("会议"), "agenda": N_("议程"),
    "speech": N_("发言"), "event": N_("办理经过"), "document": N_("资料"),
}  # fmt: skip


@dataclass(frozen=True)
class Hit:
    """Something found: its kind, the id and the place it leads to, its words on one line, where the query stands in them, its day.

    `ref` and `place` are what a page is sent to; marks are (from, to) in characters; `number` is what is printed, where there is one.
    """

    kind: str
    ref: str
    place: str
    text: str
    marks: tuple[finding.Span, ...]
    on: date | None
    number: str = ""


def find(session: Session, query: str, most: int = MOST) -> tuple[Hit, ...]:
    """Return what has all the words of `query`: people first, then the rest, newest first; at most `most` of each kind.

    Nothing for a query without words; refuses (YS-R20) one that is longer than anybody types.
    """
    words = finding.words_of(query)
    if len(words) > MOST_WORDS or sum(map(len, words)) > LONGEST:
        raise Refusal("YS-R20", _("要找的词太多，最多{n}个。").format(n=MOST_WORDS), next_step=_("请只写最要紧的两三个词。"))
    if not words:
        return ()
    return (*_people(session, words, most), *_written(session, words, most))


def _written(session: Session, words: tuple[str, ...], most: int) -> list[Hit]:
    parts = [select(_newest(source, words, most).subquery()) for source in _SOURCES]
    places = {source.kind: source.place for source in _SOURCES}
    found = sorted(session.execute(union_all(*parts)), key=lambda row: (row.rank, row.id))
    found.sort(key=lambda row: str(row.moment), reverse=True)
    hits = []
    for row in found:
        text, marks = finding.excerpt((row.text_0, row.text_1, row.text_2), words)
        on = date.fromisoformat(row.moment[:10]) if row.moment else None
        hits.append(Hit(row.kind, row.ref, places[row.kind], text, marks, on, row.number))
    return hits


_NONE: Any = literal("")
_FIRST: Any = literal(0)


@dataclass(frozen=True)
class _Source:
    """One kind of record: where it leads, what is looked through (the first text is its title), when it was, on what it hangs."""

    kind: str
    place: str
    table: Any
    texts: tuple[Any, ...]
    ref: Any
    moment: Any
    number: Any = _NONE
    rank: Any = _FIRST  # among those of one moment
    parents: tuple[tuple[Any, Any], ...] = ()  # each with the column that names it; one that is not named does no harm


_SOURCES = (
    _Source("topic", "topics", Topic, (Topic.title, Topic.situation, Topic.wish), Topic.id, Topic.raised_on),
    _Source("resolution", "follow", Resolution, (Resolution.number, Resolution.text), Resolution.id, Meeting.starts, Resolution.number,
            Resolution.position, ((Meeting, Resolution.meeting_id), (AgendaItem, Resolution.agenda_item_id))),
    _Source("meeting", "meetings", Meeting, (Meeting.number, Meeting.title, Meeting.place), Meeting.id, Meeting.starts, Meeting.number),
    _Source("agenda", "meetings", AgendaItem, (AgendaItem.title, AgendaItem.conclusion), AgendaItem.meeting_id, Meeting.starts,
            Meeting.number, AgendaItem.position, ((Meeting, AgendaItem.meeting_id),)),
    _Source("speech", "meetings", Speech, (Speech.speaker, Speech.text, Speech.reply), Speech.meeting_id, Meeting.starts,
            Meeting.number, Speech.position, ((Meeting, Speech.meeting_id), (AgendaItem, Speech.agenda_item_id))),
    _Source("event", "follow", LoopEvent, (LoopEvent.doer, LoopEvent.text, LoopEvent.document), LoopEvent.resolution_id,
            LoopEvent.happened_on, Resolution.number, -LoopEvent.position,
            ((Resolution, LoopEvent.resolution_id), (Meeting, Resolution.meeting_id), (AgendaItem, Resolution.agenda_item_id))),
    _Source("document", "meetings", Attachment, (Attachment.caption,), Attachment.meeting_id, Meeting.starts, Meeting.number,
            Attachment.position, ((Meeting, Attachment.meeting_id), (AgendaItem, Attachment.agenda_item_id))),
)  # fmt: skip


def _newest(source: _Source, words: tuple[str, ...], most: int) -> Select[Any]:
    """Select the newest records of one kind that have all the words."""
    texts: list[Any] = [func.coalesce(text, "") for text in source.texts]
    texts += [literal("")] * (_SHOWN - len(texts))
    moment = func.coalesce(cast(source.moment, String), "").label("moment")
    rank, id_ = source.rank.label("rank"), source.table.id.label("id")
    query = select(
        literal(source.kind).label("kind"), source.ref.label("ref"), source.number.label("number"), moment, rank, id_,
        *(text.label(f"text_{n}") for n, text in enumerate(texts)),
    ).select_from(source.table)  # fmt: skip
    for parent, named in source.parents:
        query = query.outerjoin(parent, parent.id == named).where(parent.deleted.is_not(True))
    query = query.where(source.table.deleted.is_(False), *(_has(source.texts, word) for word in words))
    return query.order_by(moment.desc(), rank, id_).limit(most)


def _has(columns: Iterable[Any], word: str) -> ColumnElement[bool]:
    """Return the condition that one of the columns has the folded word: only the signs of this word are folded in the columns."""
    folded = []
    for column in columns:
        for written, sign in finding.written_as(word):
            column = func.replace(column, written, sign)
        folded.append(column.contains(word, autoescape=True))
    return or_(*folded)


def _people(session: Session, words: tuple[str, ...], most: int) -> list[Hit]:
    """Find people by name, group, the end of the phone number, and how the name sounds; a dot inside a name may be left out."""
    query = select(Person.id, Person.name, Person.unit, Person.phone).where(
        and_(Person.deleted.is_(False), Person.erased.is_not(True), Person.name != "")
    )
    rows = session.execute(query.order_by(Person.name, Person.unit, Person.id)).all()
    heard, whole = _heard([str(row.name) for row in rows], words)
    found = []
    for n, row in enumerate(rows):
        name, unit = finding.fold(row.name), finding.fold(row.unit or "")
        seen = [_seen(word, name, unit, row.phone or "") for word in words]
        if n in whole or all(sees or n in heard.get(word, ()) for word, sees in zip(words, seen, strict=True)):
            text, marks = finding.excerpt((row.name, row.unit), words)
            by_sound = n in whole or not all(seen)
            order = (by_sound, whole.get(n, 0), not name.startswith(words[0]), n)
            found.append((order, Hit("person", row.id, "people", text, marks or ((0, len(row.name)),) if by_sound else marks, None)))
    return [hit for _order, hit in sorted(found, key=lambda each: each[0])[:most]]


def _seen(word: str, name: str, unit: str, phone: str) -> bool:
    bare = word.replace(finding.DOT, "")
    tail = len(word) >= PHONE_TAIL and word.isdecimal() and phone.endswith(word)
    return word in name or word in unit or tail or (bool(bare) and bare in name.replace(finding.DOT, ""))


def _heard(names: list[str], words: tuple[str, ...]) -> tuple[dict[str, frozenset[int]], dict[int, int]]:
    """Return who is meant by the sound of each word, and by all words as one name (wang jian guo), the likeliest first."""
    from yishi.services import sound

    latin = [word for word in words if (said := sound.typed(word)).isascii() and said.isalpha()]
    if not latin:
        return {}, {}
    index = sound.Index((name, ()) for name in names)
    each = {word: frozenset(index.find(word)) for word in latin}
    whole = index.find("".join(words)) if len(latin) == len(words) else []
    return each, {place: n for n, place in enumerate(whole)}
