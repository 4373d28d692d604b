"""Commands that only look: lists, one thing, what needs doing, the rules on their own, paper, history, verify, dump."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yishi.cli import DAY, Door, as_json, door, show
from yishi.domain.money import in_yuan
from yishi.errors import Exit, Refusal, shown
from yishi.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from yishi.services.answers import MeetingSheet, PostingLine, ResolutionLine, ResolutionSheet
    from yishi.services.form_lines import FormLine
    from yishi.store.history import HistoryLine
    from yishi.store.verify import Fault

RESOLUTION_KEYS = ("number", "text", "meeting", "state", "stage", "light", "days_left", "due", "owner_unit", "owner", "supervisor",
                   "round", "legal_status", "next")
LISTS = ("meetings", "topics", "resolutions", "people", "postings", "forms", "areas")


def register(cli: click.Group) -> None:
    """Hang the commands of this module under `cli`."""
    for command in (list_, show_, attention, workday, mask, history, verify, dump):
        cli.add_command(command)


def resolution_json(line: "ResolutionLine") -> dict[str, Any]:
    """Return the keys that never change, and the words for people beside them."""
    found = {key: getattr(line, key) for key in RESOLUTION_KEYS}
    return found | {"light_words": line.light_words, "missing": list(line.missing)}


def posting_json(p: "PostingLine") -> dict[str, Any]:
    """Return a posting."""
    objections = [{"date": o.raised_on, "by": o.raised_by, "text": o.text, "reply": o.reply, "reply_date": o.replied_on}
                  for o in p.objections]
    return {"kind": p.kind, "start": p.start, "end": p.end, "places": list(p.places), "objections": objections}


@click.command("list")
@click.argument("what", type=click.Choice(LISTS))
@as_json
@door
def list_(at: Door, what: str, json_: bool) -> None:
    """列出会议、议题、决议、人员、公示或会议形式。"""
    try:
        with at.read() as session:
            found = _LISTS[what](session, at.today)
    except Refusal as refusal:
        if what != "forms" or refusal.code != "YS-B01":
            raise
        found = _shipped_forms()  # what comes with the program is there without a book
    if json_:
        show(found)
        return
    for row in _plain(found) if what == "areas" else found:
        click.echo("　".join(str(v) for v in row.values() if isinstance(v, str | int | date) and v not in ("", None)))
    if not found:
        click.echo(_("还没有。"))


def _meetings(session: "Session", today: date) -> list[dict[str, Any]]:
    from yishi.services import meetings

    keys = ("number", "form", "form_name", "title", "place", "start", "end", "state", "expected", "present", "topics", "resolutions")
    return [{key: getattr(m, key) for key in keys} for m in meetings.lines(session)]


def _resolutions(session: "Session", today: date) -> list[dict[str, Any]]:
    from yishi.services import resolutions

    return [resolution_json(line) for line in resolutions.lines(session, today)]


def _people(session: "Session", today: date) -> list[dict[str, Any]]:
    from yishi.services import people

    return [{"name": p.name, "pinyin": p.pinyin, "initials": p.initials, "roles": [p.role] if p.role else [], "group": p.unit}
            for p in people.lines(session)]


def _topics(session: "Session", today: date) -> list[dict[str, Any]]:
    from yishi.services import topics

    return [asdict(t) for t in topics.lines(session, today)]


def _postings(session: "Session", today: date) -> list[dict[str, Any]]:
    from yishi.services import topics

    return [posting_json(p) for p in topics.postings(session, today)]


def _forms(session: "Session", today: date) -> list[dict[str, Any]]:
    from yishi.services import forms

    return [_form(line) for line in forms.lines(session)]


def _shipped_forms() -> list[dict[str, Any]]:
    from yishi.services import forms

    return [_form(line) for line in forms.shipped_lines()]


def _form(line: "FormLine") -> dict[str, Any]:
    keys = ("legal_status", "kinds", "vote_rule", "notice_days", "notice_unit", "posting_days", "public", "example", "changed")
    return {"form": line.code, "name": _(line.name)} | {key: getattr(line, key) for key in keys}


def _areas(session: "Session", today: date) -> list[dict[str, Any]]:
    from yishi.services import areas

    return [asdict(area) for area in areas.lines(session)]


def _plain(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return places in the words people use: 楼栋　3幢　在第一网格　12人; ids and codes are for `--json`."""
    from yishi.domain.areas import AREA_WORDS

    lies_in, living = _("在{parent}"), _("{n}人")
    return [{"kind": _(AREA_WORDS[a["unit_type"]]), "name": a["name"], "parent": lies_in.format(parent=a["parent"]) if a["parent"] else "",
             "people": living.format(n=a["people"])} for a in found]


