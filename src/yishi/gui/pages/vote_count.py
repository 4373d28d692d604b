"""What the vote card says about figures while they are typed: whether they add up, by which way they were counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.domain.voting import Tally


@dataclass(frozen=True)
class Count:
    """The words under the figures and their ink; `tally` is None while they cannot be true."""

    words: str
    kind: str  # muted yellow green
    tally: "Tally | None" = None
    ready: bool = False


def by_hand(method: str, figures: tuple[int, int, int] | None, complete: bool, begun: bool, entitled: int, recused: int) -> Count:
    """Count raised hands or beans: with what is not voted, everybody who may."""
    from yishi.domain import voting

    if figures is None:
        return Count(_("这里要写数字。"), "yellow")
    if not begun:
        if not entitled:
            return Count(_("还没有人签到，先按 F4 签到"), "yellow")
        words = _("可以表决的{n}人（{out}人回避），弃权自动算") if recused else _("实到{n}人，弃权自动算")
        return Count(words.format(n=entitled, out=recused), "muted")
    total = sum(figures)
    if differs := voting.sum_differs(method, total, entitled, recused):
        return Count(differs, "yellow")
    rest = entitled - total
    words = _("合计{total}，实到{n}，{rest}人没有投") if rest else _("合计{total}，等于实到{n}")
    if recused:
        words = _("合计{total}，可以表决的{n}人，{rest}人没有投") if rest else _("合计{total}，等于可以表决的{n}人")
    tally = voting.Tally(*figures, 0, rest)
    return Count(words.format(total=total, n=entitled, rest=rest), "muted" if rest else "green", tally, complete)


def on_paper(numbers: tuple[int, int, int] | None, figures: tuple[int, int, int] | None, begun: bool, entitled: int) -> Count:
    """Count ballots: 发出, 收回, 无效, and what the valid ones say."""
    from yishi.domain import voting

    if numbers is None or figures is None:
        return Count(_("这里要写数字。"), "yellow")
    if not entitled:
        return Count(_("还没有人签到，先按 F4 签到"), "yellow")
    issued, returned, invalid = numbers
    if not begun:  # the three sums are checked from the first figure on, what went before at once
        wrong = voting.ballot_differs(voting.Ballot(issued, returned, invalid, returned - invalid, 0, 0), entitled)
        words = _("可以投票的{n}人，有效票{valid}张").format(n=entitled, valid=returned - invalid)
        return Count(wrong or words, "yellow" if wrong else "muted")
    if wrong := voting.ballot_differs(voting.Ballot(issued, returned, invalid, *figures), entitled):
        return Count(wrong, "yellow")
    tally = voting.Tally(*figures, invalid, entitled - returned)
    words = _("发出{a}，收回{b}，有效{c}，都对得上")
    return Count(words.format(a=issued, b=returned, c=returned - invalid), "green", tally, True)


def by_name(choices: Mapping[str, str], entitled: int) -> Count:
    """Count the choices that were made by name."""
    from yishi.domain import voting

    if not entitled:
        return Count(_("还没有人签到，先按 F4 签到"), "yellow")
    tally = voting.count_choices(choices.values(), entitled)
    words = _("同意{f}　反对{a}　弃权{b}　未投{n}")
    told = words.format(f=tally.votes_for, a=tally.votes_against, b=tally.abstain, n=tally.not_voted)
    voted = tally.not_voted < entitled
    return Count(told, "green" if voted and not tally.not_voted else "muted", tally if voted else None, voted)
