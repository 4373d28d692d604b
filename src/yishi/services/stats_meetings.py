"""Figures of meetings, people and topics."""

from collections.abc import Callable, Sequence

from yishi.domain import terms
from yishi.i18n import _
from yishi.services.dossier import STATUTORY_FORMS
from yishi.services.figures import Figure, Month, Split
from yishi.services.splits import split
from yishi.services.stats_found import Came, Found, Item, day_of, held, listed, put

ZHENJIANG_MEETINGS = 4  # deliberations a year, at least
YOUNG = 35  # under
FOUND_OUT = ("grid", "patrol")  # 主动发现: before anybody complained
TEAHOUSE = "teahouse"


def _meetings(f: Found) -> Figure:
    return Figure("meetings", _("会议场数"), _("这段时间里开过的会，不算还在准备的。"), len(f.meetings), records=held(f.meetings))


def _deliberations(f: Found) -> Figure:
    mine = tuple(m for m in f.meetings if m.form not in STATUTORY_FORMS)
    note = _("镇江的尺子：一年不少于{n}次").format(n=ZHENJIANG_MEETINGS)
    definition = _("开过的会里，不算村民会议、代表会议这些法定会议。")
    return Figure("deliberations", _("协商次数"), definition, len(mine), records=held(mine), note=note)


def _attendances(f: Found) -> Figure:
    definition = _("签到的和委托别人来的，列席不算。")
    return Figure("attendances", _("参加人次"), definition, sum(m.present for m in f.meetings), records=held(f.meetings))


def _attendance_rate(f: Found) -> Figure:
    counted = tuple(m for m in f.meetings if m.expected)
    came, due = sum(m.present for m in counted), sum(m.expected for m in counted)
    return Figure("attendance_rate", _("到会率"), _("参加人次占签到表上应到人次的多少；没有名单的会不算。"), came, due, held(counted))


def _share(f: Found, code: str, word: str, definition: str, known: Callable[[Came], bool], counts: Callable[[Came], bool]) -> Figure:
    """A share of those of whom it is known, with how many that are."""
    told = [c for c in f.came if known(c)]
    mine = {c.meeting_id for c in told}
    note = _("{all}人次里{n}人次写明了").format(all=len(f.came), n=len(told))
    return Figure(code, word, definition, sum(counts(c) for c in told), len(told), held(m for m in f.meetings if m.id in mine), note=note)


def _women(f: Found) -> Figure:
    definition = _("写明了性别的人次里，女性占多少。")
    return _share(f, "women_rate", _("女性占比"), definition, lambda c: c.gender in ("男", "女"), lambda c: c.gender == "女")


def _young(f: Found) -> Figure:
    definition = _("写明了年龄或出生年份的人次里，{n}岁以下的占多少。").format(n=YOUNG)
    return _share(f, "young_rate", _("青年占比"), definition, lambda c: c.age is not None, lambda c: (c.age or YOUNG) < YOUNG)


def _elsewhere(f: Found) -> Figure:
    definition = _("写明了身份的人次里，身份带“非户籍”的占多少。")
    return _share(f, "non_hukou_rate", _("非户籍占比"), definition, lambda c: c.hukou is not None, lambda c: c.hukou is False)


def _topics(f: Found) -> Figure:
    return Figure("topics", _("议题数"), _("上过会的议题，同一议题多次上会只算一个。"), len(f.topics), records=put(f.topics))


def _found_out(f: Found) -> Figure:
    known = tuple(t for t in f.topics if t.source)
    mine = tuple(t for t in known if t.source in FOUND_OUT)
    definition = _("写明了来源的议题里，网格发现和巡查（未诉先办）占多少。")
    return Figure("found_out_rate", _("主动发现占比"), definition, len(mine), len(known), put(mine))


def _solved_topics(f: Found) -> Figure:
    """解决议题数 as the teahouses of Lishui count it: matters, not resolutions."""
    forms = {m.id: m.form for m in f.meetings}
    agreed: dict[str, list[bool]] = {}
    for d in f.decided:
        agreed.setdefault(d.row.agenda_item_id, []).append(d.standing.closed_on is not None)
    solved: dict[str, Item] = {}
    for item in f.items:
        made = agreed.get(item.id, [])
        if all(made) if made else item.outcome == "settled":
            solved[item.key] = item
    note = _("其中流动的茶馆{n}件").format(n=sum(forms[item.meeting_id] == TEAHOUSE for item in solved.values()))
    definition = _("上过会的议题里，议定的都办结了，或者会上就说定了的。")
    return Figure("solved_topics", _("解决议题数"), definition, len(solved), records=put(solved.values()), note=note)


FIGURES: Sequence[Callable[[Found], Figure]] = (
    _meetings, _deliberations, _attendances, _attendance_rate, _women, _young, _elsewhere, _topics, _found_out, _solved_topics,
)


def _by_form(f: Found) -> Split:
    names = {m.form: m.form_name for m in f.meetings}  # what the place calls it
    told = ((m.form, held((m,))) for m in f.meetings)
    return split("forms", _("会议按形式"), _("开过的会，按会议形式分。"), told, {**terms.FORM_WORDS, **names})


def _people_by_form(f: Found) -> Split:
    names = {m.form: m.form_name for m in f.meetings}
    told = ((m.form, held((m,)), m.present) for m in f.meetings)
    return split("attendances_by_form", _("参加人次按形式"), _("参加人次，按会议形式分。"), told, {**terms.FORM_WORDS, **names})


def _by_category(f: Found) -> Split:
    told = ((t.category, put((t,))) for t in f.topics)
    return split("categories", _("议题按类别"), _("上过会的议题，按类别分。"), told, terms.CATEGORY_WORDS)


def _by_source(f: Found) -> Split:
    told = ((t.source, put((t,))) for t in f.topics)
    return split("sources", _("议题按来源"), _("上过会的议题，按谁提出分。"), told, terms.SOURCE_WORDS)


def _together(f: Found) -> Split:
    """五共: three of the five are counted by themselves, two are what somebody has tagged."""
    inspected = tuple(d for d in f.every if any(e.event.startswith("inspect") and e.happened_on in f.period for e in d.counted))
    tagged = {code: tuple(d for d in f.decided if d.row.together == code) for code in ("learn", "share")}
    told = [("decide", held((m,))) for m in f.meetings]
    told += [("build", listed((d,))) for d in inspected]
    told += [("learn", listed((d,))) for d in tagged["learn"]]
    told += [("judge", listed((d,))) for d in f.evaluated]
    told += [("share", listed((d,))) for d in tagged["share"]]
    definition = _("共谋数会议，共管数督查过的决议，共评数评价过的决议；共促、共享数标了这两项的决议。")
    return split("together", _("五共"), definition, told, terms.TOGETHER_WORDS, tuple(terms.TOGETHER_WORDS))


SPLITS: Sequence[Callable[[Found], Split]] = (_by_form, _people_by_form, _by_category, _by_source, _together)


def months(f: Found) -> tuple[Month, ...]:
    """Return each month that the period has begun, with its meetings."""
    made = []
    year, month = f.period.first.year, f.period.first.month
    while (year, month) <= (f.as_of.year, f.as_of.month):
        mine = [m for m in f.meetings if (day_of(m).year, day_of(m).month) == (year, month)]
        counted = [m for m in mine if m.expected]
        made.append(Month(year, month, len(mine), sum(m.present for m in counted), sum(m.expected for m in counted), held(mine)))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(made)
