"""What happens at a meeting: the meeting, its agenda, speeches, motions and votes.

Times of a meeting are local wall-clock times as people say them (YYYY-MM-DDTHH:MM). Lists are JSON text.
"""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from yishi.domain.records.record import ASK, PERSONAL, REFERS, Record, natural_id


class Meeting(Record):
    """One sitting."""

    __tablename__ = "meeting"
    __table_args__ = (Index("meeting_by_state", "state", "starts"), Index("meeting_by_place", "community_id", "starts"))
    natural: ClassVar[tuple[str, ...]] = ("community_id", "number")

    community_id: Mapped[str] = mapped_column(ForeignKey("community.id"))
    number: Mapped[str]  # TW-2026-03
    form: Mapped[str]
    title: Mapped[str]
    org: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    starts: Mapped[str] = mapped_column(index=True)
    ends: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="closed")  # planned open closed final (定稿: later changes are corrections)
    notice_date: Mapped[date | None]
    notice_channels: Mapped[str | None]  # JSON list
    host: Mapped[str | None] = mapped_column(info=PERSONAL)
    recorder: Mapped[str | None] = mapped_column(info=PERSONAL)
    rule_profile: Mapped[str] = mapped_column(default="consultation")
    parties: Mapped[str | None] = mapped_column(info=PERSONAL)  # JSON [[party, who]]
    steps: Mapped[str | None]  # JSON [[step, date or remark]], a third item {expected, present, votes_for, opinion} may follow
    no_dissent: Mapped[bool] = mapped_column(default=False)  # 「无不同意见」 was said on purpose
    extras: Mapped[str | None] = mapped_column(info=PERSONAL)  # JSON [[path, value]]: x- keys of an imported record
    held_under: Mapped[str | None]  # JSON {form, rule}: what both said when it began; None = as shipped
    entered_on: Mapped[date | None]  # the day it was written down, when that is later than the day it was held (补录)
    planned_minutes: Mapped[int | None]
    members: Mapped[int | None]  # 应到 as stated, where the sheet does not list everybody who is entitled
    households_total: Mapped[int | None]  # all households, where the quorum may be reached by them
    households_present: Mapped[int | None]
    area_id: Mapped[str | None] = mapped_column(ForeignKey("area.id"))  # the grid, yard or group that met

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
    planned_minutes: Mapped[int | None]
    about_resolution_id: Mapped[str | None] = mapped_column(info=REFERS)  # an unclosed one that is reported on
    about_number: Mapped[str] = mapped_column(default="")  # its number, where a record came in before the resolution itself
    party_precheck_on: Mapped[date | None]  # 党组织先行研究
    party_precheck_document: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")  # next_time settled; "" = what its votes and resolutions say
    conclusion: Mapped[str] = mapped_column(default="")  # what was agreed or left open, in words


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
    handling: Mapped[str] = mapped_column(default="")  # on_spot afterwards upward (当场答复 会后办理 上报)
    reply: Mapped[str | None] = mapped_column(info=PERSONAL)  # what was answered, or how it was settled (怎么定的)


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
    issued: Mapped[int | None]  # ballots: 发出, 收回
    returned: Mapped[int | None]
    tellers: Mapped[str | None] = mapped_column(info=PERSONAL)  # JSON [[duty, name]]: 监票人 计票人 唱票人

    @staticmethod
    def id_for(motion_id: str) -> str:
        """Return the id of the one vote on a motion."""
        return natural_id("vote", motion_id)


class VoteSeat(Record):
    """One who was entitled to a vote, frozen when it was taken; in a named vote also how they voted."""

    __tablename__ = "vote_seat"
    natural: ClassVar[tuple[str, ...]] = ("motion_id", "person_id")

    motion_id: Mapped[str] = mapped_column(ForeignKey("motion.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    choice: Mapped[str | None] = mapped_column(info=PERSONAL)  # for against abstain not_voted; None = not by name

    @staticmethod
    def id_for(motion_id: str, person_id: str) -> str:
        """Return the id of this person's seat in the vote on a motion."""
        return natural_id("vote_seat", motion_id, person_id)


class Recusal(Record):
    """Somebody who is not entitled on one item of the agenda, because it touches them (回避)."""

    __tablename__ = "recusal"
    natural: ClassVar[tuple[str, ...]] = ("agenda_item_id", "person_id")

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str | None] = mapped_column(info=PERSONAL)

    @staticmethod
    def id_for(agenda_item_id: str, person_id: str) -> str:
        """Return the id that every copy gives to this pair."""
        return natural_id("recusal", agenda_item_id, person_id)


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


class Waiver(Record):
    """A check that was not met and why one went on all the same; printed (a warning, never a lock)."""

    __tablename__ = "waiver"
    natural: ClassVar[tuple[str, ...]] = ("meeting_id", "matter")

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    matter: Mapped[str]  # code of the check, with the number of what it is about (quorum, precheck 2)
    reason: Mapped[str | None] = mapped_column(info=PERSONAL)

    @staticmethod
    def id_for(meeting_id: str, matter: str) -> str:
        """Return the id that every copy gives to going on in spite of this check."""
        return natural_id("waiver", meeting_id, matter)


class Correction(Record):
    """A change of a final record (更正): what stood there, what stands there now, and why."""

    __tablename__ = "correction"
    natural: ClassVar[tuple[str, ...]] = ("meeting_id",)
    ordered: ClassVar[tuple[str, ...]] = ("position",)
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    happened_on: Mapped[date]
    what: Mapped[str]  # 第3条发言
    old_text: Mapped[str | None] = mapped_column(info=PERSONAL)
    new_text: Mapped[str | None] = mapped_column(info=PERSONAL)
    reason: Mapped[str | None] = mapped_column(info=PERSONAL)


class Attachment(Record):
    """A photo, a photo of handwritten notes, a recording or a signed paper, kept beside the book under its hash."""

    __tablename__ = "attachment"
    natural: ClassVar[tuple[str, ...]] = ("meeting_id", "sha256")
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int]
    kind: Mapped[str]  # photo note recording paper
    sha256: Mapped[str]
    at: Mapped[str | None]  # HH:MM
    caption: Mapped[str | None] = mapped_column(info=PERSONAL)
    photo_consent: Mapped[bool | None]  # those on it agreed that it is shown

    @staticmethod
    def id_for(meeting_id: str, sha256: str) -> str:
        """Return the id that every copy gives to this file of this meeting."""
        return natural_id("attachment", meeting_id, sha256)
