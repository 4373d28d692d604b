"""When a motion carries. Every rule is explicit and compared in whole numbers: 过半数 is more than half, 以上 includes
the number itself (civil code, article 1259)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from yishi.domain.marker import N_
from yishi.domain.owners import OwnersTally, check_owners, explain_owners, owners_carried, read_area
from yishi.domain.quick import quick
from yishi.errors import Refusal
from yishi.i18n import _

__all__ = [
    "CHOICE_WORDS",
    "METHODS",
    "RULES",
    "RULE_WORDS",
    "WITHOUT_VOTE",
    "Ballot",
    "OwnersTally",
    "Tally",
    "ballot_differs",
    "carried",
    "check_ballot",
    "check_owners",
    "check_rule",
    "check_tally",
    "count_choices",
    "explain",
    "explain_owners",
    "owners_carried",
    "read_area",
    "sum_differs",
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
METHODS: tuple[str, ...] = (N_("举手"), N_("投票"), N_("记名"), N_("投豆"), N_("无异议"))  # as the book has them, in every language
CHOICE_WORDS: dict[str, str] = {"for": N_("同意"), "against": N_("反对"), "abstain": N_("弃权"), "not_voted": N_("未投")}
WITHOUT_VOTE = frozenset({"CONSENSUS", "INFO_ONLY"})  # a resolution may be adopted without a counted vote


@quick
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


@dataclass(frozen=True)
class Ballot:
    """The tally sheet of a vote on paper: 发出 收回 无效, and what the valid ones say."""

    issued: int
    returned: int
    invalid: int
    votes_for: int
    votes_against: int
    abstain: int

    @property
    def valid(self) -> int:
        return self.returned - self.invalid


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


def ballot_differs(ballot: Ballot, entitled: int) -> str:
    """Return which sum of a tally sheet is wrong and by how much, "" when all agree (domain rule 4.6).

    收回 ≤ 发出 ≤ who may vote; 有效 + 无效 = 收回; the three valid sums = 有效.
    """
    b = ballot
    if min(b.issued, b.returned, b.invalid, b.votes_for, b.votes_against, b.abstain) < 0:
        return _("票数不能是负数")
    if b.issued > entitled:
        return _("发出{n}张，比可以投票的{most}人多{more}张").format(n=b.issued, most=entitled, more=b.issued - entitled)
    if b.returned > b.issued:
        return _("收回{n}张，比发出的{most}张多{more}张").format(n=b.returned, most=b.issued, more=b.returned - b.issued)
    if b.invalid > b.returned:
        return _("无效{n}张，比收回的{most}张多{more}张").format(n=b.invalid, most=b.returned, more=b.invalid - b.returned)
    total = b.votes_for + b.votes_against + b.abstain
    if total > b.valid:
        return _("同意、反对、弃权合计{n}，比有效票{most}张多{more}").format(n=total, most=b.valid, more=total - b.valid)
    if total < b.valid:
        return _("同意、反对、弃权合计{n}，比有效票{most}张少{fewer}").format(n=total, most=b.valid, fewer=b.valid - total)
    return ""


def check_ballot(ballot: Ballot, entitled: int) -> None:
    """Refuse a tally sheet (YS-V10) whose sums do not agree."""
    if words := ballot_differs(ballot, entitled):
        raise Refusal("YS-V10", words + "。", next_step=_("请再数一遍票，改好对不上的数。"))


def sum_differs(method: str, total: int, entitled: int, recused: int = 0) -> str:
    """Return how many more were counted than may vote, "" when it can be true: hands, or beans where each has one."""
    more = total - entitled
    if more <= 0:
        return ""
    if method == "投豆":
        return _("碗里合计{total}粒，可以投豆的{n}人，多{more}粒").format(total=total, n=entitled, more=more)
    if recused:
        words = _("合计{total}，比可以表决的{n}人多{more}（回避{out}人不算）")
        return words.format(total=total, n=entitled, more=more, out=recused)
    return _("合计{total}，比实到{n}多{more}").format(total=total, n=entitled, more=more)


def count_choices(choices: Iterable[str], entitled: int) -> Tally:
    """Return the tally of votes given by name; whoever of the `entitled` is not among them has not voted."""
    found = Counter(choices)
    if unknown := found.keys() - CHOICE_WORDS.keys():
        raise Refusal("YS-V13", _("没有“{choice}”这种投法。").format(choice="、".join(sorted(unknown))[:40]),
                      next_step=_("可以写：{known}。").format(known="、".join(CHOICE_WORDS)))
    voted = found["for"] + found["against"] + found["abstain"]
    return Tally(found["for"], found["against"], found["abstain"], 0, entitled - voted)


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
