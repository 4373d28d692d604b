"""What follows a step of the loop more closely: lots that were drawn, calls, survey sheets, whistles, claims, aftercare."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from yishi.domain.records.record import PERSONAL, Record, natural_id


class Draw(Record):
    """A draw by lot with its seed: whom to call, or which resolutions to look at unannounced. Its list is a snapshot."""

    __tablename__ = "draw"
    natural: ClassVar[tuple[str, ...]] = ("community_id", "kind", "subject_id", "seed", "round")

    community_id: Mapped[str] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[str]  # callback again spot_check; survey: how many papers went out, no lot and seed 0
    subject_id: Mapped[str | None] = mapped_column(ForeignKey("resolution.id"))  # the resolution that is asked about; None for spot checks
    seed: Mapped[int]
    round: Mapped[int] = mapped_column(default=1)
    size: Mapped[int]
    total: Mapped[int]  # out of how many
    happened_on: Mapped[date]
    drawn: Mapped[str | None]  # JSON list: the numbers of the resolutions that a spot check drew, in the order of the lots

    @staticmethod
    def id_for(community_id: str, kind: str, subject_id: str, seed: int, round_: int) -> str:
        """Return the id of the draw of this seed."""
        return natural_id("draw", community_id, kind, subject_id, str(seed), str(round_))


class Callback(Record):
    """Somebody drawn to be asked, in the order of the lots: three tries, then what they said (domain.md 4.12)."""

    __tablename__ = "callback"
    natural: ClassVar[tuple[str, ...]] = ("draw_id", "person_id")

    draw_id: Mapped[str] = mapped_column(ForeignKey("draw.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int]  # place in the draw; those after `size` replace whoever was not reached
    knows: Mapped[bool | None]  # False: has not heard of the matter, so says nothing of it
    tries: Mapped[str | None]  # JSON [[date, HH:MM, reached|no_answer|refused|wrong_number]]
    grade: Mapped[str] = mapped_column(default="")  # one of the five; "" = nothing said
    solved: Mapped[str] = mapped_column(default="")  # solved partially_solved unsolved
    on_time: Mapped[str] = mapped_column(default="")  # yes no unknown
    words: Mapped[str | None] = mapped_column(info=PERSONAL)
    wants_answer: Mapped[bool | None]
    caller: Mapped[str | None] = mapped_column(info=PERSONAL)

    @staticmethod
    def id_for(draw_id: str, person_id: str) -> str:
        """Return the id of this person's place in a draw."""
        return natural_id("callback", draw_id, person_id)


class SurveySheet(Record):
    """One paper of the survey, without a name."""

    __tablename__ = "survey_sheet"
    natural: ClassVar[tuple[str, ...]] = ("resolution_id", "round")
    ordered: ClassVar[tuple[str, ...]] = ("position",)
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    resolution_id: Mapped[str] = mapped_column(ForeignKey("resolution.id"), index=True)
    round: Mapped[int]
    position: Mapped[int]
    asked: Mapped[str] = mapped_column(default="")  # raiser beneficiary representative
    knows: Mapped[bool | None]
    grade: Mapped[str] = mapped_column(default="")
    solved: Mapped[str] = mapped_column(default="")
    on_time: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    words: Mapped[str | None] = mapped_column(info=PERSONAL)


class Whistle(Record):
    """What an escalation order says (吹哨单, domain.md 4.9), and how whoever blew it rates who came."""

    __tablename__ = "whistle"
    natural: ClassVar[tuple[str, ...]] = ("event_id",)

    event_id: Mapped[str] = mapped_column(ForeignKey("loop_event.id"))
    resolution_id: Mapped[str] = mapped_column(ForeignKey("resolution.id"), index=True)
    matter: Mapped[str]  # outstanding enforcement emergency: which of the three cases
    urgent: Mapped[bool] = mapped_column(default=False)
    asked_unit: Mapped[str] = mapped_column(default="")
    measures: Mapped[str | None] = mapped_column(info=PERSONAL)  # what was tried at this level
    obstacle: Mapped[str | None] = mapped_column(info=PERSONAL)  # why it cannot be solved here
    request: Mapped[str | None] = mapped_column(info=PERSONAL)
    reviewed_by: Mapped[str | None] = mapped_column(info=PERSONAL)
    speed: Mapped[str] = mapped_column(default="")  # prompt fair slow none
    quality: Mapped[int | None]  # 1–5
    solved: Mapped[str] = mapped_column(default="")

    @staticmethod
    def id_for(event_id: str) -> str:
        """Return the id of what belongs to this escalation."""
        return natural_id("whistle", event_id)


class Claim(Record):
    """Somebody who took a matter on of their own accord (接单)."""

    __tablename__ = "claim"
    natural: ClassVar[tuple[str, ...]] = ("resolution_id", "happened_on")
    ordered: ClassVar[tuple[str, ...]] = ("position",)
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    resolution_id: Mapped[str] = mapped_column(ForeignKey("resolution.id"), index=True)
    position: Mapped[int]
    happened_on: Mapped[date]
    who: Mapped[str | None] = mapped_column(info=PERSONAL)
    role: Mapped[str] = mapped_column(default="")  # cpc_member volunteer …
    note: Mapped[str | None] = mapped_column(info=PERSONAL)


class Aftercare(Record):
    """「还好吗」: asking again some time after a matter was closed."""

    __tablename__ = "aftercare"
    natural: ClassVar[tuple[str, ...]] = ("resolution_id", "happened_on")

    resolution_id: Mapped[str] = mapped_column(ForeignKey("resolution.id"), index=True)
    happened_on: Mapped[date]
    fine: Mapped[bool]
    words: Mapped[str | None] = mapped_column(info=PERSONAL)
    caller: Mapped[str | None] = mapped_column(info=PERSONAL)

    @staticmethod
    def id_for(resolution_id: str, day: date) -> str:
        """Return the id of the asking of that day."""
        return natural_id("aftercare", resolution_id, day.isoformat())
