"""回访: whom to ask whether a matter is really solved, drawn by lot from those who know of it (domain rule 3.8)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain import masking, sampling
from yishi.domain.records import LoopEvent, Person, Resolution
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import bundle, kinship
from yishi.services.dossier import gather
from yishi.services.living import name_of, one, rows, unlist


@dataclass(frozen=True)
class Called:
    """Somebody to call; the phone is masked, the full one is in the roster."""

    person_id: str
    name: str
    unit: str
    phone: str


@dataclass(frozen=True)
class Draw:
    """The sample and, in their order, those who replace whoever cannot be reached; `margin` in thousandths."""

    seed: int
    total: int
    margin: int
    sample: tuple[Called, ...]
    replacements: tuple[Called, ...]


def seed_of(day: date) -> int:
    """Return the seed where nobody names one: the day as a number, so that the list can be drawn again."""
    return day.year * 10_000 + day.month * 100 + day.day


def population(session: Session, resolution_id: str) -> list[tuple[str, Called]]:
    """Return whom a draw can hit, each with the key of their lot: all residents of the book but those who had a hand in it.

    Never the owner or a close relative of the owner, the supervisor, those who help, or who did a step of it. Refused
    (YS-L60) where nobody is left.
    """
    row = one(session, Resolution, resolution_id)
    owners = {row.owner or "", *(d.owner for d in gather(bundle.of_resolution(session, resolution_id)))}  # then, and by the post now
    hands = {name_of(row.supervisor), *map(name_of, owners)}
    hands |= {name for owner in owners for name in kinship.names_of_kin(session, owner)}
    hands |= {name_of(e.doer) for e in rows(session, LoopEvent, LoopEvent.resolution_id == resolution_id)}
    assist = tuple(name_of(str(name)) for name in unlist(row.assist))
    asked = [p for p in rows(session, Person, by=(Person.name, Person.unit, Person.namesake))
             if p.name and p.name not in hands and not _helps(p.name, assist)]
    if not asked:
        raise Refusal("YS-L60", _("名册里没有可以回访的居民。"), next_step=_("请先在“人员”里登记或导入居民。"))
    return [(p.id, Called(p.id, p.name, p.unit, masking.mask_phone(p.phone) if p.phone else "")) for p in asked]


def _helps(name: str, assist: tuple[str, ...]) -> bool:
    """Tell whether somebody is written among those who help, perhaps with what they are before the name (社工何丽)."""
    return any(each == name or (len(name) >= 2 and each.endswith(name)) for each in assist)


def draw(session: Session, resolution_id: str, size: int | None, seed: int) -> Draw:
    """Draw from the population, whose order of lots is the same for the same seed; nothing is kept.

    A size above the number of people takes all of them.
    """
    order = sampling.drawn(population(session, resolution_id), seed)
    sample, rest = sampling.split(order, size or sampling.usual_size(len(order)))
    return Draw(seed, len(order), sampling.margin(len(sample), len(order)), tuple(sample), tuple(rest))
