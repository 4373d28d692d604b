"""What is attached to a meeting: photos, photos of handwritten notes, recordings of a phone, signed papers.

The file itself is kept beside the book before the action that names it (`store.attachments`); here it is only named.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yishi.domain.records import AgendaItem, Attachment
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.answers import AttachmentLine
from yishi.services.checks import checked_hour, text_of
from yishi.services.living import one
from yishi.services.settling import not_final
from yishi.store.writing import put

KINDS = ("photo", "note", "recording", "paper")


def attach(session: Session, meeting_id: str, sha256: str, kind: str = "photo", agenda_item_id: str | None = None,
           at: str = "", caption: str = "") -> str:
    """Name a kept file in a meeting and return the attachment's id; the same file is attached to a meeting once.

    `agenda_item_id` is the item it belongs to (None = the whole meeting), `at` is HH:MM.
    """
    not_final(session, meeting_id)
    if kind not in KINDS:
        raise Refusal("YS-A03", _("没有“{value}”这种附件。").format(value=kind[:40]), next_step=_("可以附照片、手写稿、录音、签字的纸。"))
    if agenda_item_id is not None and one(session, AgendaItem, agenda_item_id).meeting_id != meeting_id:
        raise Refusal("YS-A04", _("这项议题是另一场会的。"), next_step=_("请在这场会里选一项议题。"))
    id_ = Attachment.id_for(meeting_id, sha256)
    known = session.get(Attachment, id_)
    if known is not None and not known.deleted:
        raise Refusal("YS-A05", _("这个文件已经附在这场会上了。"), next_step=_("不用再附；要换一项议题，先划掉再附。"))
    last = session.scalar(select(func.max(Attachment.position)).where(Attachment.meeting_id == meeting_id, Attachment.deleted.is_(False)))
    put(session, Attachment, id_, {
        "meeting_id": meeting_id, "agenda_item_id": agenda_item_id, "position": (last or 0) + 1, "kind": kind, "sha256": sha256,
        "at": checked_hour(at) or None, "caption": text_of(caption, _("说明"), required=False) or None, "photo_consent": None,
    })  # fmt: skip
    session.flush()
    return id_


def set_consent(session: Session, attachment_id: str, agreed: bool | None) -> None:
    """Note whether those on a picture agreed that it is shown; None = nobody asked them yet."""
    _changeable(session, attachment_id).photo_consent = agreed


def set_caption(session: Session, attachment_id: str, caption: str) -> None:
    """Say what a picture shows."""
    _changeable(session, attachment_id).caption = text_of(caption, _("说明"), required=False) or None


def set_kind(session: Session, attachment_id: str, kind: str) -> None:
    """Say what a picture is: photo, note or paper. A recording stays one."""
    found = _changeable(session, attachment_id)
    if kind not in KINDS or ("recording" in (kind, found.kind) and kind != found.kind):
        raise Refusal("YS-A03", _("没有“{value}”这种附件。").format(value=kind[:40]), next_step=_("可以附照片、手写稿、录音、签字的纸。"))
    found.kind = kind


def strike(session: Session, attachment_id: str) -> None:
    """Take an attachment out of the meeting; undo brings it back, the file stays beside the book."""
    _changeable(session, attachment_id).deleted = True


def _changeable(session: Session, attachment_id: str) -> Any:
    found = one(session, Attachment, attachment_id)
    not_final(session, found.meeting_id)
    return found


def labels(lines: Sequence[AttachmentLine]) -> dict[str, str]:
    """Return what each attachment is called by its id, counted through the whole meeting: 图1 图2 录音1."""
    found: dict[str, str] = {}
    pictures = recordings = 0
    for line in lines:
        if line.kind == "recording":
            recordings += 1
            found[line.id] = _("录音{n}").format(n=recordings)
        else:
            pictures += 1
            found[line.id] = _("图{n}").format(n=pictures)
    return found
