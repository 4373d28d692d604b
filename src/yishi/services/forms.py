"""Meeting forms and legal rules in force: what is shipped, over it what the place has changed, and what a meeting began under.

A change is for the meetings to come: one that has begun keeps what it was held under (`Meeting.held_under`).
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain import meeting_forms, rule_data, rule_profiles
from yishi.domain.meeting_forms import MeetingForm
from yishi.domain.records import Meeting, RuleCopy
from yishi.domain.rule_data import FormFault
from yishi.domain.rule_profiles import RuleProfile
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import communities
from yishi.services.answers import MeetingSheet
from yishi.services.checks import checked_name
from yishi.services.form_lines import FormLine, RuleLine
from yishi.services.living import one, rows
from yishi.store import shipped_rules
from yishi.store.writing import put

# ---- in force now


def of(session: Session, code: str) -> MeetingForm:
    """Return the form in force now: the place's copy, else what is shipped; an unknown code is refused (YS-M07)."""
    shipped_form = shipped(code)
    copy = _copies(session, "form").get(code)
    return (meeting_forms.lenient(copy) if copy else None) or shipped_form


def shipped(code: str) -> MeetingForm:
    """Return the form as it comes with the program; an unknown code is refused (YS-M07)."""
    if code not in shipped_rules.forms():
        raise Refusal("YS-M07", _("没有“{form}”这种会议形式。").format(form=shown(code)), next_step=_("请从会议形式里选一种。"))
    return shipped_rules.forms()[code]


def lines(session: Session) -> tuple[FormLine, ...]:
    """Return every form as it is in force."""
    copies = _copies(session, "form")
    return tuple(_line((meeting_forms.lenient(copies[code]) if code in copies else None) or form, code in copies)
                 for code, form in shipped_rules.forms().items())


def parties(session: Session) -> tuple[str, ...]:
    """Return whom somebody may stand for (代表哪方): the parties of all forms for this kind of place, each once."""
    kind, found = communities.mine(session).kind, [of(session, line.code) for line in lines(session)]
    return tuple(dict.fromkeys(name for form in found if kind in form.kinds for name in form.parties))


def shipped_lines() -> tuple[FormLine, ...]:
    """Return every form as it comes with the program, without a book."""
    return tuple(_line(form, False) for form in shipped_rules.forms().values())


def _line(f: MeetingForm, changed: bool) -> FormLine:
    return FormLine(f.code, f.name, f.kinds, f.legal_status, f.letters, f.example, f.light, f.public, f.recurs, f.vote_rule,
                    f.notice_days, f.notice_unit, f.posting_days, f.remark, changed)


def rules(session: Session) -> dict[str, RuleProfile]:
    """Return the rule profiles in force by code: the place's copies over those that are shipped."""
    copies = _copies(session, "rule")
    return {code: (rule_profiles.lenient(copies[code]) if code in copies else None) or profile
            for code, profile in shipped_rules.profiles().items()}


def rule_lines(session: Session) -> tuple[RuleLine, ...]:
    """Return every rule profile as it is in force, the newest first within its family."""
    copies = _copies(session, "rule")
    found = sorted(rules(session).values(), key=lambda p: (p.family, -(p.valid_from or date.min).toordinal()))
    return tuple(RuleLine(p.code, p.title, p.valid_from, p.valid_to, p.unchecked, p.confirmed_by, p.confirmed_on, p.source,
                          p.code in copies) for p in found)


def rule_for(session: Session, form_code: str, day: date) -> RuleProfile | None:
    """Return the profile that governs a form on `day`; None for a consultation, or a day of which no version is known."""
    return _governing(of(session, form_code), day, rules(session))


def _governing(form: MeetingForm, day: date, known: Mapping[str, RuleProfile]) -> RuleProfile | None:
    return next((p for p in known.values() if p.family == form.rules and p.in_force(day)), None)


def family_on(family: str, day: date) -> RuleProfile | None:
    """Return the shipped profile of a family (CN-VC) on `day`."""
    return next((p for p in shipped_rules.profiles().values() if p.family == family and p.in_force(day)), None)


def known_profile(text: str) -> bool:
    """Return whether `text` may be the rule_profile of a meeting: consultation, owners_vote or a code of resources/rules."""
    return text in rule_profiles.WITHOUT or text in shipped_rules.profiles()


# ---- what the place changes


def change_form(session: Session, code: str, data: Mapping[str, Any]) -> MeetingForm:
    """Keep the place's own copy of a form, for the meetings to come; refuse mistakes with their places (YS-F01)."""
    shipped(code)
    form = meeting_forms.read({**data, "code": code})
    if (form.rules, form.legal_status) != (shipped(code).rules, shipped(code).legal_status):
        raise Refusal("YS-F03", _("“{name}”的法律地位和所按规则不能改。").format(name=form.name),
                      next_step=_("数字请到“规则”里改；另一种会请用“自定形式”。"))
    if form == shipped(code):  # as it comes with the program: it goes on improving with it
        restore(session, "form", code)
    else:
        _keep(session, "form", code, meeting_forms.as_data(form))
    return form


def change_rule(session: Session, code: str, data: Mapping[str, Any]) -> RuleProfile:
    """Keep the place's own copy of a rule profile, for the meetings to come; refuse mistakes with their places (YS-F01)."""
    before = _profile(session, code)
    profile = rule_profiles.read({**data, "code": code, "family": before.family})
    if profile == shipped_rules.profiles()[code]:
        restore(session, "rule", code)
    else:
        _keep(session, "rule", code, rule_profiles.as_data(profile))
    return profile