_LISTS = {"areas": _areas, "meetings": _meetings, "topics": _topics, "resolutions": _resolutions, "people": _people, "postings": _postings,
          "forms": _forms}


@click.command("show")
@click.argument("ref", metavar="编号")
@as_json
@door
def show_(at: Door, ref: str, json_: bool) -> None:
    """看一场会议或一条决议。"""
    from yishi.services import meetings, resolutions

    with at.read() as session:
        kind, id_ = find(session, ref)
        if kind == "person":
            raise Refusal("YS-R02", _("“{ref}”不是会议，也不是决议。").format(ref=shown(ref)),
                          next_step=_("请写会议或决议的编号。"))
        if kind == "meeting":
            found = _meeting(meetings.sheet(session, id_, at.today))
        else:
            found = _resolution(resolutions.sheet(session, id_, at.today))
    if json_:
        show(found)
        return
    for key, value in found.items():
        for line in value if isinstance(value, list) else [value]:
            parts = line.values() if isinstance(line, dict) else [line]
            words = [part for part in (_value(key, part, {}) for part in parts if part != []) if part]
            if words:
                click.echo("　".join([key, *words]))


def find(session: "Session", ref: str) -> tuple[str, str]:
    """Return ("meeting", "resolution" or "person", id) of what `ref` names; refused when nothing or several are."""
    from yishi.services import meetings, people, resolutions

    for kind, look in (("meeting", meetings.find), ("resolution", resolutions.find), ("person", people.find)):
        try:
            return kind, look(session, ref)
        except Refusal as refusal:
            if refusal.code not in ("YS-R02", "YS-R04", "YS-R05"):
                raise
    raise Refusal("YS-R06", _("找不到“{ref}”。").format(ref=shown(ref)),
                  next_step=_("编号要照印出来的写，例如 TW-2026-03 或 桃议〔2026〕3-1。"))


def _meeting(m: "MeetingSheet") -> dict[str, Any]:
    keys = ("number", "form", "title", "place", "start", "end", "expected", "present")
    votes = [{"agenda": v.agenda, "motion": v.text, "rule": v.rule, "for": v.votes_for, "against": v.votes_against, "abstain": v.abstain,
              "not_voted": v.not_voted, "passed": v.passed} for v in m.motions if v.voted]
    agenda = [{"no": a.no, "title": a.title, "category": a.category, "source": a.source, "proposer": a.proposer} for a in m.agenda]
    return {key: getattr(m.line, key) for key in keys} | {
        "agenda": agenda, "votes": votes, "resolutions": [r.line.number for r in m.resolutions], "state": m.line.state}


def _resolution(r: "ResolutionSheet") -> dict[str, Any]:
    fund = {"source": r.fund.source} | {key: in_yuan(getattr(r.fund, key)) for key in ("budget", "spent", "balance")} if r.fund else None
    return resolution_json(r.line) | {
        "events": [{"on": e.on, "event": e.event, "by": e.by, "text": e.text, "state_after": e.state_after} for e in r.events],
        "evaluations": [{"round": e.round, "method": e.method, "valid": e.valid, "satisfaction_rate": e.satisfaction_rate / 1000,
                         "resolve_rate": e.resolve_rate / 1000, "passed": e.passed} for e in r.evaluations],
        "fund": fund, "postings": [posting_json(p) for p in r.postings],
    }


@click.command()
@as_json
@door
def attention(at: Door, json_: bool) -> None:
    """今天要办的事，最急的在前。"""
    from yishi.services import resolutions

    with at.read() as session:
        found = resolutions.attention(session, at.today)
    if json_:
        show([resolution_json(line) for line in found])
        return
    for line in found:
        click.echo(f"{line.light_words}　{line.number}　{line.text}　{line.owner}　→ {line.next_words}")
    if not found:
        click.echo(_("今天没有要办的事。"))


@click.group()
def workday() -> None:
    """工作日：调休和节假日都算在内。"""


@workday.command("add", context_settings={"ignore_unknown_options": True})  # -1 is a number
@click.argument("start", metavar="起始日", type=DAY)
@click.argument("days", metavar="天数", type=int)
def add(start: date, days: int) -> None:
    """某日之后第 N 个工作日。"""
    from yishi.store.calendars import load

    click.echo(load().add(start, days).isoformat())


@workday.command("count")
@click.argument("start", metavar="起始日", type=DAY)
@click.argument("end", metavar="截止日", type=DAY)
def count(start: date, end: date) -> None:
    """两天之间的工作日数，头一天不算。"""
    from yishi.store.calendars import load

    click.echo(load().count(start, end))


