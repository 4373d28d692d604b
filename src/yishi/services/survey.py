"""The evaluation of a round: papers entered one by one, summed with the calls, judged by the rules, and concluded.

What the raiser says is kept apart from the counts (domain rule 3.8): it is a veto, not one voice among others. Whoever
gives no grade (不了解, 弃评) is in the sample and not among the valid ones.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain import sampling
from yishi.domain.evaluation import (
    BAD_GRADES,
    GRADES,
    UNREACHED,
    Counts,
    needed,
    passes,
    rate_text,
    resolve,
    satisfaction,
    thousandths,
)
from yishi.domain.records import Callback, Draw, Person, SurveySheet
from yishi.domain.terms import STATE_WORDS
from yishi.domain.transitions import State
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import bundle, communities, loop_events, resolutions, watching
from yishi.services.answers import ResolutionLine
from yishi.services.checks import short, text_of
from yishi.services.dossier import Dossier, gather
from yishi.services.evaluating import Concluded, Group, Groups, SheetLine, Verdict
from yishi.services.living import one, rows
from yishi.store.writing import put

ASKED = ("raiser", "beneficiary", "representative")
SOLVED = ("solved", "partially_solved", "unsolved")
ON_TIME = ("yes", "no", "unknown")
LEAST_GROUP = 5  # fewer than five are never shown by themselves (domain rule 2.10)
MOST_PAPERS = 100_000


def awaiting(session: Session, today: date) -> tuple[ResolutionLine, ...]:
    """Return what awaits its evaluation, the most urgent first."""
    return tuple(line for line in resolutions.lines(session, today) if line.state == State.EVALUATING.name)


def in_evaluation(session: Session, resolution_id: str, today: date) -> Dossier:
    """Return the dossier of a resolution that is being evaluated; refuse any other (YS-S60)."""
    found = gather(bundle.of_resolution(session, resolution_id), today)
    if not found:
        raise Refusal("YS-R02", _("这条决议已经不在了。"), next_step=_("请回到落实页再看一眼。"))
    state = found[0].standing.state
    if state is not State.EVALUATING:
        raise Refusal("YS-S60", _("现在是“{state}”，不在评价中，不能记测评和回访。").format(state=_(STATE_WORDS[state])),
                      next_step=_("督查通过以后才评价。"))
    return found[0]


# ---- papers


def sheets(session: Session, resolution_id: str, round_: int) -> tuple[SheetLine, ...]:
    """Return the papers of a round in the order in which they were entered, the raiser's own answer left out."""
    found = [s for s in _sheets(session, resolution_id, round_) if s.asked != "raiser"]
    return tuple(SheetLine(s.id, n, s.asked, s.grade, s.solved, s.on_time, s.knows, s.unit, s.words or "") for n, s in enumerate(found, 1))


def hand_out(session: Session, resolution_id: str, today: date, papers: int) -> None:
    """Note how many papers went out; refuse fewer than came back (YS-S61)."""
    d = in_evaluation(session, resolution_id, today)
    back = len(sheets(session, resolution_id, d.standing.round))
    if not 1 <= papers <= MOST_PAPERS:
        raise Refusal("YS-S61", _("发出的份数要写1到{most}之间的整数。").format(most=MOST_PAPERS), next_step=_("请照发出的张数写。"))
    if papers < back:
        raise Refusal("YS-S61", _("发出{papers}份，比已经录入的{back}份还少。").format(papers=papers, back=back),
                      next_step=_("请核对发出的份数，或删掉录重了的。"))
    community = communities.mine(session).id
    id_ = Draw.id_for(community, "survey", resolution_id, 0, d.standing.round)
    put(session, Draw, id_, {"community_id": community, "kind": "survey", "subject_id": resolution_id, "seed": 0,
        "round": d.standing.round, "size": papers, "total": papers, "happened_on": today}, over=True)


def add_sheet(session: Session, resolution_id: str, today: date, grade: str, solved: str = "", on_time: str = "",
              knows: bool | None = None, asked: str = "beneficiary", unit: str = "", words: str = "") -> str:
    """Enter one paper and return its id; `grade` "" = gave none. More papers than went out are refused (YS-S63)."""
    d = in_evaluation(session, resolution_id, today)
    check_answers(grade, solved, on_time)
    if asked not in ASKED[1:]:
        raise _unknown(asked, ASKED[1:])
    before = _sheets(session, resolution_id, d.standing.round)
    out, back = handed_out(session, resolution_id, d.standing.round), sum(s.asked != "raiser" for s in before)
    if out and back >= out:
        raise Refusal("YS-S63", _("发出{out}份，已经录满{out}份，这一份多出来了。").format(out=out),
                      next_step=_("请核对发出的份数，改好再录。"))
    row = SurveySheet(resolution_id=resolution_id, round=d.standing.round, position=max((s.position for s in before), default=0) + 1,
                      asked=asked, knows=knows, grade=grade, solved=solved, on_time=on_time, unit=short(unit, _("楼栋")),
                      words=text_of(words, _("还希望做什么"), required=False) or None)
    session.add(row)
    session.flush()
    return row.id


