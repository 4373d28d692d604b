"""The agenda of a record: what each item says, the matter it is about as the pool has it, and who is recused."""

from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.records import AgendaItem, Mention, Recusal, Resolution, Topic
from yishi.domain.records.record import natural_id
from yishi.i18n import _
from yishi.services.living import one, rows
from yishi.services.record_rows_found import Found, Json, day, wrong
from yishi.services.record_rows_people import Roster

SAID = ("category", "source", "external_no", "proposer", "statutory_flag")  # of an item and, at first, of its topic
WORDS = ("unit", "level", "duty_list", "ledger_kind", "fate", "passed_to", "reply_channel")  # of a topic only; "" = nothing
PERSONAL = ("situation", "wish", "handler", "phone", "fate_reason", "reply")  # of a topic only; None = nothing
DAYS = ("raised_on", "replied_on")


def agenda(found: Found, roster: Roster) -> None:
    """Read the agenda."""
    for item in found.record["agenda"]:
        if item["no"] != len(found.agenda) + 1:
            raise wrong(_("{id}：议程的序号要从1起连着编，这里是{no}。").format(id=found.number, no=item["no"]))
        topic = item.get("topic")
        about = item.get("about", "")
        told = {key: item.get(key) or ("" if key != "proposer" else None) for key in SAID}
        id_ = found.agenda[item["no"]] = found.child(
            AgendaItem, found.meeting, item["no"], meeting_id=found.meeting, title=item["title"], **told,
            topic_id=None if topic is False else _topic(found, topic or {}, item["title"], told),
            planned_minutes=item.get("planned_minutes"), about_resolution_id=None, about_number=about,
            party_precheck_on=day(item.get("party_precheck_date")), party_precheck_document=item.get("party_precheck_doc", ""),
            outcome=item.get("outcome", ""), conclusion=item.get("conclusion", ""),
        )
        for n, recused in enumerate(item.get("recused", []), 1):
            person, name = roster.meant(recused, f"agenda[{item['no']}].recused[{n}]")
            found.put_once(Recusal, Recusal.id_for(id_, person), name, meeting_id=found.meeting, agenda_item_id=id_, person_id=person,
                           reason=recused.get("reason") or None)


def about(found: Found) -> None:
    """Put the resolutions that items report on in the place of their numbers, where this record or the book has them."""
    wanted = {row["about_number"] for row in found.rows[AgendaItem]} - {""}
    if not wanted:
        return
    known = {r.number: r.id for r in rows(found.session, Resolution, Resolution.number.in_(wanted), by=Resolution.id.desc())}
    known |= found.resolutions
    for row in found.rows[AgendaItem]:
        if row["about_number"] in known:
            row.update(about_resolution_id=known[row["about_number"]], about_number="")


def report_on(session: Session, numbers: list[str]) -> None:
    """Let items that came in before the resolutions they report on point to them, now that these are there."""
    waiting = rows(session, AgendaItem, AgendaItem.about_number.in_(numbers)) if numbers else []
    for row in waiting:
        item = one(session, AgendaItem, row.id)
        item.about_resolution_id = rows(session, Resolution, Resolution.number == row.about_number, by=Resolution.id)[0].id
        item.about_number = ""


def _topic(found: Found, told: Json, title: str, said: Json) -> str:
    """Return the topic's id; one that the book knows already stays as it is there, a new one is as the item and `topic` say."""
    title = told.get("title") or title
    living = _known(found, title)
    if living is not None:
        return living
    own = {key: said[key] if told.get(key, "") == "" else told[key] for key in SAID if key in told}  # null: the pool does not say
    blank = {"proposer": None} if "proposer" in told and told["proposer"] is None else {}
    values: dict[str, Any] = {**said, **{key: value if value is not None else "" for key, value in own.items()}, **blank}
    values |= {key: told.get(key) or "" for key in WORDS} | {key: told.get(key) or None for key in PERSONAL}
    values |= {key: day(told.get(key)) for key in DAYS}
    id_ = found.put(Topic, _free_id(found, title), community_id=found.mine.id, title=title, **values)
    if told.get("merged_into"):
        into = _known(found, told["merged_into"])
        values = {"merged_into_id": into or _topic(found, {}, told["merged_into"], dict.fromkeys(SAID, "") | {"proposer": None})}
        next(row for row in found.rows[Topic] if row["id"] == id_).update(values)
    for n, mention in enumerate(told.get("mentions", []), 1):
        found.child(Mention, id_, n, topic_id=id_, happened_on=day(mention["date"]), source=mention.get("source", ""),
                    who=mention.get("who") or None, text=mention.get("text") or None)
    return id_


def _known(found: Found, title: str) -> str | None:
    """Return the topic of this title that the record has brought already, or that lives in the book."""
    fresh = next((row["id"] for row in found.rows[Topic] if row["title"] == title), None)
    if fresh is not None:
        return str(fresh)
    mine = rows(found.session, Topic, Topic.title == title, by=Topic.id)
    own = Topic.id_for(found.mine.id, title)
    return next((t.id for t in mine if t.id == own), mine[0].id if mine else None)


def _free_id(found: Found, title: str) -> str:
    """Return the id that every copy gives to this title, or the next one where the matter behind it has been given another title."""
    id_, n = Topic.id_for(found.mine.id, title), 1
    while (known := found.session.get(Topic, id_)) is not None and not known.deleted:
        n += 1
        id_ = natural_id("topic", found.mine.id, title, str(n))
    return id_
