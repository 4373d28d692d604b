"""The joint decision of owners: participation and consent, each by head and by area (民法典第278条).

Areas are whole hundredths of a square metre.
"""

import re
from dataclasses import dataclass

from yishi.errors import Refusal
from yishi.i18n import _

STRICTER = frozenset(
    {6, 7, 8}
)  # 筹集维修资金; 改建、重建; 改变共有部分用途或用于经营: three quarters, the rest: over half
_AREA = re.compile(r"\d{1,12}(\.\d{1,2})?")


@dataclass(frozen=True)
class OwnersTally:
    """All owners, those who took part and those who agreed, by head and by area; `matter` is the item 1–9."""

    total_owners: int
    total_area: int
    participating_owners: int
    participating_area: int
    agree_owners: int
    agree_area: int
    matter: int


def read_area(text: str) -> int:
    """Return an area written as a decimal (36850.40) in hundredths; anything else is refused (YS-V05)."""
    if not _AREA.fullmatch(text.strip()):
        raise Refusal(
            "YS-V05", _("面积“{text}”看不懂。").format(text=text), next_step=_("请写成 36850.40 这样，最多两位小数。")
        )
    whole, _point, part = text.strip().partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)


def area_text(area: int) -> str:
    """Return an area in hundredths as a decimal with two places."""
    return f"{area // 100}.{area % 100:02d}"


def check_owners(tally: OwnersTally) -> None:
    """Refuse (YS-V04) an item outside 1–9, more who agreed than took part, or more who took part than there are."""
    t = tally
    if not 1 <= t.matter <= 9:
        raise Refusal("YS-V04", _("民法典第278条只有第1项到第9项，没有第{n}项。").format(n=t.matter))
    if not 0 <= t.agree_owners <= t.participating_owners <= t.total_owners:
        text = _("业主人数对不上：同意{a}，参与{p}，全体{n}。").format(
            a=t.agree_owners, p=t.participating_owners, n=t.total_owners
        )
        raise Refusal("YS-V04", text, next_step=_("请对照计票单改好人数。"))
    if not 0 <= t.agree_area <= t.participating_area <= t.total_area:
        text = _("业主面积对不上：同意{a}，参与{p}，全体{n}。").format(
            a=area_text(t.agree_area), p=area_text(t.participating_area), n=area_text(t.total_area)
        )
        raise Refusal("YS-V04", text, next_step=_("请对照计票单改好面积。"))


def enough_took_part(tally: OwnersTally) -> bool:
    """Return whether two thirds or more took part, by head and by area."""
    t = tally
    heads = 3 * t.participating_owners >= 2 * t.total_owners > 0
    return heads and 3 * t.participating_area >= 2 * t.total_area > 0


def owners_carried(tally: OwnersTally) -> bool:
    """Return whether the owners decided it: enough took part, and enough of those agreed, by head and by area."""
    t = tally
    check_owners(t)
    if not enough_took_part(t):
        return False
    if t.matter in STRICTER:
        return 4 * t.agree_owners >= 3 * t.participating_owners and 4 * t.agree_area >= 3 * t.participating_area
    return 2 * t.agree_owners > t.participating_owners and 2 * t.agree_area > t.participating_area


def explain_owners(tally: OwnersTally) -> str:
    """Return the sentence that says by which numbers the owners decided it or did not."""
    t = tally
    passed = owners_carried(t)
    if not enough_took_part(t):
        words = _("参与{p}户、{pa}平方米，人数或面积不到全体{n}户、{na}平方米的三分之二，未通过")
        return words.format(
            p=t.participating_owners, pa=area_text(t.participating_area), n=t.total_owners, na=area_text(t.total_area)
        )
    if t.matter in STRICTER:
        words = (
            _("同意{a}户、{aa}平方米，人数和面积都达到参与表决的四分之三，通过")
            if passed
            else _("同意{a}户、{aa}平方米，人数或面积不到参与表决的四分之三，未通过")
        )
    else:
        words = (
            _("同意{a}户、{aa}平方米，人数和面积都超过参与表决的一半，通过")
            if passed
            else _("同意{a}户、{aa}平方米，人数或面积没有超过参与表决的一半，未通过")
        )
    return words.format(a=t.agree_owners, aa=area_text(t.agree_area))
