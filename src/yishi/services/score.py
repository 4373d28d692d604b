"""百分制: the score of each responsible unit for a quarter, with the matters that it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.periods import Period
from yishi.domain.score import Scored, Share, UnitCounts, Weights, rank
from yishi.services import place_rules
from yishi.services.dossier import Dossier
from yishi.services.facts import INSPECTED, of_matter
from yishi.services.measures import Told, of
from yishi.services.stats_found import Found, find


@dataclass(frozen=True)
class ScoreTable:
    """The units of a quarter, the best first, under the weights in force."""

    period: Period
    as_of: date
    weights: Weights
    units: tuple[Scored, ...]


def table(session: Session, period: Period, today: date) -> ScoreTable:
    """Return the scores of `period` as of its last day, or of `today` where that comes first."""
    return of_found(find(session, period, min(period.last, today)), place_rules.weights(session))


def of_found(f: Found, weights: Weights) -> ScoreTable:
    """Return the scores of what was found."""
    return ScoreTable(f.period, f.as_of, weights, rank([_counts(unit, mine, f) for unit, mine in units(f).items()], weights))


def units(f: Found) -> dict[str, list[Dossier]]:
    """Return by unit the matters that its score counts: first inspected, evaluated or closed in the period."""
    first, made = f.period.first.isoformat(), dict[str, list[Dossier]]()
    for d in f.every:
        fact = of_matter(d, None)
        if d.row.owner_unit and (max(fact.closed, fact.evaluated) >= first or _first_look(d, f.period) is not None):
            made.setdefault(d.row.owner_unit, []).append(d)
    return made


def _counts(unit: str, mine: Sequence[Dossier], f: Found) -> UnitCounts:
    told = Told(f.period, f.as_of.isoformat(), {"matters": [of_matter(d, None) for d in mine]})
    on_time, solved, satisfied = (Share(part, whole or 0) for part, whole in
                                  (of(code).numbers(told) for code in ("on_time_rate", "resolve_rate", "satisfaction_rate")))
    looks = [look for look in (_first_look(d, f.period) for d in mine) if look is not None]
    return UnitCounts(unit, on_time.whole, on_time, Share(sum(looks), len(looks)), Share(solved.part, 2 * solved.whole), satisfied)


def _first_look(d: Dossier, period: Period) -> bool | None:
    """Whether the first inspection passed, where it was in the period; None where there was none."""
    first = next((e for e in d.counted if e.event in INSPECTED), None)
    return None if first is None or first.happened_on not in period else bool(first.event == "inspect_pass")
