"""What minutes and record both tell beside what was said: who studied it first, what was waived, what was corrected later."""

from datetime import date

from yishi.documents import wording
from yishi.documents.chain import FANG, KAI
from yishi.documents.layout import Flow
from yishi.documents.page import BODY, FIRST, chinese, field
from yishi.documents.text import one_line
from yishi.domain.marker import N_
from yishi.domain.matters import matter_words, parted
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet
from yishi.services.printed import FormOnPaper, PrintedSheet

HANDLING_WORDS = {"on_spot": N_("当场答复"), "afterwards": N_("会后办理"), "upward": N_("上报")}
OUTCOME_WORDS = {"next_time": N_("本议题下次再议。"), "settled": N_("本议题到此结束，不形成决议。")}


def late(sheet: MeetingSheet) -> str:
    """Return when it was held and when it was written down, where that is another day (补录)."""
    if sheet.entered_on is None:
        return ""
    return _("（会议于{held}召开，于{entered}补录。）").format(held=wording.day(sheet.line.start), entered=wording.day(sheet.entered_on))


def expected(sheet: MeetingSheet) -> list[str]:
    """Return 应到 as stated, else as listed, and the households where they were counted."""
    members = sheet.members or sheet.line.expected
    found = [_("应到{n}人").format(n=members)] if members else []
    if sheet.households_total:
        found.append(_("共{n}户").format(n=sheet.households_total))
    return found


def households(sheet: MeetingSheet) -> list[str]:
    """Return how many households were there, where they were counted."""
    return [_("到会{n}户").format(n=sheet.households_present)] if sheet.households_present is not None else []


def precheck(item: AgendaLine) -> str:
    """Return that the party organisation studied it first, when and in which paper."""
    day, paper = item.party_precheck_on, one_line(item.party_precheck_document)
    if day is None and not paper:
        return ""
    when = _("于{day}").format(day=wording.day(day)) if day else ""
    return _("本议题{when}经党组织研究讨论{paper}。").format(when=when, paper=f"（{paper}）" if paper else "")


def recused(sheet: MeetingSheet, item: AgendaLine, reasons: bool) -> str:
    """Return who did not vote because it touches them; why is for the record only."""
    names = {a.person_id: one_line(a.name) for a in sheet.attendees}
    told = [names.get(person, "？") + (f"（{one_line(why)}）" if reasons and why.strip() else "") for person, why in item.recused]
    return _("{names}回避，不参加本议题的表决。").format(names="、".join(told)) if told else ""


def outcome(item: AgendaLine) -> str:
    """Return what became of an item in words of its own, and whether it comes back."""
    words = _("会议结论：{text}").format(text=wording.sentence(item.conclusion)) if item.conclusion.strip() else ""
    return words + (_(OUTCOME_WORDS[item.outcome]) if item.outcome in OUTCOME_WORDS else "")


def handled(sheet: MeetingSheet, item: AgendaLine) -> str:
    """Return how many opinions went which way: 当场答复2条，会后办理1条."""
    mine = [s.handling for s in sheet.speeches if s.agenda == item.no]
    told = [_("{way}{n}条").format(way=_(words), n=mine.count(way)) for way, words in HANDLING_WORDS.items() if way in mine]
    return _("所提意见{told}。").format(told="，".join(told)) if told else ""


def form_of(sheet: MeetingSheet) -> FormOnPaper | None:
    """Return the form under which a meeting was held, where it is known."""
    return sheet.form if isinstance(sheet, PrintedSheet) else None