@click.command()
@click.argument("what", type=click.Choice(["name", "phone", "address"]))
@click.argument("text", metavar="内容")
def mask(what: str, text: str) -> None:
    """姓名、电话、地址脱敏后的样子。"""
    from yishi.domain import masking

    rules = {"name": masking.mask_name, "phone": masking.mask_phone, "address": masking.mask_address}
    click.echo(rules[what](text))


@click.command()
@click.argument("ref", metavar="编号")
@as_json
@door
def history(at: Door, ref: str, json_: bool) -> None:
    """谁在什么时候改了什么、为什么。"""
    from yishi.domain.terms import verb_word
    from yishi.store.clock import local_time
    from yishi.store.history import history_of, names_of, story_of

    with at.read() as session:
        kind, id_ = find(session, ref)
        lines = history_of(session, id_) if kind == "person" else story_of(session, kind, id_)
        names = names_of(session, lines)
    if json_:
        show([line._asdict() for line in lines])
        return
    for line in lines:
        when = local_time(line.at_ms, "%Y-%m-%d %H:%M:%S")
        why = f"　（{line.reason}）" if line.reason else ""
        click.echo(f"{when}　{line.actor_name}　{_(verb_word(line.verb))}　{_retold(line, names)}{why}")


def _retold(line: "HistoryLine", names: dict[str, str]) -> str:
    """Return what a line changed, in words; an id is told by what its record is called, or not at all."""
    from yishi.domain.record_words import FIELD_WORDS, RECORD_WORDS

    parts, born = [], line.changes.get("deleted", (False, False))[0] is None
    for field, pair in line.changes.items():
        old, new = (_value(field, value, names) for value in pair)
        if field not in FIELD_WORDS or (born and field == "deleted") or not old + new:
            continue
        parts.append(f"{_(FIELD_WORDS[field])}：{new}" if born else f"{_(FIELD_WORDS[field])}：{old}→{new}")
    if line.erased:
        parts.append(_("（个人信息已删除）"))
    return f"{_(RECORD_WORDS[line.kind])}　{'；'.join(parts)}"


def _value(field: str, value: Any, names: dict[str, str]) -> str:
    from yishi.domain.record_words import VALUE_WORDS

    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if field in ("amount", "budget") and isinstance(value, int):
        return str(in_yuan(value))
    if isinstance(value, list | tuple):
        return "、".join(_value(field, part, names) for part in value)
    if isinstance(value, dict):
        return " ".join(_value(field, part, names) for part in value.values() if part not in (None, "", []))
    if not isinstance(value, str):
        return str(value)
    if field in ("assist", "places", "notice_channels") and value.startswith("["):
        return "、".join(map(str, json.loads(value)))
    if field in ("held_under", "content") and value.startswith("{"):
        from yishi.services import forms

        return forms.told(value)
    if value in names:
        return names[value]
    return _(VALUE_WORDS[field][value]) if value in VALUE_WORDS.get(field, {}) else value


@click.command()
@door
def verify(at: Door) -> int:
    """检查议事簿是不是原样：每一行流水、每一条记录、每一份备份。"""
    from yishi.cli_backup import damaged_ones
    from yishi.services import photos
    from yishi.store.attachments import faulty
    from yishi.store.verify import verify as look

    with at.read() as session:
        fault = look(session)
        lost = faulty(Path(at.location), photos.digests(session)) if fault is None and "://" not in at.location else []
    for digest in lost:
        click.echo(_("YS-B09 照片{name}不见了或被换过。文字记录都在。请从备份里找回这张照片。").format(name=digest[:12]), err=True)
    broken = damaged_ones(at)
    for file in broken:
        click.echo(_("YS-B13 备份{file}坏了，不能用。议事簿和别的备份不受影响。请再备份一次。").format(file=file), err=True)
    if fault is None and (lost or broken):
        return Exit.DAMAGED
    if fault is None:
        click.echo(_("没有问题：流水和记录都对得上。"))
        return Exit.DONE
    told = _("YS-B08 议事簿被改动过或损坏了：{what}。请不要再往里记，用最近的备份恢复。")
    click.echo(told.format(what=_fault_words(fault)), err=True)
    return Exit.DAMAGED


def _fault_words(fault: "Fault") -> str:
    from yishi.domain.record_words import RECORD_WORDS

    first, second = fault.where
    if first == "file":
        return _("文件有损坏")
    if isinstance(second, int):
        return _("流水{device}的第{seq}条不是原样").format(device=first, seq=second)
    return _("一条{record}不是原样（编号{id}）").format(record=_(RECORD_WORDS.get(first, first)), id=second[:8])


@click.command()
@click.option("--canonical", is_flag=True, required=True)
@door
def dump(at: Door, canonical: bool) -> None:
    """全部内容，按固定的次序，每行一条。"""
    from yishi.store.dump import dump as content

    with at.read() as session:
        found = content(session)
    click.echo(found, nl=False)
