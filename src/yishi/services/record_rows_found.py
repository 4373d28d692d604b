"""What the reading of one record has found so far: rows by kind, with natural ids, and what its numbers stand for."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.records import (
    Aftercare,
    AgendaItem,
    Area,
    Attachment,
    Attendance,
    Callback,
    Claim,
    Correction,
    Dissent,
    Draw,
    Evaluation,
    Expense,
    LoopEvent,
    Meeting,
    Mention,
    Milestone,
    Motion,
    Objection,
    OwnersVote,
    Person,
    Photo,
    Posting,
    PostingMark,
    Record,
    Recusal,
    Resolution,
    Speech,
    StatutoryFollowup,
    SurveySheet,
    Topic,
    Vote,
    VoteSeat,
    Waiver,
    Whistle,
)
from yishi.domain.records.record import natural_id
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.answers import CommunityFacts

Json = dict[str, Any]
Rows = dict[type[Record], list[Json]]
ORDER: tuple[type[Record], ...] = (
    Area, Person, Topic, Mention, Meeting, Attendance, AgendaItem, Recusal, Speech, Motion, Vote, VoteSeat, Dissent, Waiver, Correction,
    Attachment, Resolution, Expense, Milestone, LoopEvent, Photo, Evaluation, Posting, Objection, StatutoryFollowup, OwnersVote,
    Whistle, Claim, SurveySheet, Aftercare, Draw, Callback, PostingMark,
)


class Found:
    """The rows of one record, and the ids that its numbers stand for: items of the agenda, motions, resolutions."""

    def __init__(self, session: Session, record: Json, mine: CommunityFacts) -> None:
        self.session, self.record, self.mine = session, record, mine
        self.number = str(record["id"])
        self.meeting = Meeting.id_for(mine.id, self.number)
        self.rows: Rows = {kind: [] for kind in ORDER}
        self.agenda: dict[int, str] = {}
        self.motions: list[str] = []
        self.resolutions: dict[str, str] = {}
        self._once: set[str] = set()

    def put(self, kind: type[Record], id_: str, /, **values: Any) -> str:
        """Add a row of this id, and return the id."""
        self.rows[kind].append({"id": id_, **values})
        return id_

    def put_once(self, kind: type[Record], id_: str, words: str, /, **values: Any) -> None:
        """Add a row of this id; refuse, naming it by `words`, what the record says twice."""
        if id_ in self._once:
            raise wrong(_("{id}：{what}写了两次。").format(id=self.number, what=words))
        self._once.add(id_)
        self.put(kind, id_, **values)

    def child(self, kind: type[Record], parent: str, position: int, /, **values: Any) -> str:
        """Add the row of this position below `parent`, and return its id."""
        return self.put(kind, natural_id(kind.__tablename__, parent, str(position)), position=position, **values)

    def item(self, no: int, where: str) -> str:
        """Return the id of the item of the agenda with this number; `where` is the place that names it."""
        if no not in self.agenda:
            raise wrong(_("{id} 的 {where}：没有第{no}项议题。").format(id=self.number, where=where, no=no))
        return self.agenda[no]

    def resolution(self, number: str) -> str:
        """Return the id of the record's resolution of this number."""
        if number not in self.resolutions:
            raise wrong(_("{id}：没有编号是“{no}”的决议。").format(id=self.number, no=number))
        return self.resolutions[number]


def wrong(message: str) -> Refusal:
    """Return the refusal of a record that contradicts itself."""
    return Refusal("YS-I04", message, _("一条都没有导入，议事簿没有变。"), _("请改好文件再导入。"))


def day(text: str | None) -> date | None:
    """Return a date of a record; an empty text is none."""
    return date.fromisoformat(text) if text else None


def fen(amount: float) -> int:
    """Return an amount of yuan in fen."""
    found = Decimal(str(amount)) * 100
    if found != int(found):
        raise wrong(_("金额{amount}超过了两位小数。").format(amount=amount))
    return int(found)
