"""What hangs on each resolution of a bundle, put into its dossier."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from yishi.domain.records import (
    Evaluation,
    Expense,
    LoopEvent,
    Milestone,
    Objection,
    OwnersVote,
    Photo,
    Posting,
    PrintedPage,
    Record,
    ReturnedPage,
    StatutoryFollowup,
)
from yishi.services.bundle import Bundle

if TYPE_CHECKING:
    from yishi.services.dossier import Dossier


def fill(found: Bundle, made: "dict[str, Dossier]") -> None:
    """Put into each dossier what belongs to its resolution; papers only of those that were printed."""

    def each(kind: type[Record]) -> "Iterable[tuple[Dossier, Row[Any]]]":
        for row in found.of(kind):
            if row.resolution_id in made:
                yield made[row.resolution_id], row

    for dossier, row in each(LoopEvent):
        dossier.events.append(row)
    for dossier, row in each(Evaluation):
        dossier.evaluations[row.round] = row
    for dossier, row in each(Photo):
        dossier.photos.setdefault(row.event_id, []).append(row)
    for dossier, row in each(Expense):
        dossier.expenses.append(row)
    for dossier, row in each(Milestone):
        dossier.milestones.append(row)
    for dossier, row in each(StatutoryFollowup):
        dossier.followup = row
    for dossier, row in each(OwnersVote):
        dossier.owners = row
    for kind, name in ((PrintedPage, "papers_out"), (ReturnedPage, "papers_back")):
        for row in found.of(kind):
            if row.about_id in made:
                getattr(made[row.about_id], name).append(row)
    postings, objections = found.grouped(Posting, "meeting_id"), found.grouped(Objection, "posting_id")
    for dossier in made.values():
        dossier.postings = [p for p in postings.get(dossier.row.meeting_id, []) if p.resolution_id in (None, dossier.row.id)]
        dossier.objections = {p.id: objections.get(p.id, []) for p in dossier.postings}
