"""稿件检查: who must not be given away by a paper for the wall, and what somebody decided about a passage that was found."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session

from yishi.domain.hidden_names import Known
from yishi.domain.leaks import NEVER_SHOWN, Guard, Hit, Named
from yishi.domain.records import LeakDecision, Membership, Person
from yishi.domain.redaction import holds_post
from yishi.domain.variants import usual
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import communities
from yishi.services.checks import short
from yishi.services.covenants import CovenantPaper
from yishi.services.living import living, one, rows
from yishi.services.printed import PrintedSheet
from yishi.services.printed_file import PrintedFile
from yishi.services.printed_loop import PrintedResolution
from yishi.services.private_words import shipped
from yishi.services.statutory_notice import StatutoryNotice
from yishi.store.writing import put

# blanks, dots, and signs that are not seen: what may stand between the signs of a name (documents/text drops most of them from print)
_NOTHING = re.compile("[\\s·•・‧･∙⋅⸱ꞏ\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
EVERY = true()
CHILD = 14  # years; younger, the parents' own consent is needed (personal information protection law, article 31)


def guarded(session: Session, document: str, answer: Any, today: date) -> Any:
    """Return what a public paper is composed from with its guard: the people of the book and what was decided about this paper.

    Without it a paper is masked all the same, but knows only the people of its meeting and no decision. An answer that is no paper
    of one meeting, resolution or covenant comes back as it is.
    """
    if not isinstance(answer, PrintedResolution | PrintedSheet | PrintedFile | CovenantPaper | StatutoryNotice):
        return answer
    guard = _guard(session, document, about(answer), today, answer)
    if isinstance(answer, PrintedResolution | PrintedFile):
        return replace(answer, meeting=replace(answer.meeting, guard=guard))
    return replace(answer, guard=guard)


def about(answer: Any) -> str:
    """Return the id of the record that a paper is about."""
    return str(answer.sheet.id if isinstance(answer, CovenantPaper) else answer.line.id)


def _guard(session: Session, document: str, about_id: str, today: date, answer: Any) -> Guard:
    facts = communities.facts(session)
    phones = (facts.phone, facts.complaint_phone) if facts is not None else ()
    decided = rows(session, LeakDecision, LeakDecision.document == document, LeakDecision.about_id == about_id)
    kept = frozenset(d.passage for d in decided if d.decision == "keep")
    masked = frozenset(d.passage for d in decided if d.decision == "mask")
    return Guard(tuple(_people(session, today, answer)), kept, masked, tuple(filter(None, phones)))


def _people(session: Session, today: date, answer: Any) -> Iterable[Named]:
    """Return those of the roster who are named in a paper, by name or alias.

    Of several of one name whoever acts in office decides (documents/cleaning). The roster of a town has tens of thousands of names:
    the first two signs of each are looked for first.
    """
    text = usual(_NOTHING.sub("", "\n".join(_texts(answer))))
    pairs = {text[n : n + 2] for n in range(len(text) - 1)}
    named = select(Person.id, Person.name, Person.alias).where(Person.deleted.is_(False), Person.name.is_not(None))
    meant = [id_ for id_, name, alias in session.execute(named)
             if any(each[:2] in pairs and each in text for each in map(_close, (str(name), *_aliases(alias))))]
    yield from _named(session, today, Person.id.in_(meant), Membership.person_id.in_(meant))


def everybody(session: Session, today: date) -> Known:
    """Return the whole roster, to be looked for in sentences (the hall screen); keep it for as long as the roster stays as it is."""
    return Known(_named(session, today), shipped().ordinary)


def _named(session: Session, today: date, person: Any = EVERY, membership: Any = EVERY) -> Iterator[Named]:
    """Yield those of the roster who have a name, with what decides whether it is shown."""
    still = or_(Membership.ends_on.is_(None), Membership.ends_on >= today)
    of_posts = select(Membership.person_id, Membership.post).where(Membership.deleted.is_(False), Membership.post != "", still, membership)
    posts = {id_ for id_, post in session.execute(of_posts) if holds_post(post)}
    asked = select(Person.id, Person.name, Person.unit, Person.role, Person.birth_year, Person.alias).where(
        Person.deleted.is_(False), Person.name.is_not(None), person).order_by(Person.id)  # fmt: skip
    for id_, name, unit, role, birth_year, alias in session.execute(asked):
        child = birth_year is not None and today.year - birth_year < CHILD
        yield Named(" ".join(str(name).split()), unit, id_ in posts or holds_post(role), child, _aliases(alias), here=False)


def _aliases(text: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in text.split("、")))) if text else ()


def _close(name: str) -> str:
    return usual(_NOTHING.sub("", name) if not name.isalnum() else name)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _texts(getattr(value, part.name))


def decide(session: Session, document: str, about_id: str, hit: Hit, decision: str, reason: str, on: date) -> str:
    """Note whether a passage is masked or kept as it is, and return the id of the note; who decided is told by the journal.

    Refused: to keep without a reason (YS-P40), to keep what is never shown (YS-P41).
    """
    if decision not in ("mask", "keep"):
        raise ValueError(decision)
    reason = " ".join(short(reason, _("理由")).split())
    if decision == "keep" and hit.sort in NEVER_SHOWN:
        what = _("身份证号不能上墙。") if hit.sort == "id_number" else _("谁投了什么票不能上墙，只公布票数。")
        raise Refusal("YS-P41", what, next_step=_("请选“打码”，或者回到原文改写这一句。"))
    if decision == "keep" and not reason:
        raise Refusal("YS-P40", _("还没有写为什么可以公开。"), next_step=_("请写一句理由，例如：本人同意公开。"))
    id_ = LeakDecision.id_for(document, about_id, hit.key)
    put(session, LeakDecision, id_, {"document": document, "about_id": about_id, "passage": hit.key, "sort": hit.sort,
                                     "decision": decision, "reason": reason or None, "decided_on": on}, over=True)  # fmt: skip
    session.flush()
    return id_


def take_back(session: Session, document: str, about_id: str, hit: Hit) -> None:
    """Take a decision back: the passage is masked again, and waits to be looked at."""
    one(session, LeakDecision, LeakDecision.id_for(document, about_id, hit.key)).deleted = True


def reasons(session: Session, document: str, about_id: str) -> dict[str, str]:
    """Return why passages are kept, by the key of the hit."""
    found = session.execute(living(LeakDecision, LeakDecision.document == document, LeakDecision.about_id == about_id))
    return {d.passage: d.reason or "" for d in found if d.decision == "keep"}