def manner(sheet: MeetingSheet) -> str:
    """Return the form's own rules in one paragraph: parties, notice, vote, posting, papers; what is not laid down is left out."""
    form = form_of(sheet)
    if form is None:
        return ""
    parts = [
        one_line(form.status), _("参与方为{names}").format(names="、".join(map(one_line, form.parties))) if form.parties else "",
        _("{notice}通知").format(notice=form.notice) if form.notice else "",
        _("表决按“{rule}”").format(rule=one_line(form.vote_rule)) if form.vote_rule else "",
        _("决议公示{n}日").format(n=form.posting_days) if form.posting_days else _("决议不公示"),
        _("要备{names}").format(names="、".join(form.papers)) if form.papers else "", one_line(form.quorum_rule).rstrip("。"),
    ]  # fmt: skip
    remark = _("（示例，请按当地文件修改）") if form.example else ""
    return one_line(form.name) + remark + "；" + "；".join(filter(None, parts)) + "。"


def parties(sheet: MeetingSheet) -> str:
    """Return each party that is known to have come, with who came for it: 居民代表：朱玉梅、葛慧；物业：孙伟."""
    form, told = form_of(sheet), dict(sheet.parties)
    came = sheet.marked("present", "proxy", "observer")
    names = dict.fromkeys((*(form.parties if form else ()), *told))
    who = {name: told.get(name, "").strip() or "、".join(one_line(a.name) for a in came if a.party == name) for name in names}
    if not any(who.values()):
        return ""
    return "；".join(_("{party}：{who}").format(party=one_line(name), who=one_line(people)) for name, people in who.items() if people)


def steps(sheet: MeetingSheet) -> str:
    """Return each step of the form with the day it was done."""
    form, done = form_of(sheet), dict(sheet.steps)
    names = list(dict.fromkeys((*(form.stages if form else ()), *done)))
    return "；".join(f"{n}.{one_line(name)}（{when(done.get(name, '')) or _('未记')}）" for n, name in enumerate(names, 1))


def when(text: str) -> str:
    """Return the day of a step as it is written on paper; what is no day is a remark and stays as it is."""
    try:
        return wording.day(date.fromisoformat(text.strip()))
    except ValueError:
        return one_line(text)


def waivers(sheet: MeetingSheet) -> list[tuple[str, str]]:
    """Return what was not met, in words, with the reason one went on."""
    if isinstance(sheet, PrintedSheet) and sheet.waived:
        return list(sheet.waived)
    return [(_(matter_words(w.matter)).replace("{n}", parted(w.matter)[1]), w.reason) for w in sheet.waivers]


def form_fields(flow: Flow, sheet: MeetingSheet) -> None:
    """Set the parties and steps of the form, where it has any."""
    told = ((_("形式："), manner(sheet), ""), (_("各方："), parties(sheet), "、；"), (_("步骤："), steps(sheet), "；"))
    for label, words, after in told:
        if words:
            field(flow, label, words, after=after)


def set_waivers(flow: Flow, sheet: MeetingSheet, no: int) -> int:
    """Set what was gone on without and why; return the number of the next section."""
    told = waivers(sheet)
    if not told:
        return no
    flow.paragraph(_("{no}、说明理由后继续的事项").format(no=chinese(no)), FIRST, keep=2)
    for i, (words, reason) in enumerate(told, 1):
        why = _("理由：{reason}").format(reason=wording.sentence(reason) or wording.BLANK)
        flow.paragraph([(KAI, f"（{chinese(i)}）{wording.sentence(words)}"), (FANG, why)], BODY)
    return no + 1


def set_corrections(flow: Flow, sheet: MeetingSheet, no: int) -> int:
    """Set the corrections made after the record was final; return the number of the next section."""
    if not sheet.corrections:
        return no
    flow.paragraph(_("{no}、更正记录").format(no=chinese(no)), FIRST, keep=2)
    for i, each in enumerate(sheet.corrections, 1):
        old, new = (_("“{text}”").format(text=one_line(text)) if text.strip() else _("空白") for text in (each.old, each.new))
        words = _("原为{old}，更正为{new}。理由：{reason}").format(old=old, new=new, reason=wording.sentence(each.reason))
        head = _("（{no}）{day}，{what}：").format(no=chinese(i), day=wording.day(each.on), what=one_line(each.what))
        flow.paragraph([(KAI, head), (FANG, words)], BODY)
    return no + 1
