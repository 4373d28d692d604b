"""What was agreed, and everything that follows from it until it is closed and filed.

Money is in fen (integers). States, lights and whether something is overdue are computed (domain/loop.py), never stored.
"""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from yishi.domain.records.record import ASK, PERSONAL, Record, natural_id


class Resolution(Record):
    """One thing to be carried out, with exactly one owner and one supervisor."""

    __tablename__ = "resolution"
    natural: ClassVar[tuple[str, ...]] = ("meeting_id", "number")
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id"))
    motion_id: Mapped[str | None] = mapped_column(ForeignKey("motion.id"))
    number: Mapped[str] = mapped_column(index=True)  # 桃议〔2026〕3-1
    position: Mapped[int]
    text: Mapped[str] = mapped_column(info=ASK)
    owner_unit: Mapped[str] = mapped_column(default="")
    owner: Mapped[str | None] = mapped_column(info=PERSONAL)
    owner_title: Mapped[str] = mapped_column(default="")
    assist: Mapped[str | None] = mapped_column(info=PERSONAL)  # JSON list
    supervisor: Mapped[str | None] = mapped_column(info=PERSONAL)
    workdays: Mapped[int | None]  # to do it in, counted from the day of assignment
    due: Mapped[date | None]  # as agreed; the one in force is computed
    fund_source: Mapped[str | None]  # None = no money is involved
    budget: Mapped[int | None]
    micro_project: Mapped[bool] = mapped_column(default=False)  # 微公益
    closed_account_on: Mapped[date | None]  # its closing statement
    ledger_kind: Mapped[str] = mapped_column(default="")  # party_building livelihood (两本账)
    together: Mapped[str] = mapped_column(default="")  # which of the 五共: decide build learn judge share
    beneficiaries: Mapped[int | None]  # households that it is for

    @staticmethod
    def id_for(meeting_id: str, position: int) -> str:
        """Return the id of an imported resolution."""
        return natural_id("resolution", meeting_id, str(position))


class Expense(Record):
    """Money spent on a resolution."""

    __tablename__ = "expense"
    natural: ClassVar[tuple[str, ...]] = ("resolution_id",)
    ordered: ClassVar[tuple[str, ...]] = ("position",)
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    resolution_id: Mapped[str] = mapped_column(ForeignKey("resolution.id"), index=True)
    position: Mapped[int]
    what: Mapped[str]
    amount: Mapped[int]
    spent_on: Mapped[date | None]
    sort: Mapped[str] = mapped_column(default="")  # activity management tax (业务活动费 管理费 税费)
    voucher: Mapped[str] = mapped_column(default="")  # its number
    sha256: Mapped[str] = mapped_column(default="")  # the photo of the voucher, kept beside the book


