"""收尾: what a meeting still lacks before it ends and before its record is final. Each check is one function of the sheet.

Everything found can be put right at the place it names, or gone on without: with a reason, which is printed in the
record. Nothing here forbids anything.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from yishi.domain.guards import bare, same_person
from yishi.domain.matters import matter_words, parted
from yishi.domain.meeting_forms import MeetingForm
from yishi.domain.terms import ANYBODY
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet, MotionLine, ResolutionSheet

FEW = 6  # names that a sentence lists before it only counts
CAME = ("present", "proxy")
HERE = (*CAME, "observer")
_LAW_FIX = {
    "precheck": "precheck", "statutory": "details", "majority": "vote", "notice": "notice", "members": "members",
    "stated": "members",
    "order": "step", "step_papers": "step", "step_quorum": "step_numbers", "step_consent": "step_numbers",
}  # fmt: skip
_LIGHT = {"undecided", "dissent_unsaid", "nobody_signed", "no_agenda", "unvoted"}


@dataclass(frozen=True)
class Finding:
    """Something that a reader of the record would miss."""

    code: str  # of the check
    matter: str  # code, with the number of what it is about: what a waiver names
    words: str
    fix: str  # where it is put right: sign_in agenda outcome speech sort vote resolution details dissent photo; else in its own line
    where: str = ""  # id of the agenda item, motion, resolution or person it is about
    level: str = "red"  # red: to be answered; yellow: to be looked at
    agenda: int = 0  # no of the item it is about, 0 = the whole meeting
    waived: str = ""  # why one went on all the same


Found = Iterator[Finding]
Check = Callable[[MeetingSheet], Found]


def findings(sheet: MeetingSheet) -> tuple[Finding, ...]:
    """Return all that is lacking: first what waits for an answer, red before yellow, then what was gone on without."""
    reasons = {waiver.matter: waiver.reason for waiver in sheet.waivers}
    light = _form_of(sheet).light  # a teahouse asks for nothing but day and place
    found = {each.matter: each for check in CHECKS for each in check(sheet)}  # a matter is said once
    told = [replace(each, waived=reasons.get(each.matter, ""), level=_level(each, light)) for each in found.values()]
    return tuple(sorted(told, key=lambda each: (bool(each.waived), each.level != "red")))


def open_findings(sheet: MeetingSheet) -> tuple[Finding, ...]:
    """Return what was neither put right nor given a reason."""
    return tuple(each for each in findings(sheet) if not each.waived)


# ---- who was there


def nobody_signed(sheet: MeetingSheet) -> Found:
    """没有人签到."""
    if not sheet.marked(*CAME):
        yield Finding("nobody_signed", "nobody_signed", _("还没有人签到。"), "sign_in")


def expected_open(sheet: MeetingSheet) -> Found:
    """Somebody is expected and neither came nor asked to be excused."""
    waiting = [line.name for line in sheet.marked("expected")]
    if waiting and sheet.marked(*CAME):
        words = _("应到没签的：{names}。纪要上会写未到。").format(names=_named(waiting))
        yield Finding("expected_open", "expected_open", words, "sign_in", sheet.marked("expected")[0].person_id, "yellow")


def same_twice(sheet: MeetingSheet) -> Found:
    """Two stand on the sign-in sheet of whom nothing tells who is who: as a record it could not be handed on."""
    told = [(a.name, a.unit, a.phone, a.gender, a.age, a.role, a.party) for a in sheet.attendees]
    for n, line in enumerate(sheet.attendees):
        if line.name and told[n] in told[:n]:
            words = _("名单里有两个{name}，看不出有什么不同。是一个人就划掉一个，是两个人请写明身份。").format(name=line.name)
            yield Finding("same_twice", "same_twice", words, "sign_in", line.person_id)
            return


def proxy_paper(sheet: MeetingSheet) -> Found:
    """Somebody sits for another and nobody noted the written authorisation."""
    lacking = [line for line in sheet.marked("proxy") if not line.proxy_paper]
    if lacking:
        words = _("代别人到会，没有注明看过委托书：{names}。").format(names=_named([line.name for line in lacking]))
        yield Finding("proxy_paper", "proxy_paper", words, "sign_in", lacking[0].person_id, "yellow")


def strangers(sheet: MeetingSheet) -> Found:
    """发言人没签到: who spoke is on the sign-in sheet, or host or recorder; where nobody signed, that is said already."""
    known = {line.name for line in sheet.marked(*HERE)} | {bare(sheet.host), bare(sheet.recorder), ANYBODY, ""}
    unknown = list(dict.fromkeys(name for speech in sheet.speeches if (name := bare(speech.speaker)) not in known))
    if unknown and sheet.marked(*HERE):
        yield Finding("strangers", "strangers", _("发过言、没签到：{names}。").format(names=_named(unknown)), "sign_in", unknown[0])


def parties(sheet: MeetingSheet) -> Found:
    """A form that names its parties wants each of them there (五方), once they are kept at all."""
    form = _form_of(sheet)
    wanted = form.parties if form.all_parties else ()  # of the others the form lists whom one may ask
    came = {line.party for line in sheet.marked(*HERE)} | {name for name, who in sheet.parties if who.strip()}
    away = [name for name in wanted if name not in came]
    if away and len(away) < len(wanted):  # where no party is written down at all, nobody keeps them here
        yield Finding("parties", "parties", _("没有人到会的一方：{names}。").format(names=_named(away)), "sign_in", "", "yellow")


# ---- what was said and settled


def no_agenda(sheet: MeetingSheet) -> Found:
    """没有议题."""
    if not sheet.agenda:
        yield Finding("no_agenda", "no_agenda", _("还没有议题。"), "agenda")


def no_speech(sheet: MeetingSheet) -> Found:
    """一条发言都没有记."""
    if sheet.agenda and not sheet.speeches:
        yield Finding("no_speech", "no_speech", _("一条发言都没有记。"), "speech", "", "yellow", 1)


def undecided(sheet: MeetingSheet) -> Found:
    """没有决议也没有去向的议题: each goes to the next meeting or is done with."""
    for item in sheet.agenda:
        if item.outcome or item.conclusion.strip() or _unsorted(item) or _settled(sheet, item):
            continue
        lost = any(m.agenda == item.no and m.voted and not m.passed for m in sheet.motions)
        text = _("第{n}项“{title}”表决没有通过，还没写去向。") if lost else _("第{n}项“{title}”没有形成决议，也没写去向。")
        yield Finding("undecided", f"undecided {item.no}", text.format(n=item.no, title=item.title), "outcome", item.id, "red", item.no)


def unsorted(sheet: MeetingSheet) -> Found:
    """未归类的茶馆记录: what was said stands under no topic yet."""
    gathered = {0, *(item.no for item in sheet.agenda if _unsorted(item))}
    loose = [speech for speech in sheet.speeches if speech.agenda in gathered]
    if loose:
        yield Finding("unsorted", "unsorted", _("有{n}段话还没有归到议题。").format(n=len(loose)), "sort", loose[0].id, "yellow")


def unhandled(sheet: MeetingSheet) -> Found:
    """At a bench meeting every opinion goes one of three ways: 当场答复、会后办理、上报."""
    if sheet.line.form != "bench":
        return
    open_ = [s for s in sheet.speeches if not s.handling and not s.reply.strip() and _is_opinion(s.stance)]
    if open_:
        words = _("有{n}条意见没写怎么处理（当场答复、会后办理、上报）。").format(n=len(open_))
        yield Finding("unhandled", "unhandled", words, "speech", open_[0].id, "yellow", open_[0].agenda)


def dissent_unsaid(sheet: MeetingSheet) -> Found:
    """没记不同意见也没点「无不同意见」, where something was decided."""
    if (sheet.motions or sheet.resolutions) and not sheet.dissents and not sheet.no_dissent:
        words = _("没有记不同意见。确实没有，请点“无不同意见”。")
        yield Finding("dissent_unsaid", "dissent_unsaid", words, "dissent")


# ---- votes and resolutions


def unvoted(sheet: MeetingSheet) -> Found:
    """A motion was put and no vote noted."""
    for motion in sheet.motions:
        if not motion.voted:
            words = _("“{text}”提出了，没有表决。").format(text=_short(motion.text))
            yield Finding("unvoted", f"unvoted {motion.no}", words, "vote", motion.id, "red", motion.agenda)


def vote_sum(sheet: MeetingSheet) -> Found:
    """表决合计: the sums fit those present, the ballots fit each other (domain 4.6)."""
    for motion in sheet.motions:
        if motion.voted and (why := _wrong_sum(motion)):
            words = _("“{text}”的票数对不上：{why}").format(text=_short(motion.text), why=why)
            yield Finding("vote_sum", f"vote_sum {motion.no}", words, "vote", motion.id, "red", motion.agenda)


def incomplete(sheet: MeetingSheet) -> Found:
    """缺负责人、督查人、期限的决议."""
    for n, resolution in enumerate(sheet.resolutions, 1):
        if lacking := _lacking(resolution):
            words = _("决议“{text}”还没写{what}。").format(text=_short(resolution.line.text), what="、".join(lacking))
            yield Finding("incomplete", f"incomplete {n}", words, "resolution", resolution.line.id, "red", resolution.agenda)


def same_hand(sheet: MeetingSheet) -> Found:
    """督查人=责任人: who does it cannot look after it (domain rule 3.1)."""
    for n, resolution in enumerate(sheet.resolutions, 1):
        line = resolution.line
        if same_person(line.owner, line.supervisor):
            words = _("决议“{text}”的责任人和督查人都是{name}。").format(text=_short(line.text), name=bare(line.owner))
            yield Finding("same_hand", f"same_hand {n}", words, "resolution", line.id, "red", resolution.agenda)


def beneficiaries(sheet: MeetingSheet) -> Found:
    """受益户数: a tenth of the households must answer when the matter is evaluated (domain rule 3.8); unsaid, five are enough."""
    unsaid = [r for r in sheet.resolutions if r.line.signs.beneficiaries is None]
    if unsaid and not _form_of(sheet).light:
        more = _("（还有{n}条也没写）").format(n=len(unsaid) - 1) if len(unsaid) > 1 else ""
        words = _("决议“{text}”没写多少户受益{more}，评价时就不能按一成收测评表。").format(text=_short(unsaid[0].line.text), more=more)
        yield Finding("beneficiaries", "beneficiaries", words, "beneficiaries", unsaid[0].line.id, "yellow", unsaid[0].agenda)


# ---- rules and papers


def law(sheet: MeetingSheet) -> Found:
    """实到<规则, 党组织先行研究, 通知天数 and whatever else the rules warn of that the meeting is held under."""
    from yishi.services import legality

    for warning in legality.warnings(sheet):
        code, about = parted(warning.matter)
        no = int(about) if about.isdecimal() else 0
        item = next((each.id for each in sheet.agenda if each.no == no), "")
        words = warning.words + (_("（{source}）").format(source=warning.source) if warning.source else "")
        fix = _LAW_FIX.get(code, "sign_in")
        if warning.matter == "quorum" and sheet.households_total and sheet.households_present is None:
            fix = "households"
        yield Finding("law", warning.matter, words, fix, item or ("" if no else about), warning.level, no)


def steps(sheet: MeetingSheet) -> Found:
    """A form that goes step by step shows which steps are not noted yet; its own line is where they are noted."""
    form, done = _form_of(sheet), {step for step, when in sheet.steps if when.strip()}
    waiting = [name for name in dict.fromkeys((*form.stages, *(step for step, _when in sheet.steps))) if name not in done]
    if waiting and (done or _goes_by_steps(form)):
        yield Finding("steps", "steps", _("还没走的步骤：{names}。").format(names=_named(waiting)), "step", waiting[0], "yellow")


def no_photo(sheet: MeetingSheet) -> Found:
    """没有照片: the record of a meeting is filed with at least one (domain 2.9)."""
    if not any(each.kind in ("photo", "note") for each in sheet.attachments):
        yield Finding("no_photo", "no_photo", _("没有现场照片。"), "photo", "", "yellow")


def no_end(sheet: MeetingSheet) -> Found:
    """没散会时间, once the meeting is over."""
    if sheet.line.state in ("closed", "final") and not sheet.line.end:
        yield Finding("no_end", "no_end", _("没有写散会时间。"), "end", "", "yellow")


CHECKS: tuple[Check, ...] = (
    nobody_signed, law, strangers, expected_open, same_twice, proxy_paper, parties,
    no_agenda, undecided, unvoted, vote_sum, incomplete, same_hand, beneficiaries,
    dissent_unsaid, no_speech, unhandled, unsorted, steps, no_photo, no_end,
)  # fmt: skip


# ---- small things


def _settled(sheet: MeetingSheet, item: AgendaLine) -> bool:
    """Whether something was agreed on an item; a draft whose motion was lost is nothing agreed."""
    adopted = any(r.agenda == item.no and not (r.line.state == "DRAFT" and r.motion and not r.motion.passed) for r in sheet.resolutions)
    return adopted or any(m.agenda == item.no and m.passed for m in sheet.motions)


def _unsorted(item: AgendaLine) -> bool:
    """Whether the item only holds what was said and not sorted yet (teahouse)."""
    from yishi.services.teahouse import CATCH_ALL

    return not item.topic_id and item.title == CATCH_ALL


def _wrong_sum(motion: MotionLine) -> str:
    counted = motion.votes_for + motion.votes_against + motion.abstain + motion.invalid
    if motion.returned is not None and motion.issued is not None and motion.returned > motion.issued:
        return _("收回{a}张，多于发出的{b}张。").format(a=motion.returned, b=motion.issued)
    if motion.returned is not None and counted != motion.returned:
        return _("有效加无效{a}张，收回{b}张。").format(a=counted, b=motion.returned)
    if counted + motion.not_voted != motion.present:
        return _("合计{a}，到会{b}。").format(a=counted + motion.not_voted, b=motion.present)
    return ""


def _lacking(resolution: ResolutionSheet) -> list[str]:
    line = resolution.line
    dated = resolution.agreed_due is not None or resolution.workdays is not None or line.due is not None
    told = ((_("责任人"), line.owner.strip()), (_("督查人"), line.supervisor.strip()), (_("期限"), dated))
    return [word for word, there in told if not there]


def _is_opinion(stance: str) -> bool:
    return "说明" not in stance and "列席" not in stance


def _goes_by_steps(form: MeetingForm) -> bool:
    """Whether the steps are what the form is (四议两公开, 五方七步) or the place has written its own: then the first is asked for too."""
    from yishi.services import forms

    return form.statutory or form.all_parties or form.stages != forms.shipped(form.code).stages


def _form_of(sheet: MeetingSheet) -> MeetingForm:
    """Return the form under which the meeting was held."""
    from yishi.services import forms

    return forms.held(sheet)


def _level(finding: Finding, light: bool) -> str:
    return "yellow" if light and finding.code in _LIGHT else finding.level


def _named(names: list[str]) -> str:
    shown = "、".join(names[:FEW])
    return _("{names}等{n}人").format(names=shown, n=len(names)) if len(names) > FEW else shown


def _short(text: str) -> str:
    line = text.strip().splitlines()[0].rstrip("。") if text.strip() else ""
    return line if len(line) <= 18 else line[:17] + "…"


def worded(matter: str) -> str:
    """Return what a waiver is about, in words."""
    return _(matter_words(matter)).replace("{n}", parted(matter)[1])
