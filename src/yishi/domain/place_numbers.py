"""The numbers that a place may change for itself: what each is called, its unit, its limits and where its factory value is from.

The values themselves are frozen dataclasses beside the rules that use them; this is the one list of what may be edited.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from yishi.domain import evaluation, funds, score, transitions
from yishi.domain.marker import N_
from yishi.domain.rule_data import FormFault, Table
from yishi.i18n import _

WORKDAYS, DAYS, PERCENT, POINTS, TIMES, SHEETS, CASES, YUAN, MONTH = (
    N_("个工作日"), N_("日"), N_("%"), N_("分"), N_("次"), N_("份"), N_("件"), N_("元"), N_("月"))  # fmt: skip


@dataclass(frozen=True)
class Number:
    """One number: `key` is the field of its dataclass, `reference` says after what the factory value was chosen."""

    key: str
    word: str
    unit: str
    most: int
    least: int = 0
    reference: str = ""


@dataclass(frozen=True)
class Choice:
    """A yes or no."""

    key: str
    word: str
    reference: str = ""


Item = Number | Choice

# fmt: off
KINDS: dict[str, tuple[Item, ...]] = {
    "deadlines": (
        Number("notice", N_("会前公告（协商会）"), WORKDAYS, 60),
        Number("statutory_notice_natural", N_("会前公告（法定村民会议）"), DAYS, 60, 0, N_("村民委员会组织法 2018 文本第21条，待核对新法")),
        Number("minutes", N_("会议纪要、协商意见书，会后"), WORKDAYS, 60, 1),
        Number("posting_natural", N_("决议公示期"), DAYS, 90, 1, N_("各地 5、10、15 日不等")),
        Number("posting_least_natural", N_("公示最少挂满"), DAYS, 90, 1, N_("有的省规定 5 日")),
        Number("answer_natural", N_("答复公示异议"), DAYS, 60, 1, N_("各地 3 日、5 日不等")),
        Number("assign", N_("交办，公示无异议后"), WORKDAYS, 60, 1),
        Number("accept", N_("责任单位签收"), WORKDAYS, 60, 1),
        Number("immediate", N_("当场答复的事"), WORKDAYS, 60, 1, N_("外地有“即时议”48小时的做法")),
        Number("ordinary", N_("一般事项办理"), WORKDAYS, 250, 1, N_("外地“复杂事项10个工作日内”的做法")),
        Number("complex", N_("复杂事项、工程办理"), WORKDAYS, 250, 1, N_("工程可以另定节点")),
        Number("extensions", N_("延期最多"), TIMES, 9),
        Number("extension", N_("每次延期最多"), WORKDAYS, 120, 1),
        Number("inspect", N_("督查核实，报办结后"), WORKDAYS, 60, 1),
        Number("rectify", N_("整改"), WORKDAYS, 120, 1, N_("可以另定")),
        Number("respond", N_("吹哨后报到"), WORKDAYS, 60, 1, N_("各地差异大")),
        Number("respond_urgent", N_("紧急吹哨后报到"), WORKDAYS, 10, 0, N_("0 就是当天")),
        Number("evaluate", N_("评价、回访，督查通过后"), WORKDAYS, 60, 1),
        Number("bad_grade_call", N_("不满意的回访"), WORKDAYS, 60, 1, N_("外地“好差评”1日内")),
        Number("rework", N_("不满意的重新办理"), WORKDAYS, 120, 1, N_("外地15日、15个工作日，可以另定")),
        Number("publish_outcome", N_("公开结果，办结后"), WORKDAYS, 60, 1, N_("外地“随时公布事项”10日内")),
        Number("outcome_natural", N_("结果公开挂满"), DAYS, 90, 1),
        Number("reopen_natural", N_("办结后复发可以重新办理"), DAYS, 365, 1),
        Number("archive_month", N_("归档最晚在次年几月"), MONTH, 12, 1, N_("社区档案办法：次年6月底前，转述")),
        Number("archive_day", N_("归档最晚在那个月几日"), DAYS, 31, 1),
    ),
    "lights": (
        Number("soon", N_("黄灯：离期限还剩几天起"), WORKDAYS, 30, 0),
        Number("idle_percent", N_("黄灯：时间用掉多少还没有跟进"), PERCENT, 100, 1),
        Number("escalate_after", N_("红灯：逾期多久建议吹哨"), WORKDAYS, 60, 1),
    ),
    "thresholds": (
        Number("least_valid", N_("有效评价最少"), SHEETS, 100, 1),
        Number("share_percent", N_("占受益户的比例至少"), PERCENT, 100, 0),
        Number("most_needed", N_("最多要求"), SHEETS, 2000, 1, N_("简单随机抽250份，误差约正负6%")),
        Number("satisfied_percent", N_("满意率至少（基本满意算满意）"), PERCENT, 100, 1),
        Choice("raiser_veto", N_("提出人自己不满意，就不算通过")),
    ),
    "weights": (
        Number("on_time", N_("按期率"), POINTS, 100, 0),
        Number("first_pass", N_("督查一次合格率"), POINTS, 100, 0),
        Number("solved", N_("解决率"), POINTS, 100, 0),
        Number("satisfied", N_("满意率"), POINTS, 100, 0),
        Number("least_cases", N_("少于几件不排名"), CASES, 100, 1),
        Choice("name_last", N_("通报末三名"), N_("外地养老助餐评比的做法；件数少，不公平")),
    ),
    "funds": (
        Number("least", N_("微项目预算至少"), YUAN, 1_000_000, 0),
        Number("most", N_("微项目预算最多"), YUAN, 1_000_000, 1, N_("一般 5000 到 15000 元")),
    ),
}
# fmt: on
WORDS: dict[str, str] = {
    "deadlines": N_("期限"),
    "lights": N_("红黄灯"),
    "thresholds": N_("评价怎样算通过"),
    "weights": N_("责任单位百分制"),
    "funds": N_("微项目经费"),
}
_CLASSES: dict[str, Any] = {
    "deadlines": transitions.Deadlines,
    "lights": transitions.Deadlines,
    "thresholds": evaluation.Thresholds,
    "weights": score.Weights,
    "funds": funds.Funds,
}


def factory(kind: str) -> dict[str, int]:
    """Return the factory values of a kind by key."""
    made = _CLASSES[kind]()
    return {item.key: getattr(made, item.key) for item in KINDS[kind]}


def faults(kind: str, values: Mapping[str, Any]) -> tuple[FormFault, ...]:
    """Return the mistakes in a whole set of values, each with the key of its field; () where they can be kept."""
    found: list[FormFault] = []
    _read(kind, values, found)
    missing = [item for item in KINDS[kind] if isinstance(item, Number) and values.get(item.key) in (None, "")]
    found += [FormFault(_(item.word), _("还空着，请写一个整数。"), item.key) for item in missing]
    return tuple(found or _together(kind, values))


def lenient(kind: str, values: Mapping[str, Any]) -> dict[str, int]:
    """Return what can be read of values kept by some version of the program, over the factory's."""
    found: list[FormFault] = []
    read = {key: value for key, value in _read(kind, values, found).items() if value is not None}
    whole = factory(kind) | read
    return factory(kind) if _together(kind, whole) else whole


