"""Going on although a check is not met: always with a reason, which stands in the printed record."""

from sqlalchemy.orm import Session

from yishi.domain import matters
from yishi.domain.records import Meeting, Waiver
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services.checks import LONGEST_NAME, text_of
from yishi.services.living import one
from yishi.store.writing import put


def go_on(session: Session, meeting_id: str, matter: str, reason: str) -> None:
    """Note why one goes on in spite of `matter` (the code of a check, with the number of what it is about); a later reason replaces it.

    A matter that no check raises is refused (YS-F07).
    """
    _unfinished(session, meeting_id)
    matter = text_of(matter, _("检查项"), longest=LONGEST_NAME)
    if not matters.known(matter):
        raise Refusal("YS-F07", _("没有“{matter}”这个检查项。").format(matter=shown(matter)),
                      next_step=_("请写收尾检查里列出来的那一项，例如 quorum、undecided 2。"))
    if not reason.strip():
        raise Refusal("YS-F06", _("还没有写为什么继续。"), next_step=_("请写一句理由，会印在会议记录上。"))
    values = {"meeting_id": meeting_id, "matter": matter, "reason": text_of(reason, _("理由"))}
    put(session, Waiver, Waiver.id_for(meeting_id, matter), values, over=True)


def take_back(session: Session, meeting_id: str, matter: str) -> None:
    """Take a reason back: the check asks again."""
    _unfinished(session, meeting_id)
    one(session, Waiver, Waiver.id_for(meeting_id, matter)).deleted = True


def _unfinished(session: Session, meeting_id: str) -> None:
    meeting = one(session, Meeting, meeting_id)
    if meeting.state == "final":
        raise Refusal("YS-W02", _("{number}已经定稿了。").format(number=meeting.number), next_step=_("要改，请用更正。"))
