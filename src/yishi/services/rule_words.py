"""What a legal rule profile asks of one meeting form, as a sentence; it says 「按此规则计算」 and never that something is lawful."""

from yishi.domain.meeting_forms import UNITS
from yishi.domain.rule_profiles import FormRule
from yishi.domain.voting import RULE_WORDS
from yishi.i18n import _


def described(rule: FormRule) -> str:
    """按此规则计算：村民代表三分之二以上到会；到会人数过半同意；提前10日通知；妇女三分之一以上。"""
    told = []
    if rule.quorum:
        told.append(_("，或者").join(one.words for one in rule.quorum))
    else:
        told.append(_("到会人数空着，不核对"))
    if rule.majority:
        told.append(_(RULE_WORDS[rule.majority]))
    if rule.notice_days is not None:
        told.append(_("提前{n}{unit}通知").format(n=rule.notice_days, unit=_(UNITS[rule.notice_unit])))
    if rule.representatives:
        told.append(_("代表占{part}").format(part=rule.representatives.words))
    if rule.women:
        told.append(_("妇女占{part}").format(part=rule.women.words))
    for step in rule.steps:
        told += [_("{step}{part}到会").format(step=step.step, part=step.quorum.words)] if step.quorum else []
        told += [_("{step}{part}同意").format(step=step.step, part=step.consent.words)] if step.consent else []
    return _("按此规则计算：{rules}。").format(rules="；".join(told))
