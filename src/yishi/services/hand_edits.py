"""Words of a paper that somebody changed by hand: they stay when the paper is made again, until somebody takes them back.

With each goes what the program had written there. Once it would write something else, people are asked which of the two is to
stand; until they say so, theirs does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.records import HandEdit, Meeting
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.checks import text_of
from yishi.services.living import one, rows
from yishi.services.printed import PrintedSheet
from yishi.services.printed_loop import PrintedResolution
from yishi.store.writing import put

LONGEST = 3000  # characters of a part


@dataclass(frozen=True)
class Edited:
    """A part as it was reworded, and what the program had written there."""

    part: str
    text: str
    ground: str


def held(session: Session, document: str, about_id: str) -> dict[str, Edited]:
    """Return what was reworded on a paper of a meeting or resolution, by part."""
    found = rows(session, HandEdit, HandEdit.document == document, HandEdit.about_id == about_id, by=HandEdit.part)
    return {each.part: Edited(each.part, each.text or "", each.ground or "") for each in found}


def applied(session: Session, document: str, answer: Any) -> Any:
    """Return what a paper is composed from with what was reworded on it; an answer of no meeting or resolution as it is."""
    if not isinstance(answer, PrintedResolution | PrintedSheet):
        return answer
    edits = tuple((each.part, each.text) for each in held(session, document, answer.line.id).values())
    if not edits:
        return answer
    if isinstance(answer, PrintedResolution):
        return replace(answer, meeting=replace(answer.meeting, reworded=edits))
    return replace(answer, reworded=edits)


def edit(session: Session, document: str, about_id: str, part: str, text: str, own: str) -> str:
    """Keep other words for a part and return the id of the note; `own` is what the program writes there now.

    The program's own words take an edit back. Refused: nothing at all where the program writes something (YS-P61), minutes that are
    final (YS-P60).
    """
    refuse_final(session, document, about_id)
    text = text_of(text, _("这一段"), required=False, longest=LONGEST)
    id_ = HandEdit.id_for(document, about_id, part)
    if not text and own:
        raise Refusal("YS-P61", _("这一段还空着。"), next_step=_("请写上要印的话；不要自己改的，就点“改回程序写的”。"))
    if text == own.strip():
        if part in held(session, document, about_id):
            one(session, HandEdit, id_).deleted = True
        return id_
    put(session, HandEdit, id_, {"document": document, "about_id": about_id, "part": part, "text": text, "ground": own}, over=True)
    session.flush()
    return id_


def take_back(session: Session, document: str, about_id: str, part: str) -> None:
    """Let the program write a part again."""
    refuse_final(session, document, about_id)
    one(session, HandEdit, HandEdit.id_for(document, about_id, part)).deleted = True
    session.flush()


def keep(session: Session, document: str, about_id: str, part: str, own: str) -> None:
    """Let the words of the hand stand though the program would write something else now."""
    refuse_final(session, document, about_id)
    one(session, HandEdit, HandEdit.id_for(document, about_id, part)).ground = own
    session.flush()


def stale(edits: dict[str, Edited], own: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the parts whose records have changed since they were reworded; `own` is part and what the program writes now."""
    return tuple(part for part, words in own if part in edits and edits[part].ground != words)


def refuse_final(session: Session, document: str, about_id: str) -> None:
    """Refuse (YS-P60) to touch the minutes of a meeting whose record is final."""
    if document != "minutes":
        return
    meeting = one(session, Meeting, about_id)
    if meeting.state == "final":
        raise Refusal("YS-P60", _("{number}已经定稿，纪要的字句不能再改。").format(number=meeting.number), _("已经写好的还在。"),
                      _("有写错的，请到会后页用“更正”。"))
