"""The mapped classes: what a community writes down. Importing this package registers every journaled kind."""

from yishi.domain.records.meetings import AgendaItem, Dissent, Meeting, Motion, Speech, Topic, Vote
from yishi.domain.records.people import Attendance, Person
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

__all__ = [
    "Actor", "AgendaItem", "Area", "Attendance", "Community", "Dissent", "Evaluation", "Expense", "LoopEvent", "Meeting",
    "Milestone", "Motion", "Objection", "OwnersVote", "Person", "Photo", "Posting", "Record", "Resolution", "Speech",
    "StatutoryFollowup", "Topic", "Vote",
]
