"""The figures of a report, each told once: its words, the facts that it counts, and what of them is added up.

A figure is a sum over facts (services/facts.py), or one sum over another; the same condition finds the records behind it.
Meetings, people and topics are those of the period's meetings; a figure of the loop counts what happened in the period (closed,
sent back, answered), whatever the day of the meeting. Rates pool the counts of each last round.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from yishi.domain import terms
from yishi.domain.fund_sorts import FUND_WORDS
from yishi.domain.marker import N_
from yishi.domain.periods import Period
from yishi.domain.standing import LEVELS
from yishi.i18n import _
from yishi.services.dossier import STATUTORY_FORMS
from yishi.services.facts import Facts, MatterFact, TopicFact, once
from yishi.services.figures import Counted, Figure, Split, of_both
from yishi.services.stats_found import YOUNG

ZHENJIANG_MEETINGS = 4  # deliberations a year, at least
ZHENJIANG_PERCENT = 80  # of what was agreed became a result, more than
FOUND_OUT = ("grid", "patrol")  # 主动发现: before anybody complained
TEAHOUSE = "teahouse"


class Told:
    """The facts of a period; of matters those that were open in it too."""

    def __init__(self, period: Period, as_of: str, facts: Facts) -> None:
        self.first, self.as_of = period.first.isoformat(), as_of
        self.facts: Mapping[str, Sequence[Any]] = {**facts, "topics": once(facts.get("topics", ()))}
        self._known: dict[tuple[str, Condition], list[Any]] = {}

    def within(self, kind: str, when: "Condition") -> list[Any]:
        """Return the facts of a kind that fulfil a condition."""
        if (kind, when) not in self._known:
            self._known[kind, when] = [fact for fact in self.facts[kind] if when(fact, self)]
        return self._known[kind, when]

    def sum(self, kind: str, when: "Condition", number: str = "n") -> int:
        """Return what these facts add up to."""
        return sum(map(attrgetter(number), self.within(kind, when)))

    def form_names(self) -> dict[str, str]:
        """Return what each form was called at its oldest meeting."""
        return {m.form: m.form_name for m in sorted(self.facts["meetings"], key=attrgetter("month", "form_name"), reverse=True)}


Condition = Callable[[Any, Told], bool]


def _all(_fact: Any, _told: Told) -> bool:
    return True


def _since(*days: str) -> Condition:
    """What happened in the period: one of these days lies in it."""
    return lambda fact, told: any(getattr(fact, day) >= told.first for day in days)


def _is_known(name: str) -> Condition:
    return lambda fact, _told: getattr(fact, name) not in (None, "")


def _is(name: str) -> Condition:
    return lambda fact, _told: getattr(fact, name) is True


_elsewhere = _is("elsewhere")
_held, _closed, _sent_back, _inspected, _answered, _evaluated = map(_since, MatterFact._fields[:6])
_finished = _since("sent_back", "closed")
_solved = _is_known("solved_by")


def _became_result(fact: MatterFact, told: Told) -> bool:
    return _held(fact, told) and bool(fact.closed)


def _overdue(fact: Any, told: Told) -> bool:
    return bool(fact.due < told.as_of)


def _found_out(fact: TopicFact, _told: Told) -> bool:
    return fact.source in FOUND_OUT


def _in_teahouse(fact: TopicFact, _told: Told) -> bool:
    return fact.solved_by == TEAHOUSE


@dataclass(frozen=True)
class Measure:
    """A count of facts, or with `whole` the share or mean that `part` is of it; `only` says which of the facts make the part.

    With `told_apart` there is no share while nothing is known but the part (`figures.of_both`).
    """

    code: str
    word: str
    definition: str
    kind: str
    when: Condition = _all
    part: str = "n"
    whole: str = ""
    only: Condition | None = None
    half_parts: bool = False
    mean: bool = False
    told_apart: bool = False
    note: Callable[[Told, int], str] | None = None  # of the facts and the whole
    behind: Condition | None = None  # which records are shown, where not all that it counts

    def numbers(self, told: Told) -> tuple[int, int | None]:
        """Return part and whole."""
        part = told.sum(self.kind, self.only or self.when, self.part)
        whole = told.sum(self.kind, self.when, self.whole) if self.whole else None
        return of_both(part, whole) if self.told_apart and whole is not None else (part, whole)

    def figure(self, told: Told) -> Figure:
        """Return the figure in words."""
        part, whole = self.numbers(told)
        note = self.note(told, whole or 0) if self.note else ""
        return Figure(self.code, _(self.word), _(self.definition).format(n=YOUNG), part, whole, self.half_parts, self.mean, note)

    def records(self, told: Told) -> tuple[Counted, ...]:
        """Return the records behind the figure."""
        return _behind(told.within(self.kind, self.behind or self.when))


def _behind(facts: Iterable[Any]) -> tuple[Counted, ...]:
    return tuple(dict.fromkeys(fact.behind for fact in facts))


def _deliberates(fact: Any, _told: Told) -> bool:
    return fact.form not in STATUTORY_FORMS


def _expected(fact: Any, _told: Told) -> bool:
    return bool(fact.expected)


def _known_of(told: Told, whole: int) -> str:
    return _("{all}人次里{n}人次写明了").format(all=told.sum("people", _all), n=whole)


def _hukou_of(told: Told, _whole: int) -> str:
    words = _("{all}人次里{n}人次写明了户籍，其中{part}人次非本地户籍")
    known = told.sum("people", _is_known("elsewhere"))
    return words.format(all=told.sum("people", _all), n=known, part=told.sum("people", _elsewhere))


def _of_people(code: str, word: str, definition: str, name: str, note: Callable[[Told, int], str] = _known_of,
               told_apart: bool = False) -> Measure:  # fmt: skip
    """A share of those of whom it is known, with how many that are."""
    return Measure(code, word, definition, "people", _is_known(name), whole="n", only=_is(name), told_apart=told_apart, note=note)


MEASURES = (
    Measure("meetings", N_("会议场数"), N_("这段时间里开过的会，不算还在准备的。"), "meetings"),
    Measure("deliberations", N_("协商次数"), N_("开过的会里，不算村民会议、代表会议这些法定会议。"), "meetings", _deliberates,
            note=lambda _told, _n: _("镇江的尺子：一年不少于{n}次").format(n=ZHENJIANG_MEETINGS)),
    Measure("attendances", N_("参加人次"), N_("签到的和委托别人来的，列席不算。"), "meetings", part="present"),
    Measure("attendance_rate", N_("到会率"), N_("参加人次占签到表上应到人次的多少；没有名单的会不算。"),
            "meetings", _expected, "counted", "expected"),
    _of_people("women_rate", N_("女性占比"), N_("写明了性别的人次里，女性占多少。"), "woman"),
    _of_people("young_rate", N_("青年占比"), N_("写明了年龄或出生年份的人次里，{n}岁以下的占多少。"), "young"),
    _of_people("non_hukou_rate", N_("非户籍占比"), N_("写明了户籍的人次里，户籍不在本地的占多少。没写的不算；身份带“非户籍”的算写明了。"),
               "elsewhere", _hukou_of, told_apart=True),
    Measure("topics", N_("议题数"), N_("上过会的议题，同一议题多次上会只算一个。"), "topics"),
    Measure("found_out_rate", N_("主动发现占比"), N_("写明了来源的议题里，网格发现和巡查（未诉先办）占多少。"),
            "topics", _is_known("source"), whole="n", only=_found_out, behind=_found_out),
    # 解决议题数 as the teahouses of Lishui count it: matters, not resolutions
    Measure("solved_topics", N_("解决议题数"), N_("上过会的议题里，议定的都办结了，或者会上就说定了的。"), "topics", _solved,
            note=lambda told, _n: _("其中流动的茶馆{n}件").format(n=told.sum("topics", _in_teahouse))),
    Measure("resolutions", N_("决议数"), N_("这段时间的会上形成的决议。"), "matters", _held),
    Measure("closed", N_("办结数"), N_("这段时间里评价通过的决议，不论哪天开的会。"), "matters", _closed),
    Measure("reopened", N_("重新办理数"), N_("这段时间里因差评或复发退回去重办的决议。"), "matters", _sent_back),
    Measure("overdue", N_("逾期未办结"), N_("到截止那天已经过了期限、还没办完的决议。"), "due", _overdue),
    Measure("on_time_rate", N_("按期率"), N_("办结的决议里，最后一轮在期限内报办结的占多少，按工作日算。"),
            "matters", _closed, "on_time", "n"),
    Measure("response_rate", N_("响应率"), N_("交办后签收了的决议里，在签收期限内签收的占多少。"),
            "matters", _answered, "in_time", "n"),
    Measure("resolve_rate", N_("解决率"), N_("最后一轮评价里答“已解决”的占多少，“部分解决”算一半。"),
            "matters", _evaluated, "solved", "answers", half_parts=True),
    Measure("satisfaction_rate", N_("满意率"), N_("最后一轮有效评价里非常满意、满意、基本满意合起来占多少。"),
            "matters", _evaluated, "satisfied", "valid"),
    Measure("conversion_rate", N_("成果转化率"), N_("这段时间的决议里，已经办结的占多少。"),
            "matters", _held, whole="n", only=_became_result,
            note=lambda _told, _n: _("镇江的尺子：超过{percent}%").format(percent=ZHENJIANG_PERCENT)),
    Measure("redo_rate", N_("重新办理率"), N_("这段时间里办结的和退回的决议中，退回重办的占多少。"),
            "matters", _finished, whole="n", only=_sent_back),
    Measure("mean_rounds", N_("平均轮次"), N_("办结的决议平均办了几轮，一次办好是1轮。"),
            "matters", _closed, "rounds", "n", mean=True),
)  # fmt: skip


@dataclass(frozen=True)
class Slice:
    """Facts that a split tells apart, by one of their fields; `code`: all of them are of this kind."""

    kind: str
    by: str = ""
    when: Condition = _all
    number: str = "n"
    code: str = ""

    def parts(self, told: Told) -> Iterable[tuple[str, Any]]:
        """Return each fact with the code of its kind."""
        of = attrgetter(self.by) if self.by else lambda _fact: self.code
        return ((of(fact), fact) for fact in told.within(self.kind, self.when))


@dataclass(frozen=True)
class Kinds:
    """A figure by kinds, the most first; the codes in `keep` stand first, in their order, also with nothing."""

    code: str
    word: str
    definition: str
    slices: tuple[Slice, ...]
    words: Mapping[str, str] = field(default_factory=dict)  # none: forms, as the place calls them
    keep: tuple[str, ...] = ()
    money: bool = False

    def split(self, told: Told) -> Split:
        """Return the split in words."""
        counted = Counter[str](dict.fromkeys(self.keep, 0))
        for each in self.slices:
            for code, fact in each.parts(told):
                counted[code] += getattr(fact, each.number)
        words = self.words or {**terms.FORM_WORDS, **told.form_names()}
        order = [*self.keep, *sorted(counted.keys() - set(self.keep), key=lambda code: (-counted[code], code))]
        shares = tuple((code, _(words[code]) if code in words else code or _("未写明"), counted[code]) for code in order)
        return Split(self.code, _(self.word), _(self.definition), shares, self.money)

    def records(self, told: Told, *codes: str) -> tuple[Counted, ...]:
        """Return the records that some kinds count, kind by kind."""
        found = [(code, fact) for each in self.slices for code, fact in each.parts(told)]
        return _behind(fact for wanted in codes for code, fact in found if code == wanted)


def _pays(fact: MatterFact, told: Told) -> bool:
    return bool(fact.fund) and _held(fact, told)


def _tagged(fact: MatterFact, told: Told) -> bool:
    return fact.together in ("learn", "share") and _held(fact, told)


SPLITS = (
    Kinds("forms", N_("会议按形式"), N_("开过的会，按会议形式分。"), (Slice("meetings", "form"),)),
    Kinds("attendances_by_form", N_("参加人次按形式"), N_("参加人次，按会议形式分。"), (Slice("meetings", "form", number="present"),)),
    Kinds("categories", N_("议题按类别"), N_("上过会的议题，按类别分。"), (Slice("topics", "category"),), terms.CATEGORY_WORDS),
    Kinds("sources", N_("议题按来源"), N_("上过会的议题，按谁提出分。"), (Slice("topics", "source"),), terms.SOURCE_WORDS),
    # 五共: three of the five are counted by themselves, two are what somebody has tagged
    Kinds("together", N_("五共"), N_("共谋数会议，共管数督查过的决议，共评数评价过的决议；共促、共享数标了这两项的决议。"),
          (Slice("meetings", code="decide"), Slice("matters", when=_inspected, code="build"), Slice("matters", "together", _tagged),
           Slice("matters", when=_evaluated, code="judge")), terms.TOGETHER_WORDS, tuple(terms.TOGETHER_WORDS)),
    # 721: where the matters that were closed had to go; shown as a comparison, never as a target
    Kinds("tiers", N_("办结层级"), N_("办结的决议，按最高到过哪一级分。只和7:2:1对照，不是考核指标。"),
          (Slice("matters", "level", _closed),), terms.LEVEL_WORDS, LEVELS),
    Kinds("funds", N_("资金来源"), N_("要花钱的决议，按写下的资金来源归类。"), (Slice("matters", "fund", _pays),), FUND_WORDS),
    Kinds("fund_money", N_("已支出按来源"), N_("这些决议已经支出的钱，按资金来源归类。"),
          (Slice("matters", "fund", _pays, "spent"),), FUND_WORDS, money=True),
)  # fmt: skip


def of(code: str) -> Measure:
    """Return the measure of a figure."""
    return next(m for m in MEASURES if m.code == code)


def kinds_of(code: str) -> Kinds:
    """Return what a split tells apart."""
    return next(kinds for kinds in SPLITS if kinds.code == code)
