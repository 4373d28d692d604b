"""The hard guards of the loop, named as in the transition table; each refuses in plain words and quotes its rule."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from yishi.domain import evaluation
from yishi.domain.lights import light, open_objections
from yishi.domain.marker import N_
from yishi.domain.standing import LEVELS, Event, Standing, Terms, extended_due, next_level, outcome_period, work_due
from yishi.domain.workdays import PostingPeriod, WorkCalendar
from yishi.errors import Refusal, shown
from yishi.i18n import _


@dataclass(frozen=True)
class Case:
    """An event that asks to be let in, and all that the guards look at. `live` False = imported history."""

    terms: Terms
    standing: Standing
    new: Event
    calendar: WorkCalendar
    live: bool = True
    milestone_overdue: bool = False


def same_person(one: str, other: str) -> bool:
    """Return whether two texts name one person: 姓名 and 姓名（说明） do."""
    return bool(one.strip()) and bare(one) == bare(other)


def bare(name: str) -> str:
    """Return the name alone of 姓名（说明）."""
    return name.replace("(", "（").split("（", 1)[0].strip()


def _carried(case: Case) -> None:
    if not case.terms.carried:
        raise Refusal("YS-L10", _("这件事还没有表决通过，也没有形成共识。"), next_step=_("请先记下表决或共识。"))


def _fully_named(case: Case) -> None:
    blank = [
        word
        for word, value in (
            (_("责任单位"), case.terms.owner_unit),
            (_("责任人"), case.terms.owner),
            (_("督查人"), case.terms.supervisor),
        )
        if not value.strip()
    ]
    if blank:
        text = _("交办要写明责任单位、责任人和督查人，还缺：{blank}。").format(blank="、".join(blank))
        raise Refusal("YS-L11", text, next_step=_("请先在决议里填好。"))


def _supervisor_is_not_owner(case: Case) -> None:
    terms = case.terms
    if same_person(terms.supervisor, terms.owner):
        text = _("督查人和责任人不能是同一个人（{name}）。").format(name=bare(terms.owner))
        raise Refusal("YS-L12", text, next_step=_("请换一位督查人。"))
    if case.live and any(same_person(terms.supervisor, name) for name in terms.kin):
        raise of_one_family(terms.supervisor, terms.owner)


def of_one_family(supervisor: str, owner: str) -> Refusal:
    """Return the refusal of a supervisor who is a close relative of the owner (YS-L46, domain rules 2.2 and 3.1)."""
    text = _("督查人{name}是责任人{owner}的近亲属，要回避：近亲属不能互相监督（参照村民委员会组织法2018文本第32条）。")
    return Refusal("YS-L46", text.format(name=bare(supervisor), owner=bare(owner)),
                   next_step=_("请换一位督查人，例如监督委员会的成员。"))


def _deadline_set(case: Case) -> None:
    new = case.new
    due = work_due(case.terms, new, case.calendar)
    if due is None:
        raise Refusal("YS-L13", _("交办要有期限。"), next_step=_("请写几个工作日，或写截止日期。"))
    if due < new.on:
        raise Refusal("YS-L13", _("期限{due}在交办日{on}之前。").format(due=due, on=new.on), next_step=_("请改期限。"))


def _by_owner_side(case: Case) -> None:
    terms, by = case.terms, case.new.by
    if not case.live and case.new.event == "reject_assign":
        return  # history names the owner that was found after the rejection
    names = (terms.owner, terms.owner_unit, *terms.assist, *sorted(terms.clerks))
    if not any(same_person(by, name) for name in names) and not _named_in(by, terms.assist):
        text = _("这一步由责任人{owner}、协办或代为登记的文书来做，{by}不在其中。").format(
            owner=bare(terms.owner), by=shown(by) or _("（没写是谁）")
        )
        raise Refusal("YS-L14", text, next_step=_("请改成做这件事的人。"))


def _named_in(by: str, assist: object) -> bool:
    """Tell whether an assistant is written with what he is before the name (社工何丽)."""
    name = bare(by)
    return len(name) >= 2 and any(
        bare(str(item)).endswith(name) for item in (assist if isinstance(assist, list | tuple) else ())
    )


def _by_supervisor(case: Case) -> None:
    terms, by = case.terms, case.new.by
    if same_person(by, terms.owner):
        raise Refusal(
            "YS-L12",
            _("督查人和责任人不能是同一个人：{by}是责任人。").format(by=shown(bare(by))),
            next_step=_("请由督查人来查。"),
        )
    if not same_person(by, terms.supervisor):
        text = _("督查要由督查人{name}来做，不能由{by}代替。").format(
            name=bare(terms.supervisor), by=shown(by) or _("别人")
        )
        raise Refusal("YS-L15", text, next_step=_("请由督查人来查。"))
    if case.live and any(same_person(by, name) for name in terms.kin):
        raise of_one_family(by, terms.owner)


def _needs_text(message: str, step: str) -> Callable[[Case], None]:
    def guard(case: Case) -> None:
        if not case.new.text.strip():
            raise Refusal("YS-L16", _(message), next_step=_(step))

    return guard


def _within_acceptance(case: Case) -> None:
    limit = case.calendar.add(case.standing.assigned_on or case.new.on, case.terms.deadlines.accept)
    if case.new.on > limit:
        text = _("派单异议要在签收期限内提出，期限是{limit}。").format(limit=limit)
        raise Refusal("YS-L17", text, next_step=_("可以先签收，再申请延期，或由会议变更决议。"))


def _approved_by_supervisor(case: Case) -> None:
    name, approver = bare(case.terms.supervisor), case.new.approved_by
    if not same_person(approver, case.terms.supervisor):
        text = _("延期要由督查人{name}批准。").format(name=name)
        if approver.strip():
            text = _("延期要由督查人{name}批准，{other}不能批。").format(name=name, other=shown(approver))
        raise Refusal("YS-L18", text, next_step=_("请督查人批准后，写上批准人。"))


def _before_due(case: Case) -> None:
    due = case.standing.due
    if due is not None and case.new.on > due:
        text = _("延期要在到期前提出，期限{due}已经过了。").format(due=due)
        raise Refusal("YS-L19", text, next_step=_("请抓紧办结；确有客观原因可以挂起或吹哨。"))


def _extensions_left(case: Case) -> None:
    most = case.terms.deadlines.extensions
    if case.standing.extensions >= most:
        raise Refusal(
            "YS-L20", _("延期最多{most}次，已经用完了。").format(most=most), next_step=_("可以吹哨，或由会议变更决议。")
        )


def _extension_length(case: Case) -> None:
    most, old = case.terms.deadlines.extension, case.standing.due
    if case.new.workdays is None and case.new.due is None:
        raise Refusal(
            "YS-L21", _("延期要写延几个工作日，或延到哪天。"), next_step=_("每次最多{most}个工作日。").format(most=most)
        )
    due = extended_due(case.standing, case.new, case.calendar)
    if old is None or due is None:
        return
    days = case.calendar.count(old, due)
    if due <= old or days > most or (case.new.workdays or 0) > most:
        text = _("从{old}延到{due}是{days}个工作日，每次要在1到{most}个工作日之间。").format(
            old=old, due=due, days=days, most=most
        )
        raise Refusal("YS-L21", text, next_step=_("请改短一些。"))


def _higher_level(case: Case) -> None:
    now, wanted = case.standing.level, case.new.level or next_level(case.standing.level)
    if wanted not in LEVELS:
        raise Refusal(
            "YS-L22",
            _("没有“{level}”这一级。").format(level=shown(wanted)),
            next_step=_("可以写 community、town、department。"),
        )
    if LEVELS.index(wanted) <= LEVELS.index(now):
        words = {"grid": _("网格"), "community": _("社区或村"), "town": _("镇街"), "department": _("县区部门")}
        text = _("吹哨要向更高一级：现在已在“{now}”，不能再向“{wanted}”。").format(now=words[now], wanted=words[wanted])
        raise Refusal("YS-L22", text, next_step=_("请选更高的一级。"))


def _own_attempt(case: Case) -> None:
    if not case.standing.followed_up:
        raise Refusal(
            "YS-L23",
            _("吹哨前要在本级处置过，这一轮还没有跟进记录。"),
            next_step=_("请先记一条跟进：做了什么、为什么办不了。"),
        )


def _who_came(case: Case) -> None:
    if not (case.new.by.strip() and case.new.text.strip()):
        raise Refusal("YS-L16", _("报到要写哪个单位、怎样来的。"), next_step=_("请写上报到单位和情况。"))


def _counted(case: Case) -> None:
    if case.new.counts is None:
        raise Refusal("YS-L24", _("评价要有票数，不能只写结论。"), next_step=_("请填测评表或回访的汇总。"))
    evaluation.check_counts(case.new.counts)


def _counts_pass(case: Case) -> None:
    reasons = _why_not(case)
    if reasons:
        text = _("评价不能算通过：{reasons}。").format(reasons="；".join(reasons))
        raise Refusal("YS-L25", text, next_step=_("请按“评价不通过”记，重新办理。"))


def _counts_fail(case: Case) -> None:
    if case.new.counts and not _why_not(case):
        rate = evaluation.rate_text(evaluation.satisfaction(case.new.counts))
        text = _("按票数评价是通过的（满意率{rate}），不能记成不通过。").format(rate=rate)
        raise Refusal("YS-L26", text, next_step=_("请按“评价通过”记，或核对票数。"))


def _why_not(case: Case) -> list[str]:
    terms, counts = case.terms, case.new.counts
    return evaluation.passes(counts, terms.beneficiaries, terms.thresholds) if counts else []


def _outcome_posted(case: Case) -> None:
    outcome = case.standing.outcome
    if outcome is None:
        raise Refusal("YS-L27", _("归档前要先公开结果。"), next_step=_("请先记“结果公开”。"))
    if case.new.on <= outcome.end:
        text = _("结果公开到{end}才满，满了才能归档。").format(end=outcome.end)
        raise Refusal("YS-L27", text, next_step=_("请在期满以后归档。"))


def _objections_answered(case: Case) -> None:
    left = open_objections(case.terms, case.standing)
    if left:
        raise Refusal("YS-L28", _("还有{n}条异议没有答复，不能归档。").format(n=left), next_step=_("请先答复异议。"))


def _papers_complete(case: Case) -> None:
    if case.live and case.terms.lacking:
        text = _("归档还缺：{papers}。").format(papers="、".join(case.terms.lacking))
        raise Refusal("YS-L29", text, next_step=_("请补齐，再归档。"))


def _yellow_or_red(case: Case) -> None:
    if not case.live:
        return  # what hung on the board on that day may be entered only now
    found = light(case.terms, case.standing, case.calendar, case.new.on, case.milestone_overdue)
    if found.colour not in ("yellow", "red"):
        text = _("黄灯或红灯才催办，现在是“{word}”。").format(word=found.word)
        raise Refusal("YS-L30", text, next_step=_("可以记一条跟进。"))


def _within_reopening(case: Case) -> None:
    closed, days = case.standing.closed_on, case.terms.deadlines.reopen_natural
    if closed is None:
        return
    limit = case.calendar.natural_due(closed, days)
    if case.new.on > limit:
        text = _("办结后{days}日内复发才能重新办理，最晚到{limit}。").format(days=days, limit=limit)
        raise Refusal("YS-L31", text, next_step=_("请作为新的议题提出。"))


def _posting_right(case: Case) -> None:
    given = case.new.posting
    if given is None:
        return
    right = case.calendar.posting_period(given.start, given.days)
    if (given.nominal_end, given.end) != (right.nominal_end, right.end):
        text = _("从{start}起张贴{days}日，应到{right}，写的是{end}。").format(
            start=given.start, days=given.days, right=right.end, end=given.end
        )
        raise Refusal("YS-L32", text, next_step=_("请改好起止日期。"))
    least = case.terms.deadlines.posting_least_natural
    if case.live and given.days < least:
        raise Refusal(
            "YS-L32",
            _("张贴{days}日太短，最少{least}日。").format(days=given.days, least=least),
            next_step=_("请改长一些。"),
        )


def _while_posted(case: Case) -> None:
    terms, now, on = case.terms, case.standing, case.new.on
    periods = [p for p in (now.decision, now.outcome) if isinstance(p, PostingPeriod)]
    running = any(p.start <= on <= p.end for p in periods)
    if terms.posting_end is not None:
        running = running or (terms.posting_start or terms.meeting_day) <= on <= terms.posting_end
    if not running:
        raise Refusal(
            "YS-L33", _("异议要在公示期内提出，{on}不在公示期内。").format(on=on), next_step=_("可以作为新的议题提出。")
        )


def _objection_open(case: Case) -> None:
    if not open_objections(case.terms, case.standing):
        raise Refusal("YS-L34", _("没有等着答复的异议。"), next_step=_("请先登记异议。"))


GUARDS: dict[str, Callable[[Case], None]] = {
    "carried": _carried,
    "fully_named": _fully_named,
    "supervisor_is_not_owner": _supervisor_is_not_owner,
    "deadline_set": _deadline_set,
    "by_owner_side": _by_owner_side,
    "by_supervisor": _by_supervisor,
    "reason_given": _needs_text(N_("这一步要写明理由。"), N_("请写上理由。")),
    "what_was_done": _needs_text(N_("跟进要写做了什么。"), N_("请写一句做了什么。")),
    "what_is_wrong": _needs_text(N_("督查不合格要逐条写明问题。"), N_("请写上哪里不合格。")),
    "new_decision_cited": _needs_text(N_("终止要引用新的会议决定。"), N_("请写上新的决议号。")),
    "what_is_objected": _needs_text(N_("异议要写明内容。"), N_("请写上异议的内容。")),
    "answer_given": _needs_text(N_("答复要写明内容。"), N_("请写上怎样答复的。")),
    "within_acceptance": _within_acceptance,
    "approved_by_supervisor": _approved_by_supervisor,
    "before_due": _before_due,
    "extensions_left": _extensions_left,
    "extension_length": _extension_length,
    "higher_level": _higher_level,
    "own_attempt": _own_attempt,
    "who_came": _who_came,
    "counted": _counted,
    "counts_pass": _counts_pass,
    "counts_fail": _counts_fail,
    "outcome_posted": _outcome_posted,
    "objections_answered": _objections_answered,
    "papers_complete": _papers_complete,
    "yellow_or_red": _yellow_or_red,
    "within_reopening": _within_reopening,
    "posting_right": _posting_right,
    "while_posted": _while_posted,
    "objection_open": _objection_open,
}


def due_refused(given: date, right: date) -> Refusal:
    """Return the refusal of a due day that the calendar does not give; it names both."""
    text = _("写的期限是{given}，按工作日算是{right}。").format(given=given, right=right)
    return Refusal("YS-L35", text, next_step=_("请改期限，或改工作日数。"))


def filled_posting(case: Case) -> PostingPeriod:
    """Return the period that a posting event opens."""
    d = case.terms.deadlines
    days = d.posting_natural if case.new.event == "publish_decision" else d.outcome_natural
    return outcome_period(case.new, case.calendar, days)