def remove_sheet(session: Session, sheet_id: str, today: date) -> None:
    """Take out a paper that was entered twice; undo brings it back."""
    sheet = one(session, SurveySheet, sheet_id)
    in_evaluation(session, sheet.resolution_id, today)
    sheet.deleted = True


def set_raiser(session: Session, resolution_id: str, today: date, grade: str) -> None:
    """Note what the raiser says: a grade, "unreached" after three calls in vain, "" = not asked yet."""
    d = in_evaluation(session, resolution_id, today)
    if grade and grade not in (*GRADES, UNREACHED):
        raise _unknown(grade, (*GRADES, UNREACHED))
    if grade in GRADES and (why := watching.raiser_barred(session, d)):
        raise Refusal("YS-S66", why, next_step=_("请只问受益的居民和代表；提出人这一项留空。"))
    before = _sheets(session, resolution_id, d.standing.round)
    mine = next((s for s in before if s.asked == "raiser"), None)
    if mine is not None:
        record = one(session, SurveySheet, mine.id)
        record.grade, record.deleted = grade or record.grade, not grade
    elif grade:
        session.add(SurveySheet(resolution_id=resolution_id, round=d.standing.round, asked="raiser", grade=grade,
                                position=max((s.position for s in before), default=0) + 1))


def check_answers(grade: str, solved: str, on_time: str) -> None:
    """Refuse codes that the form does not have (YS-S62)."""
    for value, known in ((grade, GRADES), (solved, SOLVED), (on_time, ON_TIME)):
        if value and value not in known:
            raise _unknown(value, known)
    if solved and not grade:
        raise Refusal("YS-S64", _("还没有选满意程度。"), next_step=_("先按1到5打分；没表态的不用答“解决了吗”。"))


# ---- the counts and what they give


def counts(session: Session, resolution_id: str, round_: int) -> Counts:
    """Return the sum of papers and calls of a round; the raiser's own answer is apart."""
    papers = _sheets(session, resolution_id, round_)
    said = [s for s in papers if s.asked != "raiser"]
    drawn, called = _calls(session, resolution_id, round_)
    answers = [a for a in (*said, *called) if a.grade]
    graded, solved = Counter(a.grade for a in answers), Counter(a.solved for a in answers)
    size = max(handed_out(session, resolution_id, round_), len(said)) + sum(min(d.size, d.total) for d in drawn)
    return Counts(sample=size, valid=len(answers), **{g: graded[g] for g in GRADES}, **{s: solved[s] for s in SOLVED},
                  raiser=next((s.grade for s in papers if s.asked == "raiser"), None))


def verdict(session: Session, resolution_id: str, today: date) -> Verdict:
    """Return how the present round stands by the rules in force."""
    d = in_evaluation(session, resolution_id, today)
    return verdict_of(session, d)


def verdict_of(session: Session, d: Dossier) -> Verdict:
    """Return how the round of a gathered resolution stands."""
    id_, round_ = d.row.id, d.standing.round
    now, terms = counts(session, id_, round_), d.terms
    least, reasons = needed(terms.beneficiaries, terms.thresholds), passes(now, terms.beneficiaries, terms.thresholds)
    before = d.evaluations.get(round_ - 1)
    barred = watching.raiser_barred(session, d)
    unasked = now.raiser is None and before is not None and before.raiser in BAD_GRADES and not barred
    if not now.valid:
        reasons = [_("还没有有效评价，要{least}份").format(least=least)]
    if unasked:
        reasons.append(_("提出人上一轮不满意，这一轮还没有问他"))
    drawn, called = _calls(session, id_, round_)
    papers, out = len(sheets(session, id_, round_)), handed_out(session, id_, round_)
    calls_left = _left(session, drawn)
    all_in = (out > 0 and papers >= out and not calls_left) or (bool(drawn) and not calls_left and papers >= out)
    enough = now.valid >= least or (all_in and now.valid > 0) or (now.raiser in BAD_GRADES and terms.thresholds.raiser_veto)
    total = sum(each.total for each in drawn)
    spoken = sum(bool(c.grade) for c in called)
    return Verdict(
        resolution_id=id_, text=d.row.text or "", round=round_, counts=now, needed=least, percent=terms.thresholds.satisfied_percent,
        reasons=tuple(reasons), cautions=_cautions(now, before, calls_left, barred), settled=enough and not unasked, rate=satisfaction(now),
        resolve=resolve(now), raiser_name=watching.raiser_of(session, d), raiser_barred=barred, handed_out=out, papers=papers,
        margin=sampling.margin(spoken, total) if drawn and spoken and not papers else None)