class Milestone(Record):
    """A step on the way with a day of its own."""

    __tablename__ = "milestone"
    natural: ClassVar[tuple[str, ...]] = ("resolution_id",)
    ordered: ClassVar[tuple[str, ...]] = ("position",)
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    resolution_id: Mapped[str] = mapped_column(ForeignKey("resolution.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    due: Mapped[date]
    done: Mapped[date | None]


class LoopEvent(Record):
    """One step of carrying a resolution out; never changed, only added. Ordered by its own day, then `position`."""

    __tablename__ = "loop_event"
    __table_args__ = (Index("loop_event_by_step", "event", "happened_on", "resolution_id", "deleted"),)  # enough for what is open
    natural: ClassVar[tuple[str, ...]] = ("resolution_id",)
    ordered: ClassVar[tuple[str, ...]] = ("happened_on", "position")
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    resolution_id: Mapped[str] = mapped_column(ForeignKey("resolution.id"), index=True)
    position: Mapped[int]
    happened_on: Mapped[date]
    event: Mapped[str]
    doer: Mapped[str | None] = mapped_column(info=PERSONAL)
    text: Mapped[str | None] = mapped_column(info=PERSONAL)
    document: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    workdays: Mapped[int | None]
    approved_by: Mapped[str | None] = mapped_column(info=PERSONAL)
    level: Mapped[str] = mapped_column(default="")


class Photo(Record):
    """A picture of an event, kept beside the book under the hash of its bytes."""

    __tablename__ = "photo"
    natural: ClassVar[tuple[str, ...]] = ("event_id", "sha256")
    ordered: ClassVar[tuple[str, ...]] = ("position",)
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    event_id: Mapped[str] = mapped_column(ForeignKey("loop_event.id"), index=True)
    resolution_id: Mapped[str] = mapped_column(ForeignKey("resolution.id"), index=True)
    position: Mapped[int]
    sha256: Mapped[str]
    phase: Mapped[str] = mapped_column(default="")  # before after
    photo_consent: Mapped[bool | None]  # those on it agreed that it is shown


class Evaluation(Record):
    """What the residents said in one round. Rates and whether it passed are computed from the counts."""

    __tablename__ = "evaluation"
    natural: ClassVar[tuple[str, ...]] = ("resolution_id", "round")

    resolution_id: Mapped[str] = mapped_column(ForeignKey("resolution.id"), index=True)
    round: Mapped[int]
    method: Mapped[str] = mapped_column(default="")
    sample: Mapped[int]
    valid: Mapped[int]
    very_satisfied: Mapped[int]
    satisfied: Mapped[int]
    basically_satisfied: Mapped[int]
    dissatisfied: Mapped[int]
    very_dissatisfied: Mapped[int]
    solved: Mapped[int]
    partially_solved: Mapped[int]
    unsolved: Mapped[int]
    raiser: Mapped[str | None]  # a grade, "unreached", or None = not asked
    note: Mapped[str | None] = mapped_column(info=PERSONAL)

    @staticmethod
    def id_for(resolution_id: str, round_: int) -> str:
        """Return the id of the one evaluation of a round."""
        return natural_id("evaluation", resolution_id, str(round_))


class Posting(Record):
    """Something put up on the notice board for a number of days (决议公示、结果公开)."""

    __tablename__ = "posting"
    natural: ClassVar[tuple[str, ...]] = ("meeting_id", "kind", "resolution_id", "event_id")
    ordered: ClassVar[tuple[str, ...]] = ("starts_on",)

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    resolution_id: Mapped[str | None] = mapped_column(ForeignKey("resolution.id"))  # None: of the whole meeting
    event_id: Mapped[str | None] = mapped_column(ForeignKey("loop_event.id"))  # the event that opened it
    kind: Mapped[str]  # decision statutory outcome
    starts_on: Mapped[date]
    natural_days: Mapped[int]
    ends_on: Mapped[date]
    places: Mapped[str | None]  # JSON list


class Objection(Record):
    """What somebody objected while something was posted, and the answer."""

    __tablename__ = "objection"
    natural: ClassVar[tuple[str, ...]] = ("posting_id",)
    ordered: ClassVar[tuple[str, ...]] = ("raised_on", "position")
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    posting_id: Mapped[str] = mapped_column(ForeignKey("posting.id"), index=True)
    position: Mapped[int]
    raised_on: Mapped[date]
    raised_by: Mapped[str | None] = mapped_column(info=PERSONAL)
    text: Mapped[str | None] = mapped_column(info=PERSONAL)
    reply: Mapped[str | None] = mapped_column(info=PERSONAL)
    replied_on: Mapped[date | None]


class StatutoryFollowup(Record):
    """The statutory meeting that confirmed a consultative resolution, or did not."""

    __tablename__ = "statutory_followup"
    natural: ClassVar[tuple[str, ...]] = ("resolution_id",)

    resolution_id: Mapped[str] = mapped_column(ForeignKey("resolution.id"), index=True)
    form: Mapped[str]
    held_on: Mapped[date]
    members: Mapped[int]
    present: Mapped[int]
    quorum_met: Mapped[bool]
    rule: Mapped[str]
    votes_for: Mapped[int] = mapped_column(info=ASK)
    votes_against: Mapped[int] = mapped_column(info=ASK)
    abstain: Mapped[int] = mapped_column(info=ASK)
    party_precheck_on: Mapped[date | None]
    party_precheck_document: Mapped[str] = mapped_column(default="")

    @staticmethod
    def id_for(resolution_id: str) -> str:
        """Return the id of the one statutory confirmation of a resolution."""
        return natural_id("statutory_followup", resolution_id)


class OwnersVote(Record):
    """A joint decision of owners under article 278 of the civil code. Areas are in hundredths of a square metre."""

    __tablename__ = "owners_vote"
    natural: ClassVar[tuple[str, ...]] = ("resolution_id",)

    resolution_id: Mapped[str] = mapped_column(ForeignKey("resolution.id"), index=True)
    rule: Mapped[str]
    civil_code_278: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    matter: Mapped[str]
    total_owners: Mapped[int]
    total_area: Mapped[int]
    participating_owners: Mapped[int] = mapped_column(info=ASK)
    participating_area: Mapped[int] = mapped_column(info=ASK)
    agree_owners: Mapped[int] = mapped_column(info=ASK)
    agree_area: Mapped[int] = mapped_column(info=ASK)
    households: Mapped[str | None] = mapped_column(info=PERSONAL)  # JSON [{room, area, vote}]

    @staticmethod
    def id_for(resolution_id: str) -> str:
        """Return the id of the one owners' vote on a resolution."""
        return natural_id("owners_vote", resolution_id)
