"""Whose book it is."""

from sqlalchemy.orm import Session

from yishi.domain.records import Community
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.answers import CommunityFacts
from yishi.services.checks import short
from yishi.services.living import rows


def found(session: Session, kind: str, name: str, abbr: str = "", town: str = "", sample: bool = False) -> str:
    """Write down the community of a new book; the abbreviation (桃) defaults to the name's first character."""
    name = short(name, _("名称"))
    if not name:
        raise Refusal("YS-M01", _("还没有写村或社区的名称。"), next_step=_("请写上名称，例如 桃湾村。"))
    if rows(session, Community):
        raise Refusal("YS-M02", _("这本议事簿已经有主了。"), next_step=_("另一个村或社区请另开一本。"))
    abbr = short(abbr, _("简称")) or name[0]
    org = name + ("村民委员会" if kind == "village" else "居民委员会")  # what papers are signed with, in every language
    session.add(Community(id=Community.id_for(kind, name, abbr), kind=kind, name=name, abbr=abbr, town=short(town, _("镇街")), org=org,
                          invented=sample))
    return Community.id_for(kind, name, abbr)


def facts(session: Session) -> CommunityFacts | None:
    """Return whose book this is; None in a book that has nobody yet."""
    mine = rows(session, Community)
    if not mine:
        return None
    c = mine[0]
    return CommunityFacts(c.id, c.kind, c.name, c.abbr, c.town, c.org, c.invented)


def mine(session: Session) -> CommunityFacts:
    """Return whose book this is; refuse in an empty book."""
    found_facts = facts(session)
    if found_facts is None:
        raise Refusal("YS-M03", _("这本议事簿还没有写明是哪个村或社区的。"), next_step=_("请先填写村或社区的名称。"))
    return found_facts
