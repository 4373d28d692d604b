"""Where the money of a resolution comes from, in five sorts (慈善 志愿 购买服务 财政 自筹), told by the words that people write."""

from yishi.domain.marker import N_

FUND_WORDS: dict[str, str] = {
    "charity": N_("慈善"),
    "volunteer": N_("志愿"),
    "purchase": N_("购买服务"),
    "fiscal": N_("财政"),
    "own": N_("自筹"),
    "other": N_("其他"),
}
_TOLD: tuple[tuple[str, tuple[str, ...]], ...] = (  # the first that fits
    ("purchase", ("购买服务", "政府购买")),
    ("volunteer", ("志愿", "义务", "不花钱", "无需资金")),
    ("own", ("集体", "自筹", "众筹", "集资", "维修", "业主", "共有", "公共收益", "公益金", "村级", "经济合作社", "物业")),
    ("charity", ("慈善", "基金会", "社区基金", "捐", "爱心", "公益", "创投")),
    ("fiscal", ("财政", "专项", "补助", "奖补", "拨款", "为民服务", "镇", "街道", "政府", "福彩", "党建经费", "党组织")),
)


def sort_of(source: str) -> str:
    """Return which sort a source of money is (a key of FUND_WORDS); `other` where its words say nothing."""
    return next((sort for sort, words in _TOLD if any(word in source for word in words)), "other")
