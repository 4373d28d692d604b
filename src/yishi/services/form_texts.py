"""A meeting form as a text that one place hands to another: TOML, written and read, every mistake told with its line."""

import json
import re
from dataclasses import replace

from yishi.domain import meeting_forms, rule_data
from yishi.domain.meeting_forms import MeetingForm
from yishi.domain.rule_data import FormFault
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.store import shipped_rules

MOST = 100_000  # characters of one form


def look(text: str) -> tuple[MeetingForm | None, tuple[FormFault, ...]]:
    """Return the form that a text describes, or every mistake in it with the line where it is; nothing is stored."""
    if not text.strip():
        return None, (FormFault(_("会议形式"), _("还空着，请把内容贴进来。"), "text"),)
    if len(text) > MOST:
        return None, (FormFault(_("会议形式"), _("太长，不像一种会议形式。"), "text"),)
    try:
        data = rule_data.parse(text)
    except Refusal as refusal:
        return None, (FormFault(_("写法"), refusal.message + refusal.next_step, "text"),)
    found = meeting_forms.faults(data)
    if found:
        return None, tuple(replace(fault, where=_placed(fault, text)) for fault in found)
    form = meeting_forms.read(data)
    shipped = shipped_rules.forms().get(form.code)
    if shipped is None:
        words = _("没有“{code}”这种会议形式。自己的做法请用“自定形式”：code = \"custom\"。").format(code=form.code)
        return None, (FormFault(_placed(FormFault(_("代号"), "", "code"), text), words, "code"),)
    if (form.rules, form.legal_status) != (shipped.rules, shipped.legal_status):
        words = _("“{name}”的法律地位和所按规则不能改。").format(name=shipped.name)
        return None, (FormFault(_placed(FormFault(_("法律地位"), "", "rules"), text), words, "rules"),)
    return form, ()


def write(code: str, form: MeetingForm) -> str:
    """Return the TOML text of a form, which `look` reads again as the same one."""
    lines = [f"# {form.name}"]
    for key, value in meeting_forms.as_data(replace(form, code=code)).items():
        lines.append(f"{key} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def _placed(fault: FormFault, text: str) -> str:
    """Return where a mistake is, with the line of its field where the text has one."""
    field = re.compile(rf"\s*{re.escape(fault.field)}\s*=") if fault.field else None
    for n, line in enumerate(text.splitlines(), 1):
        if field is not None and field.match(line):
            return _("第{line}行，{where}").format(line=n, where=fault.where)
    return fault.where


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)
