"""The figures and kinds of a report as numbers alone, added up from the kept facts of quarters: what ten years cost no counting for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import orjson
from sqlalchemy.orm import Session

from yishi.domain import terms
from yishi.domain.fund_sorts import FUND_WORDS
from yishi.domain.periods import Period, quarter_of
from yishi.domain.standing import LEVELS
from yishi.i18n import _
from yishi.services import communities, kept, stats
from yishi.services.dossier import STATUTORY_FORMS
from yishi.services.figures import Figure, Month, Report, Split
from yishi.services.quarter_facts import Facts, add, name_of
from yishi.services.splits import split
from yishi.services.stats_found import Found
from yishi.services.stats_meetings import FOUND_OUT

_KEPT_WORDS: dict[str, tuple[Mapping[str, str], tuple[str, ...]]] = {  # by split: words of its kinds, those that always stand there
    "categories": (terms.CATEGORY_WORDS, ()), "sources": (terms.SOURCE_WORDS, ()),
    "together": (terms.TOGETHER_WORDS, tuple(terms.TOGETHER_WORDS)), "tiers": (terms.LEVEL_WORDS, LEVELS),
    "funds": (FUND_WORDS, ()), "fund_money": (FUND_WORDS, ()),
}  # fmt: skip
_TEAHOUSE = 2  # how a topic that a teahouse solved is marked
Numbers = tuple[int, int | None]  # part and whole of a figure


def report(session: Session, period: Period, today: date) -> Report:
    """Return the figures, kinds and months of `period` as `stats.report` counts them, without records and bars.

    Where nothing is kept, or the period begins inside a quarter, they are counted.
    """
    as_of = min(period.last, today)
    found = kept.quarters(session, as_of) if quarter_of(period.first).first == period.first else None
    if found is None:
        return stats.report(session, period, today)
    return _report(session, period, as_of, _added(found, name_of(period.first)))


def _added(found: Iterable[tuple[str, Facts]], first: str) -> Facts:
    """Return the facts of all quarters, added up; of those before `first` only what became of their resolutions.

    Keys are still the JSON of what is counted by them. "in" are the resolutions of the period's own meetings.
    """
    sums: Facts = {sort: {} for sort in ("m", "n", "c", "t", "r", "in", "d")}
    for name, facts in found:
        for sort, counted in facts.items():
            if name >= first or sort in ("r", "d"):
                add(sums, sort, counted)
        if name >= first:
            add(sums, "in", facts["r"])
    return sums


def _report(session: Session, period: Period, as_of: date, sums: Facts) -> Report:
    empty = stats.of_found(Found(period, as_of, (), (), (), (), (), communities.mine(session)))
    figures, notes, counted = dict[str, Numbers](), dict[str, str](), dict[str, Counter[str]]()
    _meetings(sums, figures, notes, counted)
    _topics(sums["t"], figures, notes, counted)
    _loop(sums, (name_of(period.first), name_of(as_of)), figures, counted)
    figures["overdue"] = sum(n for day, n in sums["d"].items() if day < as_of.isoformat()), None
    counted["together"]["decide"] = figures["meetings"][0]
    names = {**terms.FORM_WORDS, **{form: told[2] for form, told in sums["n"].items()}}
    return replace(
        empty, figures=tuple(_figure(f, figures[f.code], notes) for f in empty.figures),
        splits=tuple(_split(s, counted[s.code], names) for s in empty.splits),
        months=_months(empty.months, sums["m"]), lights=(), grades=(),
    )


def _figure(f: Figure, numbers: Numbers, notes: Mapping[str, str]) -> Figure:
    return replace(f, part=numbers[0], whole=numbers[1], note=notes.get(f.code, f.note))


def _split(s: Split, counted: Mapping[str, int], names: Mapping[str, str]) -> Split:
    words, keep = _KEPT_WORDS.get(s.code, (names, ()))
    return split(s.code, s.word, s.definition, ((code, (), n) for code, n in counted.items()), words, keep, money=s.money)


def _months(empty: Sequence[Month], counted: Mapping[str, Sequence[int]]) -> tuple[Month, ...]:
    made: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for key, (held, _present, present, expected) in counted.items():
        month = orjson.loads(key)[0]
        made[month] = [a + b for a, b in zip(made[month], (held, present, expected), strict=True)]
    return tuple(replace(m, meetings=told[0], present=told[1], expected=told[2])
                 for m in empty for told in (made[f"{m.year:04}-{m.month:02}"],))  # fmt: skip


def _meetings(sums: Facts, figures: dict[str, Numbers], notes: dict[str, str],
              counted: dict[str, Counter[str]]) -> None:
    forms, people = Counter[str](), Counter[str]()
    came = due = 0
    for key, (held, present, expected_came, expected) in sums["m"].items():
        form = orjson.loads(key)[1]
        forms[form] += held
        people[form] += present
        came, due = came + expected_came, due + expected
    counted["forms"], counted["attendances_by_form"] = forms, people
    figures |= {
        "meetings": (forms.total(), None), "deliberations": (sum(n for f, n in forms.items() if f not in STATUTORY_FORMS), None),
        "attendances": (people.total(), None), "attendance_rate": (came, due),
    }  # fmt: skip
    every, *known = sums["c"].get("", [0] * 7)
    for n, code in enumerate(("women_rate", "young_rate", "non_hukou_rate")):
        whole, part = known[2 * n : 2 * n + 2]
        figures[code], notes[code] = (part, whole), _("{all}人次里{n}人次写明了").format(all=every, n=whole)


def _topics(found: Mapping[str, int], figures: dict[str, Numbers], notes: dict[str, str], counted: dict[str, Counter[str]]) -> None:
    sources, categories = Counter[str](), Counter[str]()
    solved = in_teahouses = 0
    again: defaultdict[str, list[list[Any]]] = defaultdict(list)
    for key, n in found.items():
        source, category, level, *of_several = orjson.loads(key)
        if of_several:
            topic, meeting, place = of_several
            again[topic].append([meeting, place, source, category, level])
            continue
        sources[source] += n
        categories[category] += n
        solved += n * (level > 0)
        in_teahouses += n * (level == _TEAHOUSE)
    for each in again.values():  # each once, as it stood at its last meeting
        each.sort()
        sources[each[-1][2]] += 1
        categories[each[-1][3]] += 1
        levels = [one[4] for one in each if one[4]]
        solved += bool(levels)
        in_teahouses += levels[-1:] == [_TEAHOUSE]
    known = sum(n for source, n in sources.items() if source)
    figures |= {"topics": (sources.total(), None), "found_out_rate": (sum(sources[source] for source in FOUND_OUT), known),
                "solved_topics": (solved, None)}  # fmt: skip
    notes["solved_topics"] = _("其中流动的茶馆{n}件").format(n=in_teahouses)
    counted["sources"], counted["categories"] = sources, categories


def _loop(sums: Facts, span: tuple[str, str], figures: dict[str, Numbers], counted: dict[str, Counter[str]]) -> None:
    """Count what became of resolutions in the quarters from the first of `span` to its last."""
    n, levels, together = Counter[str](), Counter[str](), Counter[str]()

    def within(*quarters: str) -> bool:
        return any(span[0] <= quarter <= span[1] for quarter in quarters)

    for key, (many, satisfied, valid, solved, answers, _spent) in sums["r"].items():
        _held, closed, on_time, round_, level, back, seen, answered, in_time, asked, _fund, _tag = orjson.loads(key)
        if within(closed):
            n["closed"] += many
            n["on_time"] += many * on_time
            n["rounds"] += many * round_
            levels[level] += many
        n["back"] += many * within(*back)
        n["looked"] += many * (within(*back) or within(closed))
        together["build"] += many * within(*seen)
        n["answered"] += many * within(answered)
        n["in_time"] += many * (within(answered) and in_time)
        if within(asked):
            together["judge"] += many
            for name, value in (("satisfied", satisfied), ("valid", valid), ("solved", solved), ("answers", answers)):
                n[name] += value
    _decided(sums["in"], n, counted, together)
    counted["tiers"], counted["together"] = levels, together
    figures |= {code: (n[code], None) for code in ("resolutions", "closed")} | {"reopened": (n["back"], None)}
    figures |= {
        "on_time_rate": (n["on_time"], n["closed"]), "response_rate": (n["in_time"], n["answered"]),
        "resolve_rate": (n["solved"], n["answers"]), "satisfaction_rate": (n["satisfied"], n["valid"]),
        "conversion_rate": (n["done"], n["resolutions"]), "redo_rate": (n["back"], n["looked"]), "mean_rounds": (n["rounds"], n["closed"]),
    }  # fmt: skip


def _decided(found: Mapping[str, Sequence[int]], n: Counter[str], counted: dict[str, Counter[str]], together: Counter[str]) -> None:
    funds, money = Counter[str](), Counter[str]()
    for key, (many, *_rates, spent) in found.items():
        held, closed, *_between, fund, tag = orjson.loads(key)
        if not held:
            continue
        n["resolutions"] += many
        n["done"] += many * bool(closed)
        if tag in ("learn", "share"):
            together[tag] += many
        if fund is not None:
            funds[fund] += many
            money[fund] += spent
    counted["funds"], counted["fund_money"] = funds, money