def _read(kind: str, values: Mapping[str, Any], found: list[FormFault]) -> dict[str, Any]:
    table = Table(values, {item.key: item.word for item in KINDS[kind]}, found)
    table.unknown()
    read: dict[str, Any] = {}
    for item in KINDS[kind]:
        if item.key in values:
            read[item.key] = table.number(item.key, item.most, item.least) if isinstance(item, Number) else table.flag(item.key)
    return read


def _together(kind: str, v: Mapping[str, Any]) -> list[FormFault]:
    """Numbers that are right one by one and contradict each other."""
    if kind == "deadlines" and v["posting_natural"] < v["posting_least_natural"]:
        return [_wrong(kind, "posting_natural", _("比最少的{n}日还短。").format(n=v["posting_least_natural"]))]
    if kind == "deadlines" and v["outcome_natural"] < v["posting_least_natural"]:
        return [_wrong(kind, "outcome_natural", _("比公示最少的{n}日还短。").format(n=v["posting_least_natural"]))]
    if kind == "deadlines" and v["archive_day"] > monthrange(2027, v["archive_month"])[1]:  # a year without 29 February
        return [_wrong(kind, "archive_day", _("{n}月没有这一天。").format(n=v["archive_month"]))]
    if kind == "thresholds" and v["most_needed"] < v["least_valid"]:
        return [_wrong(kind, "most_needed", _("比最少的{n}份还少。").format(n=v["least_valid"]))]
    if kind == "funds" and v["most"] < v["least"]:
        return [_wrong(kind, "most", _("比最少的{n}元还少。").format(n=v["least"]))]
    if kind == "weights":
        total = sum(v[item.key] for item in KINDS[kind] if isinstance(item, Number) and item.unit == POINTS)
        if total != 100:
            return [FormFault(_("四项权重"), _("合起来是{n}分，要正好100分。").format(n=total), "satisfied")]
    return []


def _wrong(kind: str, key: str, message: str) -> FormFault:
    return FormFault(_(next(item.word for item in KINDS[kind] if item.key == key)), message, key)


def covered(kind: str) -> frozenset[str]:
    """Return the fields of the dataclass behind `kind`, for the check that each can be edited."""
    return frozenset(field.name for field in fields(_CLASSES[kind]))
