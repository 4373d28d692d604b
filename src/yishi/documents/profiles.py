"""For whom a paper is made: 存档 as it is, 上报 without telephone, identity and account numbers, 公示 only what is made for the wall."""

from dataclasses import replace
from typing import Any

from yishi.documents.manner import REPORT
from yishi.domain.masking import mask_phone
from yishi.domain.redaction import redacted
from yishi.services.answers import MeetingSheet, ResolutionSheet
from yishi.services.pool_lines import TopicSheet
from yishi.services.printed_file import HandoverSheet, PrintedFile
from yishi.services.printed_loop import PrintedResolution


def profiled(answer: Any, profile: str) -> Any:
    """Return what a paper is composed from as `profile` may see it. Names stay: who reports is told of by name."""
    if profile != REPORT:
        return answer
    if isinstance(answer, list | tuple):
        return tuple(profiled(each, profile) for each in answer)
    if isinstance(answer, PrintedResolution):
        return replace(answer, meeting=_meeting(answer.meeting), sheet=_resolution(answer.sheet), owner_phone=_phone(answer.owner_phone),
                       calls=tuple(replace(call, words=redacted(call.words)) for call in answer.calls))
    if isinstance(answer, MeetingSheet):
        return _meeting(answer)
    if isinstance(answer, PrintedFile):
        return replace(answer, meeting=_meeting(answer.meeting), resolutions=profiled(answer.resolutions, profile),
                       topics=profiled(answer.topics, profile))
    if isinstance(answer, HandoverSheet):
        return replace(answer, note=redacted(answer.note), promises=tuple(replace(p, latest=redacted(p.latest)) for p in answer.promises))
    if isinstance(answer, TopicSheet) and answer.entry is not None:
        e = answer.entry
        return replace(answer, entry=replace(e, phone=_phone(e.phone), situation=redacted(e.situation), wish=redacted(e.wish)))
    return answer


def _meeting(sheet: Any) -> Any:
    people = tuple(replace(a, phone=_phone(a.phone), reason=redacted(a.reason)) for a in sheet.attendees)
    said = tuple(replace(s, text=redacted(s.text), reply=redacted(s.reply)) for s in sheet.speeches)
    told = replace(sheet, attendees=people, speeches=said, resolutions=tuple(map(_resolution, sheet.resolutions)))
    by_hand = getattr(sheet, "reworded", ())
    return replace(told, reworded=tuple((part, redacted(text)) for part, text in by_hand)) if by_hand else told


def _resolution(sheet: ResolutionSheet) -> ResolutionSheet:
    return replace(sheet, events=tuple(replace(e, text=redacted(e.text)) for e in sheet.events),
                   evaluations=tuple(replace(e, note=redacted(e.note)) for e in sheet.evaluations))


def _phone(text: str) -> str:
    return mask_phone(text) if text else ""
