"""季度一张总表 (domain.md 4.13): everything on the one paper that goes to the town, read once."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.periods import Period
from yishi.services import place_rules, resolutions, score, stats
from yishi.services.answers import ResolutionLine
from yishi.services.facts import due_of
from yishi.services.figures import Report
from yishi.services.score import ScoreTable
from yishi.services.stats_found import find


@dataclass(frozen=True)
class QuarterSheet:
    """The figures of a period, the scores of its units, and what is late, the latest first."""

    period: Period
    report: Report
    scores: ScoreTable
    overdue: tuple[ResolutionLine, ...]


def sheet(session: Session, period: Period, today: date) -> QuarterSheet:
    """Return what the paper of `period` is made from, as of its last day or `today`."""
    found = find(session, period, min(period.last, today))
    overdue = (d for d in found.every if (due := due_of(d)) is not None and due < found.as_of)
    late = sorted(map(resolutions.line_of, overdue), key=lambda line: (line.days_left or 0, line.number))
    return QuarterSheet(period, stats.of_found(found), score.of_found(found, place_rules.weights(session)), tuple(late))