def _cautions(now: Counts, before: Any, calls_left: int, barred: str) -> tuple[str, ...]:
    said = []
    if calls_left:
        said.append(_("还有{n}户没打完").format(n=calls_left))
    if barred:
        said.append(barred.rstrip("。"))
    elif now.raiser is None and (before is None or before.raiser not in BAD_GRADES):
        said.append(_("提出人还没问"))
    return tuple(said)


def _left(session: Session, drawn: Iterable[Row[Any]]) -> int:
    from yishi.services import calls

    return sum(calls.sheet(session, each.id).left for each in drawn)


def conclude(session: Session, resolution_id: str, today: date, actor: str, note: str = "", due: date | None = None) -> Concluded:
    """Close the round with what the counts give, eval_pass or eval_fail; refuse while too little is known (YS-S65).

    `note` is what people mostly said; it goes into the evaluation and, on a redo, into its reason. The guards of the
    loop decide once more.
    """
    d = in_evaluation(session, resolution_id, today)
    now = verdict_of(session, d)
    if not now.settled:
        raise Refusal("YS-S65", _("还不能下结论：{reasons}。").format(reasons="；".join(now.reasons) or "；".join(now.cautions)),
                      next_step=_("请接着录测评表或打回访电话；都收齐了也不够的，写上发出几份。"))
    drawn, _called = _calls(session, resolution_id, now.round)
    method = "、".join(word for there, word in ((now.papers, _("纸面测评")), (drawn, _("电话回访"))) if there)
    rate, said = rate_text(now.rate), text_of(note, _("主要意见"), required=False)
    text = _("{method}有效{n}份，满意率{rate}").format(method=method, n=now.counts.valid, rate=rate)
    if now.reasons:
        text = _("{reasons}，重新办理").format(reasons="；".join(now.reasons))
    if said:
        text = _("{text}；主要意见：{said}").format(text=text, said=said)
    told = {name: getattr(now.counts, name) for name in now.counts.__dataclass_fields__} | {"method": method, "note": said}
    id_ = loop_events.happen(session, resolution_id, now.event, by=actor, on=today, today=today, actor=actor, text=text, due=due,
                             evaluation=told)
    session.flush()
    happened = next(e for e in gather(bundle.of_resolution(session, resolution_id), today)[0].events if e.id == id_)
    return Concluded(now.event, happened.due)


def by_group(session: Session, resolution_id: str, round_: int) -> Groups:
    """Return what each building or group said, only where at least five spoke (domain rule 2.10).

    Where the withheld ones together are fewer than five the smallest shown group is withheld too: else they would be
    what is left when all others are taken from the total.
    """
    units = {p.id: p.unit for p in rows(session, Person)}
    said: dict[str, list[str]] = {}
    _drawn, called = _calls(session, resolution_id, round_)
    for sheet in _sheets(session, resolution_id, round_):
        if sheet.asked != "raiser" and sheet.grade:
            said.setdefault(sheet.unit, []).append(sheet.grade)
    for call in called:
        if call.grade:
            said.setdefault(units.get(call.person_id, ""), []).append(call.grade)
    small = {name for name, grades in said.items() if len(grades) < LEAST_GROUP}
    large = sorted(said.keys() - small, key=lambda name: (len(said[name]), name))
    if small and large and sum(len(said[name]) for name in small) < LEAST_GROUP:
        small.add(large.pop(0))
    found = [Group(name, len(said[name]), thousandths(sum(g not in BAD_GRADES for g in said[name]), len(said[name]))) for name in large]
    return Groups(tuple(sorted(found, key=lambda g: g.name)), len(small))


# ---- rows


def handed_out(session: Session, resolution_id: str, round_: int) -> int:
    """Return how many papers went out in a round, 0 where nobody said."""
    found = rows(session, Draw, Draw.kind == "survey", Draw.subject_id == resolution_id, Draw.round == round_)
    return found[0].size if found else 0


def _sheets(session: Session, resolution_id: str, round_: int) -> list[Row[Any]]:
    return rows(session, SurveySheet, SurveySheet.resolution_id == resolution_id, SurveySheet.round == round_,
                by=(SurveySheet.position, SurveySheet.id))


def _calls(session: Session, resolution_id: str, round_: int) -> tuple[list[Row[Any]], list[Row[Any]]]:
    drawn = rows(session, Draw, Draw.kind == "callback", Draw.subject_id == resolution_id, Draw.round == round_, by=Draw.id)
    return drawn, rows(session, Callback, Callback.draw_id.in_([d.id for d in drawn]), by=Callback.position) if drawn else []


def _unknown(value: str, known: Iterable[str]) -> Refusal:
    return Refusal("YS-S62", _("测评表里没有“{value}”这一项。").format(value=shown(value)),
                   next_step=_("可以写：{known}。").format(known="、".join(known)))

