"""What an escalation order says, checked before it goes into the book beside its event."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.records import Whistle
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services.checks import short, text_of
from yishi.services.line_format import WHISTLE
from yishi.services.loop_signs import CASE_WORDS
from yishi.store.writing import put

KEYS = WHISTLE


def checked(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a Whistle; refuse a case that is none of the three (YS-L47)."""
    case = str(told.get("matter") or "")
    if case and case not in CASE_WORDS:
        raise Refusal("YS-L47", _("没有“{case}”这种吹哨情形。").format(case=shown(case)),
                      next_step=_("可以吹哨的是三种：{words}。").format(words="；".join(_(w) for w in CASE_WORDS.values())))
    long = {key: text_of(str(told.get(key) or ""), words, required=False) or None
            for key, words in (("measures", _("已采取措施")), ("obstacle", _("解决不了的原因")), ("request", _("请求事项")))}
    return {"matter": case, "urgent": bool(told.get("urgent")), "asked_unit": short(str(told.get("asked_unit") or ""), _("请求报到单位")),
            "reviewed_by": short(str(told.get("reviewed_by") or ""), _("审核人")) or None, **long}


def keep(session: Session, event_id: str, resolution_id: str, values: Mapping[str, Any]) -> None:
    """Write down what belongs to an escalation that was let in."""
    put(session, Whistle, Whistle.id_for(event_id), {"event_id": event_id, "resolution_id": resolution_id, **values})
