"""百分制: the score of each responsible unit for a quarter, with the matters that it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.periods import Period
from yishi.domain.score import Scored, Share, UnitCounts, Weights, rank
from yishi.services import place_rules
from yishi.services.dossier import Dossier
from yishi.services.figures import Counted
from yishi.services.stats_found import INSPECTED, Found, find, listed
from yishi.services.stats_loop import satisfied, solved


@dataclass(frozen=True)
class ScoreTable:
    """The units of a quarter, the best first, under the weights in force; `records` by unit."""

    period: Period
    as_of: date
    weights: Weights
    units: tuple[Scored, ...]
    records: tuple[tuple[str, tuple[Counted, ...]], ...]

    def of(self, unit: str) -> tuple[Counted, ...]:
        """Return the matters that a unit's score counts."""
        return dict(self.records).get(unit, ())


def table(session: Session, period: Period, today: date) -> ScoreTable:
    """Return the scores of `period` as of its last day, or of `today` where that comes first."""
    return of_found(find(session, period, min(period.last, today)), place_rules.weights(session))


def of_found(f: Found, weights: Weights) -> ScoreTable:
    """Return the scores of what was found."""
    closed = {d.row.id for d in f.closed}
    asked = {d.row.id for d in f.evaluated}
    units: dict[str, list[Dossier]] = {}
    for d in f.every:
        counts = d.row.id in closed or d.row.id in asked or _first_look(d, f.period) is not None
        if d.row.owner_unit and counts:
            units.setdefault(d.row.owner_unit, []).append(d)
    ranked = rank([_counts(unit, mine, f, closed, asked) for unit, mine in units.items()], weights)
    return ScoreTable(f.period, f.as_of, weights, ranked, tuple((unit, listed(mine)) for unit, mine in units.items()))


def _counts(unit: str, mine: Sequence[Dossier], f: Found, closed: set[str], asked: set[str]) -> UnitCounts:
    done = [d for d in mine if d.row.id in closed]
    looks = [look for look in (_first_look(d, f.period) for d in mine) if look is not None]
    answered = [d for d in mine if d.row.id in asked]
    halves, answers = solved(answered)
    return UnitCounts(
        unit, len(done), Share(sum(d.standing.on_time is True for d in done), len(done)), Share(sum(looks), len(looks)),
        Share(halves, 2 * answers), Share(*satisfied(answered)),
    )


def _first_look(d: Dossier, period: Period) -> bool | None:
    """Whether the first inspection passed, where it was in the period; None where there was none."""
    first = next((e for e in d.counted if e.event in INSPECTED), None)
    return None if first is None or first.happened_on not in period else bool(first.event == "inspect_pass")
