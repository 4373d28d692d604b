"""督查: what somebody should go and look at, what was seen there, and spot checks that were drawn by lot.

A visit to a matter that was reported as done ends with a verdict: inspect_pass or inspect_fail, both only by its
supervisor (T12, T13). A spot check comes earlier, where the table (domain.md 3.3) knows no verdict: T6 alone may note
something there, and only the owner's side and the recorder make it. So a spot visit is a `progress` event that the
recorder enters, with the paper 抽查记录; the fold does not count it as a follow-up, because that somebody looked does not
mean that anything was done (the light 久无跟进 and the guard 已在本级处置过 go on asking for the owner's own work).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain import guards, sampling
from yishi.domain.records import Draw, Photo
from yishi.domain.records.record import natural_id
from yishi.domain.standing import SPOT_VISIT
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import communities, kinship, loop_events, resolutions
from yishi.services.answers import ResolutionLine, ResolutionSheet
from yishi.services.callbacks import seed_of
from yishi.services.checks import short, text_of
from yishi.services.living import one, rows, unlist
from yishi.store.writing import put

UNDER_WAY = ("IN_PROGRESS", "ESCALATED", "RECTIFYING")
VERDICTS = ("pass", "rectify", "fail", "seen")
MOST = 50
_KIND = "spot_check"


@dataclass(frozen=True)
class VisitLine:
    """Something to go and look at. `kind`: inspect (报了办结), again (整改后复查), rectify (整改期限到了), spot (抽到的)."""

    line: ResolutionLine
    kind: str
    since: date | None = None  # reported on; of a spot check the day of the draw
    seed: int | None = None


@dataclass(frozen=True)
class SpotCheck:
    """A draw with its seed: anybody draws the same from the same list. `size` of `total`."""

    id: str
    seed: int
    size: int
    total: int
    on: date
    lines: tuple[ResolutionLine, ...]


@dataclass(frozen=True)
class Seen:
    """What was seen on the spot. `verdict` of VERDICTS; `checks` are what was looked at and whether it was right."""

    verdict: str
    situation: str
    requirements: tuple[str, ...] = ()
    checks: tuple[tuple[str, bool], ...] = ()


def awaiting(session: Session, today: date) -> tuple[VisitLine, ...]:
    """Return what awaits a visit as of `today`: reported as done, rectification due, worst first; then what was drawn."""
    found, lines = [], resolutions.lines(session, today)
    drawn = _open_draws(session, today)
    for line in lines:
        if line.state == "INSPECTING":
            sheet = resolutions.sheet(session, line.id, today)
            again = any(e.event == "inspect_fail" and not e.ignored for e in sheet.events)
            reported = next((e.on for e in reversed(sheet.events) if e.event == "report_done"), None)
            found.append(VisitLine(line, "again" if again else "inspect", reported))
        elif line.number in drawn and line.state in UNDER_WAY and not _seen_since(session, line, drawn[line.number].happened_on, today):
            found.append(VisitLine(line, "spot", drawn[line.number].happened_on, drawn[line.number].seed))
        elif line.state == "RECTIFYING" and line.due is not None and line.due <= today:
            found.append(VisitLine(line, "rectify", line.due))
    return tuple(sorted(found, key=lambda visit: visit.kind == "spot"))


def spot_check(session: Session, size: int, seed: int, today: date) -> SpotCheck:
    """Draw `size` of the resolutions under way by lot and keep the draw; the same seed on the same list draws the same.

    Refused: nothing under way (YS-S30), a size that is none (YS-S31), a seed that was used already (YS-S32).
    """
    there = [line for line in resolutions.lines(session, today) if line.state in UNDER_WAY]
    if not there:
        raise Refusal("YS-S30", _("没有正在办的事项，抽不了。"), next_step=_("有事项签收以后再抽。"))
    if not 1 <= size <= MOST:
        raise Refusal("YS-S31", _("抽{n}项不行。").format(n=size), next_step=_("请写1到{most}之间的整数。").format(most=MOST))
    community = communities.mine(session).id
    id_ = Draw.id_for(community, _KIND, "", seed, 1)
    if any(draw.id == id_ for draw in rows(session, Draw, Draw.kind == _KIND)):
        raise Refusal("YS-S32", _("种子{seed}已经抽过一次了。").format(seed=seed), next_step=_("要再抽，请换一个种子。"))
    order = sampling.drawn([(line.number, line) for line in there], seed)
    taken, _rest = sampling.split(order, size)
    put(session, Draw, id_, {"community_id": community, "kind": _KIND, "seed": seed, "size": len(taken), "total": len(there),
                             "happened_on": today, "drawn": json.dumps([line.number for line in taken], ensure_ascii=False)})
    return SpotCheck(id_, seed, len(taken), len(there), today, tuple(taken))


def next_seed(session: Session, today: date) -> int:
    """Return a seed that anybody can guess and that was not used yet: the day as a number, later draws with a digit more."""
    used = {draw.seed for draw in rows(session, Draw, Draw.kind == _KIND)}
    first = seed_of(today)
    return next(seed for seed in (first, *(first * 100 + n for n in range(2, 100)), max(used, default=0) + 1) if seed not in used)


def draws(session: Session, today: date) -> tuple[SpotCheck, ...]:
    """Return the spot checks that were drawn up to `today`, the newest first."""
    known = {line.number: line for line in resolutions.lines(session, today)}
    found = [draw for draw in rows(session, Draw, Draw.kind == _KIND) if draw.happened_on <= today]
    return tuple(
        SpotCheck(d.id, d.seed, d.size, d.total, d.happened_on, tuple(known[n] for n in unlist(d.drawn) if n in known))
        for d in sorted(found, key=lambda d: (d.happened_on, d.seed), reverse=True)
    )


def note(session: Session, resolution_id: str, seen: Seen, *, by: str, on: date, today: date, actor: str,
         due: date | None = None, workdays: int | None = None,
         photos: Mapping[str, Sequence[str]] | None = None) -> str:  # fmt: skip
    """Write down a visit and return the id of its event; `photos` are hashes of kept pictures by phase (before, after).

    The guards decide who may inspect (YS-L12, YS-L15). Refused besides: nothing said of what was seen (YS-S33), a
    rectification without a line that says what to do (YS-S34).
    """
    if seen.verdict not in VERDICTS:
        raise Refusal("YS-S35", _("还没有选结论。"), next_step=_("按 1 合格、2 整改、3 不合格。"))
    if seen.verdict == "seen":
        line = resolutions.sheet(session, resolution_id, today).line
        if guards.same_person(by, line.owner):
            raise Refusal("YS-L12", _("督查人和责任人不能是同一个人：{by}是责任人。").format(by=guards.bare(by)),
                          next_step=_("请换一位去看的人。"))  # fmt: skip
        if any(guards.same_person(by, name) for name in kinship.names_of_kin(session, line.owner)):
            text = _("{by}是责任人{owner}的近亲属，抽查要回避。").format(by=guards.bare(by), owner=guards.bare(line.owner))
            raise Refusal("YS-L46", text, next_step=_("请换一位去看的人。"))
    if not seen.situation.strip():
        raise Refusal("YS-S33", _("现场情况还空着。"), next_step=_("请写一句现场看到了什么。"))
    wanted = [short(each, _("整改要求")) for each in seen.requirements if each.strip()]
    if seen.verdict in ("rectify", "fail") and not wanted:
        raise Refusal("YS-S34", _("整改要写明要求，还一条都没有。"), next_step=_("一行写一条，例如：更换4号灯控制器。"))
    text, shown = _words(seen, wanted), [(phase, digest) for phase, kept in (photos or {}).items() for digest in kept]
    event = {"pass": "inspect_pass", "rectify": "inspect_fail", "fail": "inspect_fail", "seen": "progress"}[seen.verdict]
    id_ = loop_events.happen(session, resolution_id, event, by=by, on=on, today=today, actor=actor, text=text, due=due,
                             workdays=workdays, document=SPOT_VISIT if seen.verdict == "seen" else "",
                             photos=[digest for _phase, digest in shown])  # fmt: skip
    session.flush()
    for n, (phase, _digest) in enumerate(shown, 1):
        one(session, Photo, natural_id("photo", id_, str(n))).phase = phase
    return id_


def checklist(sheet: ResolutionSheet) -> tuple[str, ...]:
    """Return what to look at on the spot: the milestones, else the parts of the resolution's own text."""
    if sheet.milestones:
        return tuple(m.text for m in sheet.milestones)
    parts = [part.strip() for part in sheet.line.text.replace("；", "，").replace("。", "，").split("，")]
    return tuple(part for part in parts if len(part) > 1)[:6]


def _words(seen: Seen, wanted: Sequence[str]) -> str:
    """Return the visit as one text, as the event and its paper say it."""
    said = [text_of(seen.situation, _("现场情况"))]
    if seen.checks:
        told = (f"{text}{'（√）' if good else '（×）'}" for text, good in seen.checks)
        said.append(_("现场看：{list}").format(list="；".join(told)))
    if seen.verdict == "fail":
        said.append(_("不合格，退回重新办理"))
    said += [f"{n}. {each}" for n, each in enumerate(wanted, 1)]
    return "\n".join(said)


def _open_draws(session: Session, today: date) -> dict[str, Draw]:
    found: dict[str, Draw] = {}
    for draw in sorted(rows(session, Draw, Draw.kind == _KIND), key=lambda d: d.happened_on):
        if draw.happened_on <= today:
            found |= dict.fromkeys(unlist(draw.drawn), draw)
    return found


def _seen_since(session: Session, line: ResolutionLine, day: date, today: date) -> bool:
    events = resolutions.sheet(session, line.id, today).events
    return any(e.on >= day and (e.document == SPOT_VISIT or e.event.startswith("inspect_")) for e in events)