def confirm_rule(session: Session, code: str, who: str, day: date) -> RuleProfile:
    """Note that somebody has compared the profile with the law in force; 「待核对新法」 goes."""
    profile = replace(_profile(session, code), confirmed_by=checked_name(who), confirmed_on=day)
    _keep(session, "rule", code, rule_profiles.as_data(profile))
    return profile


def restore(session: Session, kind: str, code: str) -> None:
    """Give up the place's copy (kind form or rule): what is shipped is in force again; without a copy nothing happens."""
    copy = session.get(RuleCopy, RuleCopy.id_for(communities.mine(session).id, kind, code))
    if copy is not None and not copy.deleted:
        copy.deleted = True
        session.flush()
        _hold_planned(session)


def _profile(session: Session, code: str) -> RuleProfile:
    if code not in shipped_rules.profiles():
        raise Refusal("YS-F04", _("没有“{code}”这套规则。").format(code=shown(code)), next_step=_("请从规则表里选一套。"))
    return rules(session)[code]


def _keep(session: Session, kind: str, code: str, data: dict[str, Any]) -> None:
    mine = communities.mine(session).id
    put(session, RuleCopy, RuleCopy.id_for(mine, kind, code),
        {"community_id": mine, "kind": kind, "code": code, "content": _json(data)}, over=True)
    session.flush()
    _hold_planned(session)


def _copies(session: Session, kind: str) -> dict[str, dict[str, Any]]:
    return {copy.code: json.loads(copy.content) for copy in rows(session, RuleCopy, RuleCopy.kind == kind)}


# ---- what a meeting is held under


def snapshot(session: Session, form_code: str, day: date) -> str:
    """Return the JSON {form, rule} that a meeting of this form on `day` is held under."""
    form, rule = of(session, form_code), rule_for(session, form_code, day)
    return _json({"form": meeting_forms.as_data(form), "rule": rule_profiles.as_data(rule, form_code) if rule else None})


def hold(session: Session, meeting: Meeting) -> None:
    """Freeze form and rule into a meeting, as they are now; done when it is planned and again when it begins."""
    day = date.fromisoformat(meeting.starts[:10])
    rule = rule_for(session, meeting.form, day)
    meeting.held_under = snapshot(session, meeting.form, day)
    meeting.rule_profile = rule.code if rule else "owners_vote" if meeting.form == "owners_vote" else "consultation"


def _hold_planned(session: Session) -> None:
    for row in rows(session, Meeting, Meeting.state == "planned"):
        hold(session, one(session, Meeting, row.id))


def held(sheet: MeetingSheet) -> MeetingForm:
    """Return the form that a meeting began under; one that was imported or is old has what is shipped."""
    form = _held(sheet.held_under)[0]
    return form or shipped_rules.forms().get(sheet.line.form) or replace(shipped("custom"), code=sheet.line.form)


def held_by(meeting: Meeting) -> MeetingForm:
    """Return the form that a meeting of the book began under."""
    return _held(meeting.held_under or "")[0] or shipped_rules.forms().get(meeting.form) or replace(shipped("custom"), code=meeting.form)


def rule_held(sheet: MeetingSheet) -> RuleProfile | None:
    """Return the rule profile that a meeting began under, None where none governs it."""
    if sheet.held_under:
        return _held(sheet.held_under)[1]
    return _governing(held(sheet), date.fromisoformat(sheet.line.start[:10]), shipped_rules.profiles())


def name(session: Session, code: str) -> str:
    """Return what the form of this code is called in this place now; a code that no form has stands for itself."""
    return _(of(session, code).name) if code in shipped_rules.forms() else shown(code)


def name_held(code: str, held_under: str | None) -> str:
    """Return what the form of a meeting was called when it was held."""
    from yishi.domain.terms import FORM_WORDS

    form = _held(held_under or "")[0]
    return _(form.name if form else FORM_WORDS.get(code, code))


def told(text: str) -> str:
    """Return in a few words what a frozen or changed rule is: the name of the form, the title of the profile."""
    data = json.loads(text) if text.startswith("{") else {}
    parts = [data[key] for key in ("form", "rule") if isinstance(data.get(key), Mapping)] or [data]
    return "，".join(str(part.get("name") or part.get("title") or "") for part in parts)


@lru_cache(maxsize=256)
def _held(text: str) -> tuple[MeetingForm | None, RuleProfile | None]:
    data = json.loads(text) if text else {}
    form, rule = data.get("form"), data.get("rule")
    return (meeting_forms.lenient(form) if isinstance(form, Mapping) else None,
            rule_profiles.lenient(rule) if isinstance(rule, Mapping) else None)


def held_faults(data: Mapping[str, Any]) -> tuple[FormFault, ...]:
    """Return what is wrong in the `held_under` of a record that is imported, () where both parts can be read."""
    form, rule = data.get("form"), data.get("rule")
    found = list(meeting_forms.faults(form)) if isinstance(form, Mapping) else [FormFault("held_under.form", _("看不懂。"))]
    if rule is not None:
        found += rule_profiles.faults(rule) if isinstance(rule, Mapping) else [FormFault("held_under.rule", _("看不懂。"))]
    return tuple(found)


def read_text(text: str) -> MeetingForm:
    """Return the form that a TOML text describes, as a place may hand it on; refuse mistakes by line (YS-F02) or field (YS-F01)."""
    return meeting_forms.read(rule_data.parse(text))


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
