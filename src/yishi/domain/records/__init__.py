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
from yishi.domain.records.papers import HandEdit, HandOrder, LeakDecision, PrintedPage, ReturnedPage
from yishi.domain.records.people import Attendance, Distinct, Handover, IdKey, IdShowing, Kinship, Membership, Person
from yishi.domain.records.places import Area, Community
from yishi.domain.records.publicity import Covenant, PostingMark
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
from yishi.domain.records.settings import CalendarDay, RuleCopy
from yishi.domain.records.supervision import Aftercare, Callback, Claim, Draw, SurveySheet, Whistle
from yishi.domain.records.topics import DutyItem, Mention, Topic

__all__ = [
    "Actor", "Aftercare", "AgendaItem", "Area", "Attachment", "Attendance", "CalendarDay", "Callback", "Claim",
    "Community", "Correction", "Covenant", "Dissent", "Distinct", "Draw", "DutyItem", "Evaluation", "Expense",
    "HandEdit", "HandOrder", "Handover", "IdKey", "IdShowing", "Kinship", "LeakDecision", "LoopEvent", "Meeting", "Membership", "Mention",
    "Milestone", "Motion", "Objection", "OwnersVote", "Person", "Photo", "Posting", "PostingMark", "PrintedPage",
    "Record", "Recusal", "Resolution", "ReturnedPage", "RuleCopy", "Speech", "StatutoryFollowup", "SurveySheet",
    "Topic", "Vote", "VoteSeat", "Waiver", "Whistle",
]
