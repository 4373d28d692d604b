"""What is looked through for words: the kinds of records, their texts, their moment, and how the newest with all words are asked for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select

from yishi.domain import finding
from yishi.domain.records import AgendaItem, Attachment, LoopEvent, Meeting, Resolution, Speech, Topic

SHOWN = 3  # texts of a record that are looked through
_NONE: Any = literal("")
_FIRST: Any = literal(0)


@dataclass(frozen=True)
class Source:
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


SOURCES = (
    Source("topic", "topics", Topic, (Topic.title, Topic.situation, Topic.wish), Topic.id, Topic.raised_on),
    Source("resolution", "follow", Resolution, (Resolution.number, Resolution.text), Resolution.id, Meeting.starts, Resolution.number,
            Resolution.position, ((Meeting, Resolution.meeting_id), (AgendaItem, Resolution.agenda_item_id))),
    Source("meeting", "meetings", Meeting, (Meeting.number, Meeting.title, Meeting.place), Meeting.id, Meeting.starts, Meeting.number),
    Source("agenda", "meetings", AgendaItem, (AgendaItem.title, AgendaItem.conclusion), AgendaItem.meeting_id, Meeting.starts,
            Meeting.number, AgendaItem.position, ((Meeting, AgendaItem.meeting_id),)),
    Source("speech", "meetings", Speech, (Speech.speaker, Speech.text, Speech.reply), Speech.meeting_id, Meeting.starts,
            Meeting.number, Speech.position, ((Meeting, Speech.meeting_id), (AgendaItem, Speech.agenda_item_id))),
    Source("event", "follow", LoopEvent, (LoopEvent.doer, LoopEvent.text, LoopEvent.document), LoopEvent.resolution_id,
            LoopEvent.happened_on, Resolution.number, -LoopEvent.position,
            ((Resolution, LoopEvent.resolution_id), (Meeting, Resolution.meeting_id), (AgendaItem, Resolution.agenda_item_id))),
    Source("document", "meetings", Attachment, (Attachment.caption,), Attachment.meeting_id, Meeting.starts, Meeting.number,
            Attachment.position, ((Meeting, Attachment.meeting_id), (AgendaItem, Attachment.agenda_item_id))),
)  # fmt: skip


class Found(NamedTuple):
    """A record as it is asked for; moment is ISO text, "" for none, and later ones come first, then lower ranks, then lower ids."""

    kind: str
    ref: str
    number: str
    moment: str
    rank: int
    id: str
    text_0: str
    text_1: str
    text_2: str
    place: int = 0  # in the index


def in_order(found: Iterable[Found]) -> list[Found]:
    """Return the newest first; of one moment by rank, then by id."""
    ordered = sorted(found, key=itemgetter(4, 5))  # rank, id
    ordered.sort(key=itemgetter(3), reverse=True)  # moment
    return ordered


def moment_of(source: Source) -> ColumnElement[str]:
    """Return the moment of a source's records as text, "" for none."""
    return func.coalesce(cast(source.moment, String), "")


def everything(source: Source, start: Any = None) -> Select[Any]:
    """Select all living records of a kind that hang on nothing deleted, as `Found`; `start`: a join that brings the source's table."""
    texts: list[Any] = [func.coalesce(text, "") for text in source.texts]
    texts += [literal("")] * (SHOWN - len(texts))
    query = select(
        literal(source.kind).label("kind"), source.ref.label("ref"), source.number.label("number"), moment_of(source).label("moment"),
        source.rank.label("rank"), source.table.id.label("id"), *(text.label(f"text_{n}") for n, text in enumerate(texts)),
    ).select_from(source.table if start is None else start)  # fmt: skip
    for parent, named in source.parents:
        query = query.outerjoin(parent, parent.id == named).where(parent.deleted.is_not(True))
    return query.where(source.table.deleted.is_(False))


def looked_through(source: Source, words: tuple[str, ...], most: int, among: Collection[str] | None = None) -> Select[Any]:
    """Select the newest records of one kind that have all the words, by a look at every text; or only of those with ids `among`."""
    query = everything(source).where(*(_has(source.texts, word) for word in words))
    if among is not None:
        query = query.where(source.table.id.in_(among))
    return query.order_by(moment_of(source).desc(), source.rank, source.table.id).limit(most)


def _has(columns: Iterable[Any], word: str) -> ColumnElement[bool]:
    """Return the condition that one of the columns has the folded word: only the signs of this word are folded in the columns."""
    folded = []
    for column in columns:
        for written, sign in finding.written_as(word):
            column = func.replace(column, written, sign)
        folded.append(column.contains(word, autoescape=True))
    return or_(*folded)
