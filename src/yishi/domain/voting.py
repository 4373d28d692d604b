"""When a motion carries. Every rule is explicit and compared in whole numbers: 过半数 is more than half, 以上 includes
the number itself (civil code, article 1259)."""

from dataclasses import dataclass

from yishi.domain.marker import N_
from yishi.domain.owners import OwnersTally, check_owners, explain_owners, owners_carried, read_area
from yishi.errors import Refusal
from yishi.i18n import _

__all__ = [
    "RULES",
    "RULE_WORDS",
    "WITHOUT_VOTE",
    "OwnersTally",
    "Tally",
    "carried",
    "check_owners",
    "check_rule",
    "check_tally",
    "explain",
    "explain_owners",
    "owners_carried",
    "read_area",
    "two_thirds",
]

RULE_WORDS: dict[str, str] = {
    "MAJORITY_PRESENT": N_("到会人数过半同意"),
    "TWO_THIRDS_PRESENT": N_("到会人数三分之二以上同意"),
    "TWO_THIRDS_OF_ALL": N_("全体应到人数三分之二以上同意"),
    "FOR_GT_AGAINST": N_("同意多于反对"),
    "CONSENSUS": N_("无人反对"),
    "OWNERS_DOUBLE": N_("业主面积、人数双口径（民法典第278条）"),
    "INFO_ONLY": N_("不表决，只记意见"),
}
RULES: tuple[str, ...] = tuple(RULE_WORDS)
WITHOUT_VOTE = frozenset({"CONSENSUS", "INFO_ONLY"})  # a resolution may be adopted without a counted vote


@dataclass(frozen=True)
class Tally:
    """The counted vote; the five numbers together are the people present."""

    votes_for: int
    votes_against: int
    abstain: int
    invalid: int = 0
    not_voted: int = 0

    @property
    def total(self) -> int:
        return self.votes_for + self.votes_against + self.abstain + self.invalid + self.not_voted


def check_rule(rule: str) -> None:
    """Refuse a rule that the program does not know (YS-V01)."""
    if rule not in RULE_WORDS:
        known = "、".join(RULES)
        raise Refusal(
            "YS-V01",
            _("没有“{rule}”这种表决规则。").format(rule=rule),
            next_step=_("可以用：{known}。").format(known=known),
        )


def check_tally(tally: Tally, present: int) -> None:
    """Refuse a tally (YS-V02) whose numbers are negative or do not add up to the people present."""
    t = tally
    parts = _("同意{f}、反对{a}、弃权{b}、无效{i}、未投{n}").format(
        f=t.votes_for, a=t.votes_against, b=t.abstain, i=t.invalid, n=t.not_voted
    )
    step = _("请再数一遍，改好票数或到会人数。")
    if min(t.votes_for, t.votes_against, t.abstain, t.invalid, t.not_voted) < 0:
        raise Refusal("YS-V02", _("票数不能是负数：{parts}。").format(parts=parts), next_step=step)
    if t.total > present:
        text = _("{parts}，合计{total}，比到会的{present}人还多。").format(parts=parts, total=t.total, present=present)
        raise Refusal("YS-V02", text, next_step=step)
    if t.total < present:
        text = _("{parts}，合计{total}，和到会的{present}人对不上。").format(
            parts=parts, total=t.total, present=present
        )
        raise Refusal("YS-V02", text, next_step=step)


def carried(rule: str, tally: Tally, present: int, eligible: int) -> bool:
    """Return whether the motion carried under `rule`; a tie does not. `eligible` is everybody entitled (应到).

    INFO_ONLY never carries (its notes are adopted as notes). OWNERS_DOUBLE needs areas: ask `owners_carried`.
    """
    check_rule(rule)
    votes = tally.votes_for
    match rule:
        case "MAJORITY_PRESENT":
            return 2 * votes > present
        case "TWO_THIRDS_PRESENT":
            return present > 0 and 3 * votes >= 2 * present
        case "TWO_THIRDS_OF_ALL":
            return eligible > 0 and 3 * votes >= 2 * eligible
        case "FOR_GT_AGAINST":
            return votes > tally.votes_against
        case "CONSENSUS":
            return tally.votes_against == 0
        case "INFO_ONLY":
            return False
    raise Refusal(
        "YS-V03",
        _("业主表决要按面积和人数两项算，不能只按举手的人数算。"),
        next_step=_("请在“业主表决”里登记面积和人数。"),
    )


def explain(rule: str, tally: Tally, present: int, eligible: int) -> str:
    """Return the sentence that says under which rule and by which numbers the motion carried or not."""
    passed = carried(rule, tally, present, eligible)
    t = tally
    f, a = t.votes_for, t.votes_against
    if rule == "INFO_ONLY":
        return _("不表决，只记意见")
    if rule == "CONSENSUS":
        return _("无人反对，达成共识") if passed else _("有{a}人反对，没有达成共识").format(a=a)
    if rule == "FOR_GT_AGAINST":
        if passed:
            return _("同意{f}，多于反对{a}，通过").format(f=f, a=a)
        return _("同意{f}，没有多于反对{a}，未通过").format(f=f, a=a)
    if rule == "MAJORITY_PRESENT":
        words = _("同意{f}，超过到会{n}人的一半，通过") if passed else _("同意{f}，没有超过到会{n}人的一半，未通过")
        return words.format(f=f, n=present)
    if rule == "TWO_THIRDS_PRESENT":
        words = (
            _("同意{f}，达到到会{n}人的三分之二（{least}人），通过")
            if passed
            else _("同意{f}，不到到会{n}人的三分之二（{least}人），未通过")
        )
        return words.format(f=f, n=present, least=two_thirds(present))
    words = (
        _("同意{f}，达到应到{n}人的三分之二（{least}人），通过")
        if passed
        else _("同意{f}，不到应到{n}人的三分之二（{least}人），未通过")
    )
    return words.format(f=f, n=eligible, least=two_thirds(eligible))


def two_thirds(n: int) -> int:
    """Return the least whole number that is two thirds of `n` or more."""
    return -(-2 * n // 3)
