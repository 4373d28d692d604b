"""A record file turned into rows with natural ids, kind by kind, in an order in which each finds its parents.

Here the meeting itself is read; its people, its agenda, what was said and what became of it have modules of their own.
"""

import json
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain import meeting_forms, rule_profiles
from yishi.domain.records import Attachment, Correction, Meeting, Waiver
from yishi.i18n import _
from yishi.services import finalising, record_rows_agenda, record_rows_loop, record_rows_said
from yishi.services.answers import CommunityFacts
from yishi.services.living import as_list, name_of, role_of
from yishi.services.record_rows_found import ORDER, Found, Json, Rows, day, wrong
from yishi.services.record_rows_people import Roster

_AS_GIVEN = ("planned_minutes", "members", "households_total", "households_present")


def rows_of(session: Session, record: Json, mine: CommunityFacts) -> Rows:
    """Return the rows of one meeting; people and topics that the book knows already are not among them."""
    found = Found(session, record, mine)
    roster = Roster(found)
    _meeting(found, roster)
    roster.sign_in_sheet()
    record_rows_agenda.agenda(found, roster)
    record_rows_said.speeches(found)
    record_rows_said.votes(found, roster)
    record_rows_said.dissent(found)
    _remarks(found)
    record_rows_loop.loop(found, roster)
    record_rows_agenda.about(found)
    return {kind: found.rows[kind] for kind in ORDER if found.rows[kind]}


def _meeting(found: Found, roster: Roster) -> None:
    r = found.record
    if r.get("end") and r["end"] < r["start"]:
        raise wrong(_("{id}：散会时间{end}早于开会时间{start}。").format(id=found.number, end=r["end"], start=r["start"]))
    area = r.get("area") or {}
    found.put(
        Meeting, found.meeting, community_id=found.mine.id, number=found.number, form=r["form"], title=r["title"], org=r["org"],
        place=r["place"], starts=r["start"], ends=r.get("end") or None, state=r.get("state", "closed"),
        notice_date=day(r.get("notice_date")), notice_channels=as_list(r.get("notice_channels")), host=r.get("host") or None,
        recorder=r.get("recorder") or None, rule_profile=r.get("rule_profile") or "consultation",
        parties=as_list(r.get("parties")), steps=as_list(r.get("steps")), no_dissent=r.get("no_dissent", False),
        extras=as_list(_extras(r)), held_under=_held_under(found), entered_on=day(r.get("entered_on")),
        area_id=roster.area(area.get("unit_type"), area.get("name", "")), **{key: r.get(key) for key in _AS_GIVEN},
    )
    for key in finalising.OFFICES:
        for text in _one_after_another(r, key):
            roster.mention(name_of(text), role_of(text))


def _one_after_another(r: Json, key: str) -> list[str]:
    """Return host or recorder as they stood when the meeting began, and as they were put right since: all are on the roster."""
    found, word = [str(r.get(key, ""))], finalising.FIELDS["meeting", key]
    for correction in reversed(r.get("corrections", [])):
        if correction["what"] in (word, _(word)) and correction["new"] == found[0]:
            found.insert(0, str(correction["old"]))
    return found


def _held_under(found: Found) -> str | None:
    """Return form and rule as they were when it began, in the text in which they are frozen live."""
    told = found.record.get("held_under")
    if not told:
        return None
    if meeting_forms.lenient(told["form"]) is None or (told.get("rule") and rule_profiles.lenient(told["rule"]) is None):
        raise wrong(_("{id} 的 held_under：当时的会议形式或规则读不出来。").format(id=found.number))
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _remarks(found: Found) -> None:
    """Read why the meeting went on all the same, what was put right later, and what lies beside the book."""
    r, meeting = found.record, found.meeting
    for w in r.get("waivers", []):
        found.put_once(Waiver, Waiver.id_for(meeting, w["matter"]), w["matter"], meeting_id=meeting, matter=w["matter"],
                       reason=w["reason"] or None)
    for n, c in enumerate(r.get("corrections", []), 1):
        found.child(Correction, meeting, n, meeting_id=meeting, happened_on=day(c["date"]), what=c["what"], old_text=c["old"],
                    new_text=c["new"], reason=c["reason"])
    for n, a in enumerate(r.get("attachments", []), 1):
        item = found.item(a["agenda"], f"attachments[{n}]") if "agenda" in a else None
        found.put_once(Attachment, Attachment.id_for(meeting, a["sha256"]), a["sha256"][:8], meeting_id=meeting, agenda_item_id=item,
                       position=n, kind=a["kind"], sha256=a["sha256"], at=a.get("at") or None, caption=a.get("caption") or None,
                       photo_consent=a.get("photo_consent"))


def _extras(node: Any, path: tuple[Any, ...] = ()) -> list[Any]:
    """Return the x- keys of a record with their places, to be given back on export."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    found: list[Any] = []
    for key, child in pairs:
        if isinstance(key, str) and key.startswith("x-"):
            found.append([[*path, key], child])
        elif path or key != "held_under":  # kept as given, with whatever keys
            found += _extras(child, (*path, key))
    return found
