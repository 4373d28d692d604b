"""What follows the loop more closely, in a record: whistles, claims, lots and calls, survey sheets, postings on the wall."""

from yishi.domain.records import Aftercare, Callback, Claim, Draw, PostingMark, SurveySheet, Whistle
from yishi.i18n import _
from yishi.services.living import as_list
from yishi.services.record_rows_found import Found, Json, day
from yishi.services.record_rows_people import Roster

_TOLD_OF_WHISTLE = ("measures", "obstacle", "request", "reviewed_by")


def whistle(found: Found, resolution: str, event: str, w: Json) -> None:
    """Read what an escalation order says."""
    found.put(Whistle, Whistle.id_for(event), event_id=event, resolution_id=resolution, matter=w["matter"], urgent=w.get("urgent", False),
              asked_unit=w.get("asked_unit", ""), speed=w.get("speed", ""), quality=w.get("quality"), solved=w.get("solved", ""),
              **{key: w.get(key) or None for key in _TOLD_OF_WHISTLE})


def marks(found: Found, posting: str, told: list[Json]) -> None:
    """Read what happened to a posting on the wall."""
    for n, m in enumerate(told, 1):
        found.child(PostingMark, posting, n, posting_id=posting, happened_on=day(m["date"]), kind=m["kind"], place=m.get("place", ""),
                    doer=m.get("by") or None, sha256=m.get("sha256", ""))


def of_resolution(found: Found, roster: Roster, resolution: str, r: Json) -> None:
    """Read who offered to do it, what the residents said, and who was drawn to be asked."""
    for n, c in enumerate(r.get("claims", []), 1):
        found.child(Claim, resolution, n, resolution_id=resolution, happened_on=day(c["date"]), who=c["who"] or None,
                    role=c.get("role", ""), note=c.get("note") or None)
    for n, s in enumerate(r.get("survey", []), 1):
        told = {key: s.get(key, "") for key in ("asked", "grade", "solved", "on_time", "unit")}
        found.child(SurveySheet, resolution, n, resolution_id=resolution, round=s["round"], knows=s.get("knows"),
                    words=s.get("words") or None, **told)
    for a in r.get("aftercare", []):
        on = day(a["date"])
        assert on is not None
        found.put_once(Aftercare, Aftercare.id_for(resolution, on), _("{date}的回访").format(date=on), resolution_id=resolution,
                       happened_on=on, fine=a["fine"], words=a.get("words") or None, caller=a.get("caller") or None)
    for n, d in enumerate(r.get("draws", []), 1):
        _draw(found, roster, resolution, d, f"{r['no']} draws[{n}]")


def _draw(found: Found, roster: Roster, resolution: str, d: Json, where: str) -> None:
    mine = found.mine.id
    id_ = Draw.id_for(mine, d["kind"], resolution, d["seed"], d["round"])
    found.put_once(Draw, id_, where, community_id=mine, kind=d["kind"], subject_id=resolution, seed=d["seed"], round=d["round"],
                   size=d["size"], total=d["total"], happened_on=day(d["date"]))
    for n, c in enumerate(d.get("called", []), 1):
        person, words = roster.meant(c, f"{where}.called[{n}]")
        told = {key: c.get(key, "") for key in ("grade", "solved", "on_time")}
        found.put_once(Callback, Callback.id_for(id_, person), f"{where} {words}", draw_id=id_, person_id=person, position=c["position"],
                       tries=as_list(c.get("tries")), words=c.get("words") or None, wants_answer=c.get("wants_answer"),
                       caller=c.get("caller") or None, **told)
