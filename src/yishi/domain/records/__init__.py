"""The mapped classes: what a community writes down. Importing this package registers every journaled kind."""

from yishi.domain.records.meetings import (
    AgendaItem,
    Attachment,
    Correction,
    Dissent,
    Meeting,
    Motion,
    Recusal,
    Speech,
    Vote,
    VoteSeat,
    Waiver,
)
from yishi.domain.records.people import Attendance, Membership, Person
from yishi.domain.records.places import Area, Community
from yishi.domain.records.record import Actor, Record
from yishi.domain.records.resolutions import (
    Evaluation,
    Expense,
    LoopEvent,
    Milestone,
    Objection,
    OwnersVote,
    Photo,
    Posting,
    Resolution,
    StatutoryFollowup,
)
from yishi.domain.records.settings import RuleCopy
from yishi.domain.records.topics import DutyItem, Mention, Topic

__all__ = [
    "Actor", "AgendaItem", "Area", "Attachment", "Attendance", "Community", "Correction", "Dissent", "DutyItem",
    "Evaluation", "Expense", "LoopEvent", "Meeting", "Membership", "Mention", "Milestone", "Motion", "Objection",
    "OwnersVote", "Person", "Photo", "Posting", "Record", "Recusal", "Resolution", "RuleCopy", "Speech",
    "StatutoryFollowup", "Topic", "Vote", "VoteSeat", "Waiver",
]
