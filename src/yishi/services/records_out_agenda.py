"""The agenda of a meeting as the record has it, with what the pool knows of each matter and who is recused."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain.records import AgendaItem, Mention, Recusal, Resolution, Topic
from yishi.services.bundle import Bundle
from yishi.services.living import rows
from yishi.services.record_rows_agenda import DAYS, PERSONAL, SAID, WORDS
from yishi.services.records_out_given import Json, day_text, filled
from yishi.services.records_out_people import Seats


def agenda(session: Session, found: Bundle, seats: Seats) -> list[Json]:
    """Return the items in their order."""
    items = found.of(AgendaItem)
    topics = _topics(session, [item.topic_id for item in items])
    reported = {item.about_resolution_id for item in items} - {None}
    numbers = {r.id: r.number for r in rows(session, Resolution, Resolution.id.in_(reported))} if reported else {}
    recused = found.grouped(Recusal, "agenda_item_id")
    told, shown = set[str](), []
    for no, item in enumerate(items, 1):
        put = _item(item, no) | filled(about=numbers.get(item.about_resolution_id, item.about_number),
                                       recused=seats.list(recused.get(item.id, []), reason=lambda r: r.reason))
        topic = topics.get(item.topic_id)
        if topic is None:
            put["topic"] = False
        elif own := _differing(topic, item, again=item.topic_id in told):
            put["topic"] = own
        told.add(item.topic_id)
        shown.append(put)
    return shown


def _item(item: Row[Any], no: int) -> Json:
    return {
        "no": no, "title": item.title, "category": item.category, "source": item.source, "proposer": item.proposer or "",
        "statutory_flag": item.statutory_flag,
        **filled(external_no=item.external_no, planned_minutes=item.planned_minutes, party_precheck_date=day_text(item.party_precheck_on),
                 party_precheck_doc=item.party_precheck_document, outcome=item.outcome, conclusion=item.conclusion),
    }


def _topics(session: Session, ids: list[str | None]) -> dict[str | None, Json]:
    """Return the living topics of these ids, each with its mentions and with the title of the one it was merged into."""
    wanted = {id_ for id_ in ids if id_}
    found = {t.id: dict(t._mapping) for t in rows(session, Topic, Topic.id.in_(wanted))} if wanted else {}
    into = {t["merged_into_id"] for t in found.values()} - {None}
    titles = {t.id: t.title for t in rows(session, Topic, Topic.id.in_(into))} if into else {}
    for topic in found.values():
        topic["merged_into"], topic["mentions"] = titles.get(topic["merged_into_id"], ""), []
    by = (Mention.happened_on, Mention.position, Mention.id)
    for m in rows(session, Mention, Mention.topic_id.in_(found), by=by) if found else []:
        found[m.topic_id]["mentions"].append({"date": day_text(m.happened_on), **filled(source=m.source, who=m.who, text=m.text)})
    return dict(found)


def _differing(topic: Json, item: Row[Any], again: bool) -> Json:
    """Return what the pool says of a topic and the item does not; null where the item says something and the pool nothing.

    A topic that came earlier on the same agenda was told there.
    """
    title = filled(title=topic["title"] if topic["title"] != item.title else "")
    if again:
        return title
    own = {key: topic[key] or None for key in SAID if (topic[key] or "") != (getattr(item, key) or "")}
    days = {key: day_text(topic[key]) for key in DAYS}
    return title | own | filled(**{key: topic[key] for key in (*WORDS, *PERSONAL, "merged_into", "mentions")}, **days)
