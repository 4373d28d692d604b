"""吹哨单: what cannot be solved here, why, who is asked to come, who came and how that is rated (domain 4.9)."""

from yishi.documents import loop_wording as told
from yishi.documents import wording
from yishi.documents.layout import Paper
from yishi.documents.ruled import Ruled, Size, fitting, titled
from yishi.documents.text import one_line, printable
from yishi.domain.marker import N_
from yishi.domain.terms import LEVEL_WORDS
from yishi.i18n import _
from yishi.services.answers import EventLine
from yishi.services.printed_loop import PrintedResolution, WhistleOnPaper

_MATTERS = {"enforcement": N_("综合执法"), "outstanding": N_("重点难点"), "emergency": N_("应急处置")}
_SPEED = {"prompt": N_("及时"), "fair": N_("一般"), "slow": N_("慢"), "none": N_("没有到场")}
_SOLVED = {"solved": N_("已解决"), "partially_solved": N_("部分解决"), "unsolved": N_("未解决")}


def compose(p: PrintedResolution) -> Paper:
    """Return the order of the newest escalation, or one to be filled in."""
    told.refuse_draft(p, _("吹哨单"))
    return fitting(lambda size: _compose(p, size))


def _compose(p: PrintedResolution, size: Size) -> Paper:
    blown = p.last("escalate")
    w = next((each for each in p.whistles if blown is not None and each.event_id == blown.id), None)
    form = Ruled(titled(p.meeting.community, _("吹哨单")), p.meeting.sample, size, mark=_("【紧急】") if w and w.urgent else "")
    matter, speed, quality, solved = (w.matter, w.speed, w.quality, w.solved) if w else ("", "", None, "")
    when = wording.day(blown.on) if blown else wording.day(None)
    form.above(told.numbered(blown, "escalate"), _("吹哨时间：{day}　　时　　分").format(day=when))
    form.pairs((_("吹哨单位"), one_line(p.meeting.org or p.meeting.community)), (_("吹 哨 人"), told.who(blown)))
    form.boxes(_("类　　别"), [(_(word), code == matter) for code, word in _MATTERS.items()])
    form.tall(_("事项与地点"), _matter(p), 22)
    form.tall(_("已采取措施\n（本级处置）"), _tried(p, w, blown), 24)
    form.tall(_("无法解决的\n原　　因"), _why(w, blown), 24)
    form.pairs((_("请求报到\n单　　位"), _asked(w, blown)), (_("请求时限"), told.day(blown.due) if blown else ""))
    form.tall(_("请求事项"), printable(w.request) if w else "", 18)
    form.pairs((_("审核负责人"), one_line(w.reviewed_by) if w else ""), (_("审核签字\n日　　期"), ""), height=34 * size.tall)
    form.band(_("报到记录"))
    _came(form, p, blown, size)
    form.band(_("评价（吹哨方填写）"))
    form.boxes(_("响应速度"), [(_(word), code == speed) for code, word in _SPEED.items()])
    form.boxes(_("办理质量"), [(_("{n}分").format(n=n), n == quality) for n in range(5, 0, -1)])
    form.boxes(_("是否解决"), [(_(word), code == solved) for code, word in _SOLVED.items()])
    form.signs(_("吹哨方签字"), _("签字日期"), height=11)
    return form.finish()


def _came(form: Ruled, p: PrintedResolution, blown: EventLine | None, size: Size) -> None:
    came = p.last("respond")
    if came is not None and blown is not None and came.on < blown.on:
        came = None
    form.pairs((_("单位与人员"), told.who(came)), (_("到场时间"), told.day(came.on) if came else ""))
    form.tall(_("处置措施\n与 结 果"), told.told(came), 22)


def _matter(p: PrintedResolution) -> str:
    return told.matter(p) + "\n" + _("决议号：{number}　　地点：{blank}").format(number=one_line(p.line.number), blank=wording.BLANK * 2)


def _tried(p: PrintedResolution, w: WhistleOnPaper | None, blown: EventLine | None) -> str:
    if w is not None and w.measures.strip():
        return printable(w.measures)
    before = [e for e in p.sheet.events if e.event == "progress" and not e.ignored and (blown is None or e.on <= blown.on)]
    return "\n".join(f"{wording.day(e.on)}，{wording.sentence(e.text)}" for e in before[-2:])


def _why(w: WhistleOnPaper | None, blown: EventLine | None) -> str:
    found = (w.obstacle if w else "").strip() or (blown.text if blown else "").strip()
    return printable(found) or _("□职责　□执法权　□资金　□其他：")


def _asked(w: WhistleOnPaper | None, blown: EventLine | None) -> str:
    if w is not None and w.asked_unit.strip():
        return one_line(w.asked_unit)
    return _(LEVEL_WORDS[blown.level]) if blown is not None and blown.level in LEVEL_WORDS else ""
