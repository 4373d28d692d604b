"""Whose book it is."""

import re
from collections.abc import Iterable

from sqlalchemy.orm import Session

from yishi.domain.records import Community
from yishi.domain.rule_data import FormFault
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.answers import CommunityFacts
from yishi.services.checks import LONGEST_NAME, short
from yishi.services.living import one, rows

_NUMBERS = re.compile(r"[0-9 +\-—()（）转、，,/]{0,60}")
_ENDINGS = ("村民委员会", "居民委员会")
LONGEST_ABBR = 8  # it begins every number: 桃议〔2026〕3-1


def found(session: Session, kind: str, name: str, abbr: str = "", town: str = "", sample: bool = False) -> str:
    """Write down the community of a new book; the abbreviation (桃) defaults to the name's first character."""
    name = short(name, _("名称"))
    if not name:
        raise Refusal("YS-M01", _("还没有写村或社区的名称。"), next_step=_("请写上名称，例如 桃湾村。"))
    if rows(session, Community):
        raise Refusal("YS-M02", _("这本议事簿已经有主了。"), next_step=_("另一个村或社区请另开一本。"))
    abbr = short(abbr, _("简称")) or name[0]
    session.add(Community(id=Community.id_for(kind, name, abbr), kind=kind, name=name, abbr=abbr, town=short(town, _("镇街")),
                          org=usual_org(kind, name), invented=sample))
    return Community.id_for(kind, name, abbr)


def usual_org(kind: str, name: str) -> str:
    """Return what papers are signed with unless the place says otherwise, in every language."""
    return name + _ENDINGS[kind != "village"]


def faults(*, name: str, abbr: str = "", town: str = "", org: str = "", actor: str = "-", phone: str = "",
           complaint_phone: str = "") -> tuple[FormFault, ...]:
    """Return what is wrong in how the place and the one at the keyboard are named, each with the key of its field."""
    found = []
    for key, word, text, required in (("name", _("名称"), name, True), ("abbr", _("编号里的简称"), abbr, False),
                                      ("town", _("镇街"), town, False), ("org", _("落款单位"), org, False),
                                      ("actor", _("平时谁来记"), actor, True)):  # fmt: skip
        if required and not text.strip():
            found.append(FormFault(word, _("还空着。"), key))
        elif len(text) > (LONGEST_ABBR if key == "abbr" else LONGEST_NAME):
            found.append(FormFault(word, _("太长（{n}个字）。").format(n=len(text)), key))
    for key, word, text in (("phone", _("办公电话"), phone), ("complaint_phone", _("监督电话"), complaint_phone)):
        if not _NUMBERS.fullmatch(text):
            found.append(FormFault(word, _("只写号码，例如 0511-85551234；几个号码用顿号分开。"), key))
    return tuple(found)


def change(session: Session, *, name: str, abbr: str = "", town: str = "", org: str = "", phone: str | None = None,
           complaint_phone: str | None = None) -> CommunityFacts:
    """Change how the community is called, signs and is telephoned; numbers given so far and meetings held keep what they have.

    The id stays: copies of the book still know each other. An empty `abbr` or `org` gets the usual one; None leaves a telephone as it
    is. Refused (YS-M60) for a telephone that is none: it is printed in full on what hangs.
    """
    name = short(name, _("名称"))
    if not name:
        raise Refusal("YS-M01", _("还没有写村或社区的名称。"), next_step=_("请写上名称，例如 桃湾村。"))
    record = one(session, Community, mine(session).id)
    record.name, record.town = name, short(town, _("镇街"))
    record.abbr = short(abbr, _("简称")) or name[0]
    record.org = short(org, _("落款单位")) or usual_org(record.kind, name)
    if wrong := faults(name=name, phone=phone or "", complaint_phone=complaint_phone or ""):
        raise Refusal("YS-M60", _("{what}：{why}").format(what=wrong[0].where, why=wrong[0].message), next_step=_("请改好这一处再存。"))
    record.phone = record.phone if phone is None else " ".join(phone.split())
    record.complaint_phone = record.complaint_phone if complaint_phone is None else " ".join(complaint_phone.split())
    session.flush()
    return mine(session)


def is_of(mine: CommunityFacts, org: str, numbers: Iterable[str]) -> bool:
    """Return whether what `org` signed and what has these numbers is of the community, as it is called now or was when its book began.

    By its name in `org`, by the abbreviation in a number; by both together under the first name, of which the id is made.
    """
    abbreviations = {n.partition("议")[0] for n in numbers if "议" in n}
    if mine.name in org or mine.abbr in abbreviations:
        return True
    names = {org, *(org.removesuffix(ending) for ending in _ENDINGS)} - {""}
    return any(Community.id_for(mine.kind, name, abbr) == mine.id for name in names for abbr in {*abbreviations, name[0]})


def renamed(mine: CommunityFacts) -> bool:
    """Return whether the community has been given another name or abbreviation since its book began."""
    return Community.id_for(mine.kind, mine.name, mine.abbr) != mine.id


def facts(session: Session) -> CommunityFacts | None:
    """Return whose book this is; None in a book that has nobody yet."""
    mine = rows(session, Community)
    if not mine:
        return None
    c = mine[0]
    return CommunityFacts(c.id, c.kind, c.name, c.abbr, c.town, c.org, c.invented, c.phone, c.complaint_phone)


def mine(session: Session) -> CommunityFacts:
    """Return whose book this is; refuse in an empty book."""
    found_facts = facts(session)
    if found_facts is None:
        raise Refusal("YS-M03", _("这本议事簿还没有写明是哪个村或社区的。"), next_step=_("请先填写村或社区的名称。"))
    return found_facts
