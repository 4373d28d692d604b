"""Confirming a consultative resolution by those who may decide: a statutory meeting, or the owners jointly.

A consultation is not a statutory decision (domain rule 2.1); until one of these carried it, the resolution says so.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain import owners, voting
from yishi.domain.records import OwnersVote, Resolution, StatutoryFollowup
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import forms
from yishi.services.dossier import STATUTORY_FORMS, followup_passed, owners_tally
from yishi.services.living import one
from yishi.store.writing import put


def by_meeting(session: Session, resolution_id: str, form: str, held_on: date, members: int, present: int, quorum_met: bool, rule: str,
               votes_for: int, votes_against: int, abstain: int, party_precheck_on: date | None = None,
               party_precheck_document: str = "") -> bool:
    """Write down what the statutory meeting decided, over an earlier note of it; return whether it confirmed.

    Whether the quorum was met is what its minutes say: the rule is dated and to be checked against the law in force.
    """
    one(session, Resolution, resolution_id)
    check_meeting(session, form, members, present, rule, votes_for, votes_against, abstain)
    record = put(session, StatutoryFollowup, StatutoryFollowup.id_for(resolution_id), {
        "resolution_id": resolution_id, "form": form, "held_on": held_on, "members": members, "present": present,
        "quorum_met": quorum_met, "rule": rule, "votes_for": votes_for, "votes_against": votes_against, "abstain": abstain,
        "party_precheck_on": party_precheck_on, "party_precheck_document": party_precheck_document}, over=True)
    return followup_passed(record)


def check_meeting(session: Session, form: str, members: int, present: int, rule: str, votes_for: int, votes_against: int,
                  abstain: int) -> None:
    """Refuse what no statutory meeting can have been: another form, more present than members, more votes than present."""
    if form not in STATUTORY_FORMS:
        raise Refusal("YS-M22", _("“{form}”不是法定会议，不能作出这样的决定。").format(form=forms.name(session, form)),
                      next_step=_("请选村民会议、村民代表会议等法定会议。"))
    voting.check_rule(rule)
    if present > members:
        raise Refusal("YS-V07", _("到会{present}人，比组成人员{members}人还多。").format(present=present, members=members),
                      next_step=_("请核对人数。"))
    rest = max(0, present - votes_for - votes_against - abstain)
    voting.check_tally(voting.Tally(votes_for, votes_against, abstain, 0, rest), present)


def by_owners(session: Session, resolution_id: str, civil_code_278: int, starts_on: date, ends_on: date, matter: str,
              counts: Mapping[str, int]) -> bool:
    """Write down an owners' vote, over an earlier note of it; return whether it carried.

    `counts` holds total, participating and agree, each as _owners and _area (hundredths of a square metre).
    """
    one(session, Resolution, resolution_id)
    if ends_on < starts_on:
        raise Refusal("YS-T05", _("结束的日子{end}早于开始的{start}。").format(end=ends_on, start=starts_on), next_step=_("请核对日期。"))
    record = OwnersVote(id=OwnersVote.id_for(resolution_id), resolution_id=resolution_id, rule="OWNERS_DOUBLE", matter=matter.strip(),
                        civil_code_278=civil_code_278, starts_on=starts_on, ends_on=ends_on, **counts)
    owners.check_owners(owners_tally(record))
    names = ("resolution_id", "rule", "matter", "civil_code_278", "starts_on", "ends_on", *counts)
    values = {name: getattr(record, name) for name in names}
    return voting.owners_carried(owners_tally(put(session, OwnersVote, record.id, values, over=True)))
