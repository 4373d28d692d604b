"""Who may watch and who may judge: another supervisor for a reason, and a raiser who does not evaluate (domain rule 3.1).

A relation that becomes known late, an illness or a move must not leave a matter without anybody who may go and look.
Once somebody has inspected or granted an extension the meeting decides anew: what they did stands in their name.
"""

from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.guards import bare, same_person
from yishi.domain.records import AgendaItem, Resolution
from yishi.domain.transitions import FINAL, State
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import bundle, kinship, people
from yishi.services.checks import checked_name, text_of
from yishi.services.dossier import Dossier, gather
from yishi.services.living import name_of, one

_WATCHED = ("extend", "inspect_fail", "inspect_pass")
_OVER = (*FINAL, State.CLOSED)


def change(session: Session, resolution_id: str, name: str, reason: str, today: date) -> str:
    """Put `name` in the supervisor's place and return who it was; `reason` goes into the history with the action.

    Refused: no reason (YS-L58), the same one (YS-L59), closed or supervised already (YS-L57), the owner (YS-L12) or a
    close relative of the owner (YS-L46).
    """
    found = gather(bundle.of_resolution(session, resolution_id), today)
    if not found:
        raise Refusal("YS-R02", _("这条决议已经不在了。"), next_step=_("请回到落实页再看一眼。"))
    d, name = found[0], checked_name(name)
    before = d.row.supervisor or ""
    if why := settled(d):
        again = d.standing.state in _OVER
        raise Refusal("YS-L57", why, next_step=_("要查，请先重新办理。") if again else _("要换，请由会议作出新的决定。"))
    if same_person(name, before):
        raise Refusal("YS-L59", _("督查人本来就是{name}。").format(name=bare(before)), next_step=_("请写另一位。"))
    kinship.check_supervisor(session, name, d.owner)
    if not text_of(reason, _("换人的原因"), required=False):
        raise Refusal("YS-L58", _("还没有写为什么换督查人。"), next_step=_("请写一句原因，例如：是责任人的近亲属，要回避。"))
    one(session, Resolution, resolution_id).supervisor = name
    people.mention(session, name)
    session.flush()
    return before


def settled(d: Dossier) -> str:
    """Return why another supervisor is out of the question by now, in words; "" where the place can still be given to another."""
    if d.standing.state in _OVER:
        return _("这件事已经办结，不能再换督查人。")
    done = next((e for e in d.counted if e.event in _WATCHED), None)
    if done is None:
        return ""
    return _("{name}在{on}已经督查或批准过，名字不能换掉。").format(name=bare(d.row.supervisor or ""), on=done.happened_on)


def barred(session: Session, owner: str, supervisor: str) -> str:
    """Return why this supervisor may not watch over this owner, in words; "" where nothing speaks against it."""
    try:
        kinship.check_supervisor(session, supervisor, owner)
    except Refusal as refusal:
        return refusal.message
    return ""


def raiser_of(session: Session, d: Dossier) -> str:
    """Return the name of who raised the matter, "" where nobody is written down."""
    return name_of(one(session, AgendaItem, d.agenda.id).proposer)


def raiser_barred(session: Session, d: Dossier) -> str:
    """Return why the raiser does not evaluate this matter, in words; "" for one who does.

    Who evaluates is neither its owner nor its supervisor (domain rule 3.1), nor a close relative of the owner.
    """
    name, owner = raiser_of(session, d), d.owner
    if not name:
        return ""
    if same_person(name, owner) or same_person(name, d.row.supervisor or ""):
        duty = _("责任人") if same_person(name, owner) else _("督查人")
        return _("提出人{name}是{duty}，自己不评价自己办的事。").format(name=bare(name), duty=duty)
    if any(same_person(name, each) for each in kinship.names_of_kin(session, owner)):
        return _("提出人{name}是责任人{owner}的近亲属，评价要回避。").format(name=bare(name), owner=bare(owner))
    return ""
