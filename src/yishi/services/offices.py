"""A post that is responsible: whoever holds it on a day does what was charged to it, from the day they come into office.

A resolution keeps who held the post when it was made (`owner`) and the words of the post (`owner_title`, 社区居委会主任); who has
it in hand is found when it is read, as of the day asked about. So nothing has to be rewritten when an officer changes, what is
closed stays with who closed it, and a day in the past gives its own answer.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.guards import bare, same_person
from yishi.domain.records import Membership, Person
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.living import role_of


class Term(NamedTuple):
    """Somebody in a post; `since` None for as long as anybody knows, `until` None = still."""

    name: str
    since: date | None
    until: date | None

    def covers(self, on: date) -> bool:
        """Whether the post is theirs on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Offices:
    """Who holds which post from when until when, by the words of the post."""

    terms: dict[str, tuple[Term, ...]] = field(default_factory=dict)

    def holders(self, title: str, on: date) -> tuple[str, ...]:
        """Return who holds the post of these words on a day, by name; nothing where no such post is known."""
        return tuple(dict.fromkeys(term.name for term in self.terms.get(title, ()) if term.covers(on)))

    def owner(self, title: str, named: str, made_on: date, on: date) -> str:
        """Return who does on a day what was charged to `named`, holder of a post, on the day `made_on`.

        They keep it as long as they hold the post; then it is their successor's. With nobody in the post, or several (委员),
        nothing is guessed: it stays with who was named, to be handed over.
        """
        here = self.holders(title, on) if title else ()
        if len(here) != 1 or same_person(here[0], named):
            return named
        theirs = any(same_person(term.name, named) for term in self.terms[title])
        later = any(term.since is not None and term.since > made_on for term in self.terms[title] if term.name == here[0])
        return here[0] if theirs or later else named

    def single(self, on: date) -> tuple[tuple[str, str], ...]:
        """Return the posts that one person alone holds on a day, as (words of the post, name): what can be charged as a post."""
        now = ((title, self.holders(title, on)) for title in sorted(self.terms))
        return tuple((title, here[0]) for title, here in now if len(here) == 1)

    def ever(self, title: str, named: str) -> tuple[str, ...]:
        """Return whoever held the post of these words, `named` first; nobody where no such post is known."""
        held = [term.name for term in self.terms.get(title, ())]
        return tuple(dict.fromkeys((named, *held))) if held else ()

    def holds(self, title: str, name: str) -> bool:
        """Whether somebody ever held the post of these words."""
        return any(same_person(term.name, name) for term in self.terms.get(title, ()))


def read(session: Session) -> Offices:
    """Return the posts of the book, in one statement."""
    found: dict[str, list[Term]] = {}
    wanted = select(Membership.body, Membership.post, Membership.starts_on, Membership.ends_on, Person.name).join(
        Person, Person.id == Membership.person_id).where(
        Membership.deleted.is_(False), Membership.post != "", Person.deleted.is_(False), Person.erased.is_not(True),
        Person.name.is_not(None),
    ).order_by(Membership.starts_on, Membership.id)  # fmt: skip
    for body, post, since, until, name in session.execute(wanted):
        found.setdefault(f"{body}{post}", []).append(Term(str(name), since, until))
    return Offices({title: tuple(terms) for title, terms in found.items()})


def charged(session: Session, owner: str, title: str, on: date) -> tuple[str, str]:
    """Return the name and the post of who is charged on a day, where `owner` may be a post in words (社区居委会主任).

    Words that are no post of the book stay what they are: a name. Refused (YS-M96): a post that several hold, and none of them is
    named beside it (议事会委员（张伟）).
    """
    owner, words = owner.strip(), title.strip()
    said = bare(owner) or words
    offices = read(session)
    if said not in offices.terms:
        return owner, words
    here = offices.holders(said, on) or offices.holders(said, date.max)
    meant = [name for name in here if same_person(name, role_of(owner))] or list(here)
    if len(meant) > 1:
        raise Refusal("YS-M96", _("{post}现在有{n}位，不知道是哪一位。").format(post=said, n=len(meant)),
                      next_step=_("请直接写人名，例如 {name}。").format(name=meant[0]))
    return (meant[0], said) if meant else (owner or said, words)


def charge(session: Session, record: Any, owner: str, on: date) -> None:
    """Put somebody, or a post in words, into the place of the owner of a resolution; whose post it was is no longer said."""
    record.owner, record.owner_title = charged(session, owner, "", on)
