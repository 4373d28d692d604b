"""What becomes of an item that was not decided, and who studied it first: said at the latest when the meeting ends."""

from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.records import AgendaItem, Meeting
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.checks import text_of
from yishi.services.living import one

OUTCOMES = ("", "next_time", "settled")


def not_final(session: Session, meeting_id: str) -> Meeting:
    """Return a meeting that can still be added to, open or closed; refuse a final one."""
    meeting = one(session, Meeting, meeting_id)
    if meeting.state == "final":
        raise Refusal("YS-W02", _("{number}已经定稿了。").format(number=meeting.number), next_step=_("要改，请用更正。"))
    return meeting


def settle(session: Session, agenda_item_id: str, outcome: str, conclusion: str | None = None) -> None:
    """Say what becomes of an item: next_time (下次再议), settled (直接结束), "" = what its votes and resolutions say."""
    item = one(session, AgendaItem, agenda_item_id)
    not_final(session, item.meeting_id)
    if outcome not in OUTCOMES:
        raise Refusal("YS-W08", _("没有“{value}”这种去向。").format(value=outcome[:40]), next_step=_("可以记下次再议或直接结束。"))
    item.outcome = outcome
    if conclusion is not None:
        item.conclusion = text_of(conclusion, _("结论"), required=False)


def note_precheck(session: Session, agenda_item_id: str, on: date | None, document: str = "") -> None:
    """Note when and in which paper the party organisation studied an item first (党组织先行研究)."""
    item = one(session, AgendaItem, agenda_item_id)
    not_final(session, item.meeting_id)
    item.party_precheck_on, item.party_precheck_document = on, text_of(document, _("党组织研究的文件"), required=False)
