"""What happens at a meeting: the meeting, its agenda, speeches, motions and votes; and topics between meetings.

Times of a meeting are local wall-clock times as people say them (YYYY-MM-DDTHH:MM). Lists are JSON text.
"""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from yishi.domain.records.record import ASK, PERSONAL, Record, natural_id


class Topic(Record):
    """A matter somebody raised; it may come to several meetings."""

    __tablename__ = "topic"
    natural: ClassVar[tuple[str, ...]] = ("community_id", "title")

    community_id: Mapped[str] = mapped_column(ForeignKey("community.id"), index=True)
    title: Mapped[str]
    category: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    external_no: Mapped[str] = mapped_column(default="")
    proposer: Mapped[str | None] = mapped_column(info=PERSONAL)
    statutory_flag: Mapped[str] = mapped_column(default="")  # why it needs a statutory decision; empty = it does not

    @staticmethod
    def id_for(community_id: str, title: str) -> str:
        """Return the id of the matter: under one title it is the same matter at every meeting."""
        return natural_id("topic", community_id, title)


class Meeting(Record):
    """One sitting."""

    __tablename__ = "meeting"
    natural: ClassVar[tuple[str, ...]] = ("community_id", "number")

    community_id: Mapped[str] = mapped_column(ForeignKey("community.id"))
    number: Mapped[str]  # TW-2026-03
    form: Mapped[str]
    title: Mapped[str]
    org: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    starts: Mapped[str] = mapped_column(index=True)
    ends: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="closed")  # open closed
    notice_date: Mapped[date | None]
    notice_channels: Mapped[str | None]  # JSON list
    host: Mapped[str | None] = mapped_column(info=PERSONAL)
    recorder: Mapped[str | None] = mapped_column(info=PERSONAL)
    rule_profile: Mapped[str] = mapped_column(default="consultation")
    parties: Mapped[str | None] = mapped_column(info=PERSONAL)  # JSON [[party, who]]
    steps: Mapped[str | None]  # JSON [[step, date or remark]]
    no_dissent: Mapped[bool] = mapped_column(default=False)  # 「无不同意见」 was said on purpose
    extras: Mapped[str | None] = mapped_column(info=PERSONAL)  # JSON [[path, value]]: x- keys of an imported record

    @staticmethod
    def id_for(community_id: str, number: str) -> str:
        """Return the id that every copy gives to the meeting of this number."""
        return natural_id("meeting", community_id, number)


class AgendaItem(Record):
    """A topic in one meeting, in the words in which it was put there."""

    __tablename__ = "agenda_item"
    natural: ClassVar[tuple[str, ...]] = ("meeting_id",)
    ordered: ClassVar[tuple[str, ...]] = ("position",)
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    topic_id: Mapped[str | None] = mapped_column(ForeignKey("topic.id"))
    position: Mapped[int]
    title: Mapped[str]
    category: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    external_no: Mapped[str] = mapped_column(default="")
    proposer: Mapped[str | None] = mapped_column(info=PERSONAL)
    statutory_flag: Mapped[str] = mapped_column(default="")


class Speech(Record):
    """What somebody said, in order."""

    __tablename__ = "speech"
    natural: ClassVar[tuple[str, ...]] = ("meeting_id",)
    ordered: ClassVar[tuple[str, ...]] = ("position",)
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int]  # in the whole meeting
    at: Mapped[str | None]  # HH:MM when the words began
    speaker: Mapped[str | None] = mapped_column(info=PERSONAL)
    stance: Mapped[str] = mapped_column(default="")
    text: Mapped[str | None] = mapped_column(info=PERSONAL)


class Motion(Record):
    """A proposal put to the meeting under an explicit rule."""

    __tablename__ = "motion"
    natural: ClassVar[tuple[str, ...]] = ("meeting_id",)
    ordered: ClassVar[tuple[str, ...]] = ("position",)
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int]  # in the whole meeting; the number that a resolution names
    text: Mapped[str]
    rule: Mapped[str]
    method: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Vote(Record):
    """The counted vote on a motion. Whether it carried is computed from the rule, never stored."""

    __tablename__ = "vote"
    natural: ClassVar[tuple[str, ...]] = ("motion_id",)

    motion_id: Mapped[str] = mapped_column(ForeignKey("motion.id"), index=True)
    eligible: Mapped[int]  # who was entitled, frozen when the vote was taken
    present: Mapped[int]
    votes_for: Mapped[int] = mapped_column(info=ASK)
    votes_against: Mapped[int] = mapped_column(info=ASK)
    abstain: Mapped[int] = mapped_column(info=ASK)
    invalid: Mapped[int] = mapped_column(default=0, info=ASK)
    not_voted: Mapped[int] = mapped_column(default=0, info=ASK)

    @staticmethod
    def id_for(motion_id: str) -> str:
        """Return the id of the one vote on a motion."""
        return natural_id("vote", motion_id)


class Dissent(Record):
    """A differing opinion and the explanation given to it."""

    __tablename__ = "dissent"
    natural: ClassVar[tuple[str, ...]] = ("meeting_id",)
    ordered: ClassVar[tuple[str, ...]] = ("position",)
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    who: Mapped[str | None] = mapped_column(info=PERSONAL)
    explanation: Mapped[str | None] = mapped_column(info=PERSONAL)
