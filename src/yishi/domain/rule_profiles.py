"""Legal rule profiles as data: dated versions of who must be there, who decides by what majority, and how early it is told.

What is shipped lies in resources/rules; 「待核对新法」 stands beside it until somebody of the place has compared it with
the law. A meeting keeps the version it was held under. Nothing here is asserted as law: it is what a profile says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yishi.domain import rule_data
from yishi.domain.marker import N_
from yishi.domain.meeting_forms import KINDS, UNITS
from yishi.domain.quorum import OF_WORDS, Alternative, Part
from yishi.domain.rule_data import FormFault, Table
from yishi.domain.voting import RULE_WORDS
from yishi.i18n import _

WITHOUT = ("consultation", "owners_vote")  # rule_profile of a meeting that no profile governs

FIELDS: dict[str, str] = {
    "code": N_("代号"),
    "family": N_("属于哪一套"),
    "title": N_("名称"),
    "kinds": N_("村或社区"),
    "valid_from": N_("施行日"),
    "valid_to": N_("废止前一日"),
    "source": N_("依据"),
    "remark": N_("说明"),
    "to_check": N_("待核对新法"),
    "confirmed_by": N_("核对人"),
    "confirmed_on": N_("核对日期"),
    "articles": N_("条文要点"),
    "forms": N_("各种会议"),
    "matters": N_("法定事项"),
    "decided_by": N_("法定事项由谁决定"),
    "overrides": N_("特殊事项"),
    "precheck": N_("须先经党组织研究的会议"),
    "precheck_source": N_("党组织研究的依据"),
}
_ARTICLE = {"article": N_("条"), "text": N_("要点")}
_FORM = {
    "form": N_("会议形式"),
    "article": N_("条"),
    "composition": N_("组成"),
    "quorum": N_("到会人数"),
    "majority": N_("通过规则"),
    "notice_days": N_("提前几天通知"),
    "notice_unit": N_("通知按哪种天数"),
    "women": N_("妇女所占比例"),
    "representatives": N_("代表所占比例"),
    "convening": N_("应当召集的提议"),
    "remark": N_("说明"),
    "steps": N_("各步骤的人数"),
}
_QUORUM = {"of": N_("按什么算"), "part": N_("比例")}
_CONVENING = {"who": N_("谁提议"), "part": N_("比例")}
_STEP = {"step": N_("步骤"), "quorum": N_("到会比例"), "consent": N_("同意比例"), "ahead_days": N_("提前几天送材料")}
_MATTER = {"no": N_("第几项"), "text": N_("事项"), "signs": N_("议题里的字眼"), "consent": N_("同意比例")}
_OVERRIDE = {
    "name": N_("事项"),
    "signs": N_("议题里的字眼"),
    "on": N_("启用"),
    "quorum": N_("到会比例"),
    "majority": N_("通过规则"),
    "source": N_("依据"),
}


@dataclass(frozen=True)
class StepRule:
    """What one step of a procedure asks for (党员大会: two thirds there, over half of all members for it)."""

    step: str
    quorum: Part | None  # of those who belong to it
    consent: Part | None  # of those who belong to it
    ahead_days: int | None  # how early those who belong to it get the papers


@dataclass(frozen=True)
class FormRule:
    """What a profile says of one meeting form."""

    form: str
    article: str = ""
    composition: str = ""
    quorum: tuple[Alternative, ...] = ()  # one of them is enough
    majority: str = ""  # code of a voting rule
    notice_days: int | None = None
    notice_unit: str = "days"
    women: Part | None = None  # women among all who belong to it
    representatives: Part | None = None  # of all who belong to it
    convening: tuple[tuple[str, Part], ...] = ()  # who may ask for it, and how many of them
    remark: str = ""
    steps: tuple[StepRule, ...] = ()


@dataclass(frozen=True)
class Matter:
    """One of the matters that only a statutory meeting, or the owners, may decide."""

    no: int
    text: str
    signs: tuple[str, ...] = ()  # words in a topic that hint at it
    consent: Part | None = None  # of those who take part, by head and by area (civil code 278)


@dataclass(frozen=True)
class Override:
    """A stricter rule for one kind of matter, where a province has one (筹资筹劳); off until the place turns it on."""

    name: str
    signs: tuple[str, ...]
    on: bool
    quorum: Part | None
    majority: str
    source: str


@dataclass(frozen=True)
class RuleProfile:
    """One dated version of a set of rules."""

    code: str  # CN-VC-2018
    family: str  # CN-VC
    title: str
    valid_from: date | None = None  # None = as far back as anybody asks
    valid_to: date | None = None  # the last day; None = still
    kinds: tuple[str, ...] = KINDS
    source: str = ""
    remark: str = ""
    to_check: bool = False  # nobody has compared it with the law in force
    confirmed_by: str = ""
    confirmed_on: date | None = None
    articles: tuple[tuple[str, str], ...] = ()  # article, what it says in short
    forms: tuple[FormRule, ...] = ()
    matters: tuple[Matter, ...] = ()
    decided_by: str = ""  # the meeting that decides the matters
    overrides: tuple[Override, ...] = ()
    precheck: tuple[str, ...] = ()  # forms whose matters the party organisation studies first
    precheck_source: str = ""

    @property
    def unchecked(self) -> bool:
        """Whether 「待核对新法」 stands beside it."""
        return self.to_check and not self.confirmed_on

    def of(self, form: str) -> FormRule | None:
        """Return what it says of a meeting form, None where it says nothing."""
        return next((rule for rule in self.forms if rule.form == form), None)

    def in_force(self, day: date) -> bool:
        """Return whether it is the version of `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def read(data: Mapping[str, Any]) -> RuleProfile:
    """Return the profile that `data` describes; refuse one with mistakes, naming each place (YS-F01)."""
    found: list[FormFault] = []
    profile = _profile(data, found, strict=True)
    rule_data.refuse(found, str(data.get("title") or data.get("code") or _("规则")))
    return profile


def faults(data: Mapping[str, Any]) -> tuple[FormFault, ...]:
    """Return the mistakes in `data`, () where it is a whole profile."""
    found: list[FormFault] = []
    _profile(data, found, strict=True)
    return tuple(found)


def lenient(data: Mapping[str, Any]) -> RuleProfile | None:
    """Return a profile as it was kept by some version of the program; None when too little of it can be read."""
    found: list[FormFault] = []
    profile = _profile(data, found, strict=False)
    return profile if profile.code and profile.title else None


def as_data(profile: RuleProfile, form: str = "") -> dict[str, Any]:
    """Return the profile as plain data for TOML and JSON, `read` gives the same again; with `form` only what governs it."""
    p = profile
    data: dict[str, Any] = {
        "code": p.code, "family": p.family, "title": p.title, "kinds": list(p.kinds), "valid_from": _day(p.valid_from),
        "valid_to": _day(p.valid_to), "source": p.source, "remark": p.remark, "to_check": p.to_check, "confirmed_by": p.confirmed_by,
        "confirmed_on": _day(p.confirmed_on), "articles": [{"article": article, "text": text} for article, text in p.articles],
        "forms": [_form_data(rule) for rule in p.forms if not form or rule.form == form],
        "matters": [_kept({"no": m.no, "text": m.text, "signs": list(m.signs), "consent": _part(m.consent)}) for m in p.matters],
        "decided_by": p.decided_by,
        "overrides": [_kept({"name": o.name, "signs": list(o.signs), "on": o.on, "quorum": _part(o.quorum), "majority": o.majority,
                             "source": o.source}) for o in p.overrides],
        "precheck": list(p.precheck), "precheck_source": p.precheck_source,
    }
    return _kept(data)


def _form_data(rule: FormRule) -> dict[str, Any]:
    steps = [_kept({"step": s.step, "quorum": _part(s.quorum), "consent": _part(s.consent), "ahead_days": s.ahead_days})
             for s in rule.steps]
    return _kept({
        "form": rule.form, "article": rule.article, "composition": rule.composition,
        "quorum": [{"of": a.of, "part": str(a.part)} for a in rule.quorum], "majority": rule.majority, "notice_days": rule.notice_days,
        "notice_unit": rule.notice_unit, "women": _part(rule.women), "representatives": _part(rule.representatives),
        "convening": [{"who": who, "part": str(part)} for who, part in rule.convening], "remark": rule.remark, "steps": steps,
    })


def _kept(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in ("", None, [])}


def _part(part: Part | None) -> str:
    return str(part) if part is not None else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _profile(data: Mapping[str, Any], found: list[FormFault], strict: bool) -> RuleProfile:
    table = Table(data, FIELDS, found)
    if strict:
        table.unknown()
    longest = rule_data.LONGEST_TEXT
    profile = RuleProfile(
        code=table.text("code", required=True), family=table.text("family", required=True), title=table.text("title", required=True),
        kinds=table.texts("kinds", KINDS) or KINDS, valid_from=table.day("valid_from"), valid_to=table.day("valid_to"),
        source=table.text("source", longest=longest), remark=table.text("remark", longest=longest), to_check=table.flag("to_check"),
        confirmed_by=table.text("confirmed_by"), confirmed_on=table.day("confirmed_on"),
        articles=tuple((t.text("article", required=True), t.text("text", longest=longest)) for t in table.tables("articles", _ARTICLE)),
        forms=tuple(_form_rule(t) for t in table.tables("forms", _FORM)),
        matters=tuple(Matter(t.number("no", 99, 1) or 0, t.text("text", required=True), t.texts("signs"), _read_part(t, "consent"))
                      for t in table.tables("matters", _MATTER)),
        decided_by=table.text("decided_by"),
        overrides=tuple(Override(t.text("name", required=True), t.texts("signs"), t.flag("on"), _read_part(t, "quorum"),
                                 t.choice("majority", RULE_WORDS), t.text("source", longest=longest))
                        for t in table.tables("overrides", _OVERRIDE)),
        precheck=table.texts("precheck"), precheck_source=table.text("precheck_source", longest=longest),
    )
    if profile.valid_from and profile.valid_to and profile.valid_to < profile.valid_from:
        table.wrong("valid_to", _("早于施行日。"))
    if bool(profile.confirmed_by) != bool(profile.confirmed_on):
        table.wrong("confirmed_by", _("核对人和核对日期要一起写。"))
    return profile


def _form_rule(t: Table) -> FormRule:
    quorum = [(q.choice("of", OF_WORDS), _read_part(q, "part", required=True)) for q in t.tables("quorum", _QUORUM)]
    convening = [(c.text("who", required=True), _read_part(c, "part", required=True)) for c in t.tables("convening", _CONVENING)]
    return FormRule(
        form=t.text("form", required=True), article=t.text("article"), composition=t.text("composition"),
        quorum=tuple(Alternative(of, part) for of, part in quorum if part), majority=t.choice("majority", (*RULE_WORDS, "")),
        notice_days=t.number("notice_days"), notice_unit=t.choice("notice_unit", UNITS, "days"), women=_read_part(t, "women"),
        representatives=_read_part(t, "representatives"), convening=tuple((who, part) for who, part in convening if part),
        remark=t.text("remark", longest=rule_data.LONGEST_TEXT),
        steps=tuple(StepRule(s.text("step", required=True), _read_part(s, "quorum"), _read_part(s, "consent"), s.number("ahead_days"))
                    for s in t.tables("steps", _STEP)),
    )


def _read_part(table: Table, key: str, required: bool = False) -> Part | None:
    text = table.text(key, required=required)
    part = Part.read(text) if text else None
    if text and part is None:
        table.wrong(key, _("“{text}”看不懂，请写成 2/3（三分之二以上）或 >1/2（过半数）。").format(text=text[:40]))
    return part
