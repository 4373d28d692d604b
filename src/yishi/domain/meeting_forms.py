"""Meeting forms as data: who takes part, which steps, which papers, how it votes, when it is announced and posted.

What is shipped lies in resources/forms; a place changes its own copy. What nobody knows stays empty and `remark` says so.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from yishi.domain import rule_data
from yishi.domain.marker import N_
from yishi.domain.rule_data import FormFault, Table
from yishi.domain.voting import METHODS, RULE_WORDS
from yishi.i18n import _

__all__ = ["FIELDS", "PAPERS", "FormFault", "MeetingForm", "as_data", "faults", "next_day", "read"]

PAPERS: dict[str, str] = {  # what a form may ask for (domain.md part 4), as the papers are called
    "notice": N_("会议通知"),
    "sign_in": N_("签到表"),
    "record": N_("会议记录"),
    "minutes": N_("会议纪要"),
    "ballot": N_("表决票"),
    "tally": N_("计票单"),
    "opinion": N_("协商意见书"),
    "posting": N_("公示"),
    "booklet": N_("四议两公开登记表"),
    "covenant": N_("公约张贴版"),
    "photo": N_("现场照片"),
    "proxy": N_("委托书"),
}
FIELDS: dict[str, str] = {
    "code": N_("代号"),
    "name": N_("名称"),
    "letters": N_("编号字母"),
    "kinds": N_("村或社区"),
    "legal_status": N_("法律地位"),
    "example": N_("示例"),
    "remark": N_("说明"),
    "source": N_("出处"),
    "parties": N_("参与方"),
    "all_parties": N_("各方都要到会"),
    "stages": N_("步骤"),
    "papers": N_("要备的材料"),
    "vote_rule": N_("通常的表决规则"),
    "vote_rules": N_("可用的表决规则"),
    "methods": N_("表决方式"),
    "notice_days": N_("提前几天通知"),
    "notice_unit": N_("通知按哪种天数"),
    "posting_days": N_("公示几天"),
    "public": N_("公开"),
    "rules": N_("按哪套规则"),
    "place": N_("固定地点"),
    "recurs": N_("定期举行"),
    "recurs_on": N_("固定议事日"),
    "light": N_("简便记录"),
}
UNITS: dict[str, str] = {"days": N_("日"), "workdays": N_("工作日")}
STATUSES: dict[str, str] = {"consultative": N_("协商平台"), "statutory": N_("法定会议")}
KINDS = ("village", "urban")
_LETTERS = re.compile("[A-Z]{2}")
_RECURS = re.compile(r"每月(\d{1,2})[日号]|每周([一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class MeetingForm:
    """One way of meeting."""

    code: str
    name: str
    letters: str  # of its meetings' numbers: TW-2026-03
    kinds: tuple[str, ...]  # village urban
    legal_status: str  # consultative statutory
    vote_rule: str  # the usual one
    vote_rules: tuple[str, ...]  # the ones it may vote by
    rules: str  # family of legal rule profiles, or consultation
    example: bool = False  # our own, to be changed by the place (示例，请按当地文件修改)
    remark: str = ""
    source: str = ""
    parties: tuple[str, ...] = ()
    all_parties: bool = False  # each of them has to be there (五方); else they are for choosing
    stages: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()  # codes of PAPERS
    methods: tuple[str, ...] = METHODS
    notice_days: int | None = None  # None: nothing asks for a notice ahead
    notice_unit: str = "days"  # days workdays
    posting_days: int | None = None  # natural days; None: not posted
    public: bool = True  # False: its records are never shown outside unless somebody says so
    place: str = ""  # where it always meets
    recurs: bool = False  # it has a fixed place and day
    recurs_on: str = ""  # 每月15日, 每周五; "" = the place has not said yet
    light: bool = False  # three boxes, nothing mandatory but day and place (teahouse, bench)

    @property
    def statutory(self) -> bool:
        return self.legal_status == "statutory"


def read(data: Mapping[str, Any]) -> MeetingForm:
    """Return the form that `data` describes; refuse one with mistakes, naming each place (YS-F01)."""
    found: list[FormFault] = []
    form = _form(data, found, strict=True)
    rule_data.refuse(found, str(data.get("name") or data.get("code") or _("会议形式")))
    return form


def faults(data: Mapping[str, Any]) -> tuple[FormFault, ...]:
    """Return the mistakes in `data`, () where it is a whole form."""
    found: list[FormFault] = []
    _form(data, found, strict=True)
    return tuple(found)


def lenient(data: Mapping[str, Any]) -> MeetingForm | None:
    """Return a form as it was kept by some version of the program; None when too little of it can be read."""
    found: list[FormFault] = []
    form = _form(data, found, strict=False)
    needed = {"code", "name", "letters", "vote_rule", "rules"}
    return None if needed & {fault.field for fault in found} else form


def as_data(form: MeetingForm) -> dict[str, Any]:
    """Return the form as plain data for TOML and JSON; what is empty is left out, `read` gives the same form again."""
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(form).items()}
    kept = ("kinds", "vote_rules", "parties", "stages", "papers", "methods", "public")
    return {key: value for key, value in plain.items() if key in kept or value not in ("", None, False, [])}


def _form(data: Mapping[str, Any], found: list[FormFault], strict: bool) -> MeetingForm:
    table = Table(data, FIELDS, found)
    if strict:
        table.unknown()
    rule = table.choice("vote_rule", RULE_WORDS)
    form = MeetingForm(
        code=table.text("code", required=True), name=table.text("name", required=True), letters=table.text("letters", required=True),
        kinds=table.texts("kinds", KINDS, required=True), legal_status=table.choice("legal_status", STATUSES),
        vote_rule=rule, vote_rules=table.texts("vote_rules", RULE_WORDS) or (rule,), rules=table.text("rules", required=True),
        example=table.flag("example"), remark=table.text("remark", longest=rule_data.LONGEST_TEXT),
        source=table.text("source", longest=rule_data.LONGEST_TEXT), parties=table.texts("parties"),
        all_parties=table.flag("all_parties"), stages=table.texts("stages"),
        papers=table.texts("papers", PAPERS), methods=table.texts("methods", METHODS) if "methods" in data else METHODS,
        notice_days=table.number("notice_days"), notice_unit=table.choice("notice_unit", UNITS, "days"),
        posting_days=table.number("posting_days", least=1), public=table.flag("public", True), place=table.text("place"),
        recurs=table.flag("recurs"), recurs_on=table.text("recurs_on"), light=table.flag("light"),
    )
    if form.letters and not _LETTERS.fullmatch(form.letters):
        table.wrong("letters", _("要写两个大写字母，例如 TW。"))
    if rule and rule not in form.vote_rules:
        table.wrong("vote_rule", _("不在可用的表决规则里。"))
    if form.recurs_on and not _recurrence(form.recurs_on):
        table.wrong("recurs_on", _("“{text}”看不懂，请写成“每月15日”或“每周五”。").format(text=form.recurs_on[:40]))
    return form


def next_day(form: MeetingForm, after: date) -> date | None:
    """Return the form's next fixed day on or after `after`; None where it has none. In a short month it is the last day."""
    fixed = _recurrence(form.recurs_on)
    if not form.recurs or not fixed:
        return None
    weekday, day_of_month = fixed
    if day_of_month is None:
        return after + timedelta(days=(weekday - after.weekday()) % 7)
    for n in range(2):
        first = date(after.year + (after.month - 1 + n) // 12, (after.month - 1 + n) % 12 + 1, 1)
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        day = first.replace(day=min(day_of_month, last.day))
        if day >= after:
            return day
    return None


def _recurrence(text: str) -> tuple[int, int | None] | None:
    """Return weekday (Monday 0) or day of the month of a fixed day; None when the text is no such day."""
    found = _RECURS.fullmatch(text.strip())
    if not found:
        return None
    if found[2]:
        return _WEEKDAYS.index(found[2].replace("天", "日")), None
    return (0, int(found[1])) if 1 <= int(found[1]) <= 31 else None
