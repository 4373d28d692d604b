"""回访: whom to ask whether a matter is really solved, drawn by lot from those who know of it (domain rule 3.8)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain import masking, sampling
from yishi.domain.records import LoopEvent, Person, Resolution
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.living import name_of, one, rows


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


def draw(session: Session, resolution_id: str, size: int | None, seed: int) -> Draw:
    """Draw from all residents of the book, never the owner, the supervisor, those who help, or who did a step of it.

    A size above the number of people takes all of them. Refused (YS-L60) where there is nobody to ask.
    """
    row = one(session, Resolution, resolution_id)
    hands = {name_of(row.owner), name_of(row.supervisor)}
    hands |= {name_of(e.doer) for e in rows(session, LoopEvent, LoopEvent.resolution_id == resolution_id)}
    asked = [p for p in rows(session, Person, by=(Person.name, Person.unit, Person.namesake)) if p.name and p.name not in hands]
    if not asked:
        raise Refusal("YS-L60", _("名册里没有可以回访的居民。"), next_step=_("请先在“人员”里登记或导入居民。"))
    people = [(p.id, Called(p.id, p.name, p.unit, masking.mask_phone(p.phone) if p.phone else "")) for p in asked]
    order = sampling.drawn(people, seed)
    sample, rest = sampling.split(order, size or sampling.usual_size(len(order)))
    return Draw(seed, len(order), sampling.margin(len(sample), len(order)), tuple(sample), tuple(rest))
