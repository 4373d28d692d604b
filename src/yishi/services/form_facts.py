"""What the preparation asks of a meeting's form: its name, how long before it the notice hangs, where and when it meets."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from yishi.domain.meeting_forms import PAPERS, MeetingForm, next_day
from yishi.domain.voting import RULE_WORDS
from yishi.i18n import _
from yishi.services import communities, forms
from yishi.services.dossier import STATUTORY_FORMS

USUAL_HOUR = "14:30"


@dataclass(frozen=True)
class FormFacts:
    """The facts of one form as it is in force now."""

    code: str
    name: str
    notice_days: int  # 0 = it asks for no notice
    notice_unit: str  # workdays days
    place: str
    statutory: bool
    note: str  # by what it decides, in words
    form: MeetingForm

    def next_start(self, last: str, now: datetime) -> str:
        """Return when a form that recurs meets next ("" = it does not recur), at the hour of its last meeting `last`."""
        after = now.date()
        if last[:10] >= f"{after}":
            after = date.fromisoformat(last[:10]) + timedelta(days=1)
        day = next_day(self.form, after)
        return f"{day}T{last[11:] or USUAL_HOUR}" if day else ""


def of(session: Session, code: str) -> FormFacts:
    """Return the facts of a form as it is in force now; an unknown code is refused (YS-M07)."""
    form = forms.of(session, code)
    return FormFacts(code, _(form.name), form.notice_days or 0, form.notice_unit, form.place, form.statutory, _note(form), form)


def choices(session: Session) -> tuple[tuple[str, str], ...]:
    """Return the forms that a place of this kind can choose (code, name), the usual ones first."""
    kind = communities.mine(session).kind
    first = ("teahouse", "bench") if kind == "village" else ("bench", "teahouse")
    fit = {line.code: _(line.name) for line in forms.lines(session) if kind in line.kinds}
    return tuple((code, fit[code]) for code in dict.fromkeys((*first, *fit)) if code in fit)


def statutory(session: Session) -> tuple[tuple[str, str], ...]:
    """Return those of `choices` whose meetings may confirm what a consultation agreed on; the owners have a record of their own."""
    return tuple((code, name) for code, name in choices(session) if code in STATUTORY_FORMS and code != "owners_vote")


def told(form: MeetingForm) -> str:
    """Return what a form lays down, in one paragraph: parties, steps, papers, notice, posting; what is not known is said to be empty."""
    ahead = _("会前{n}个工作日通知") if form.notice_unit == "workdays" else _("会前{n}日通知")
    papers = [_(PAPERS[code]) for code in form.papers if code in PAPERS]
    no_steps = "" if form.statutory else _("步骤还空着，可在设置里补")  # the law names none
    parts = (
        _("参与方：{names}").format(names="、".join(map(_, form.parties))) if form.parties else _("参与方还空着，可在设置里补"),
        _("步骤：{names}").format(names=" → ".join(map(_, form.stages))) if form.stages else no_steps,
        _("要备：{names}").format(names="、".join(papers)) if papers else "",
        ahead.format(n=form.notice_days) if form.notice_days else "",
        _("公示{n}日").format(n=form.posting_days) if form.posting_days else _("不公示"),
    )  # fmt: skip
    return _("{form}：{told}。").format(form=_(form.name), told="；".join(part for part in parts if part))


def _note(form: MeetingForm) -> str:
    rule = _(RULE_WORDS[form.vote_rule])
    if form.statutory:
        words = _("法定会议：人数和票数按所选规则计算，通常按“{rule}”。").format(rule=rule)
    else:
        words = _("协商会不设法定人数，按“{rule}”计算。").format(rule=rule)
    return words + (_("步骤是示例，请按当地文件改。") if form.example else "") + told(form)
