"""Lists of whose business a matter is: 三张清单, the four 指导目录, 网格事项清单. Imported from what the place has; none is shipped."""

import csv
import re
import tomllib
from collections import Counter
from io import StringIO
from pathlib import Path

from sqlalchemy.orm import Session

from yishi.domain import terms
from yishi.domain.likeness import Likeness
from yishi.domain.records import DutyItem
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import communities, text_files
from yishi.services.checks import clean
from yishi.services.living import one, rows
from yishi.services.pool_lines import DutiesTaken, DutyCount, DutyHit
from yishi.store.writing import put

LONGEST = 400  # characters of a line
MOST_BYTES = 2_000_000
Line = tuple[int, str, str, str]  # number in the file, list, text, whose business it is

_ARROW = re.compile(r"\s*(?:→|➔|->|=>|＝>|\t)\s*")
_NUMBERED = re.compile(r"^(?:[（(]?[0-9０-９一二三四五六七八九十百]{1,4}[）)、.．]|[-*•·])\s*")
_HEADING = re.compile(r"^[#【\[《\s]*(?P<name>[^】\]》：:]+?)[】\]》：:\s]*$")
_FIRST_CELLS = {"事项", "事项名称", "内容", "清单事项", "名称"}
_NAMES = {  # how a heading may name a list, besides its own word
    "主体责任": "primary", "主体责任事项": "primary", "协助办理": "assist", "协助办理事项": "assist", "协助事项清单": "assist",
    "负面事项": "negative", "负面事项清单": "negative", "依法履职事项": "lawful_duties", "协助政府事项": "assisted_duties",
    "机制牌子": "plaques", "不应出具的证明": "certificates", "不应出具证明": "certificates", "网格事项": "grid_matters",
}  # fmt: skip


def take_in(session: Session, duty_list: str, text: str, kind: str = "txt") -> DutiesTaken:
    """Add the lines of a pasted text or of a file (kind: txt csv toml) to a list; what is known already is not added again.

    One item a line, optionally "→ 转给谁". A heading that names another list (【负面清单】) changes the list from there on.
    """
    found = parse(text, duty_list, kind)
    if not found:
        raise Refusal("YS-K12", _("没有找到一条清单。"), next_step=_("一行写一条，例如：小区内私拉电线 → 街道安监办。"))
    community, known = communities.mine(session).id, {d.id: d for d in rows(session, DutyItem)}
    taken, counts = set[str](), Counter[str]()
    for _no, name, words, to in found:
        id_ = DutyItem.id_for(community, name, words)
        if id_ in taken:
            continue
        taken.add(id_)
        if id_ not in known:
            put(session, DutyItem, id_, {"community_id": community, "duty_list": name, "text": words, "passed_to": to})
            counts["added"] += 1
        elif to and to != known[id_].passed_to:
            one(session, DutyItem, id_).passed_to = to
            counts["changed"] += 1
        else:
            counts["unchanged"] += 1
    return DutiesTaken(counts["added"], counts["changed"], counts["unchanged"])


def forget(session: Session, duty_list: str) -> int:
    """Empty a list, to import a newer one in its place; return how many lines it had. Undo brings them back."""
    mine = rows(session, DutyItem, DutyItem.duty_list == _known(duty_list))
    for row in mine:
        one(session, DutyItem, row.id).deleted = True
    return len(mine)


def counts(session: Session) -> tuple[DutyCount, ...]:
    """Return all lists with how many lines each has."""
    found = Counter(d.duty_list for d in rows(session, DutyItem))
    return tuple(DutyCount(name, found[name]) for name in terms.DUTY_WORDS)


def check_duty(session: Session, title: str, most: int = 3) -> tuple[DutyHit, ...]:
    """Return the lines that a topic may fall under; those of what is not the community's business first."""
    mine = {d.id: d for d in rows(session, DutyItem)}
    alike = Likeness((id_, d.text) for id_, d in mine.items()).similar(title, 3 * most)
    hits = [DutyHit(d.duty_list, d.text, d.passed_to) for d in (mine[str(each.ref)] for each in alike)]
    return tuple(sorted(hits, key=lambda hit: not hit.not_ours))[:most]


def read_file(file: Path) -> tuple[str, str]:
    """Return text and kind (txt csv toml) of a list that is kept in a file; files of old programs (GB 18030) too."""
    kind = file.suffix.lower().removeprefix(".")
    if kind not in ("txt", "csv", "toml"):
        raise Refusal("YS-K13", _("“{file}”这种文件读不了。").format(file=shown(file.name)),
                      next_step=_("请存成 .txt 或 .csv，或者直接复制内容贴进来。"))
    return text_files.read(file, "YS-K13", MOST_BYTES, _("“{file}”太大，不像一份清单。")), kind


def parse(text: str, duty_list: str, kind: str = "txt") -> list[Line]:
    """Return the lines of a list as (number in the file, list, text, whose business it is)."""
    name = _known(duty_list)
    if kind == "toml":
        return _of_toml(text, name)
    found: list[Line] = []
    for no, cells in _cells(text, kind):
        heading = _list_named(cells[0])
        if heading and not any(cells[1:]):
            name = heading
        elif cells[0] and not (cells[0] in _FIRST_CELLS and not found):
            found.append(_line(no, name, cells[0], cells[1] if len(cells) > 1 else ""))
    return found


def _cells(text: str, kind: str) -> list[tuple[int, list[str]]]:
    if kind == "csv":
        read = csv.reader(StringIO(text))
        return [(read.line_num, _split([cell.strip() for cell in row])) for row in read if any(cell.strip() for cell in row)]
    told = ((no, line.strip()) for no, line in enumerate(text.splitlines(), 1))
    return [(no, _ARROW.split(line, maxsplit=1)) for no, line in told if line]


def _two(item: str) -> tuple[str, str]:
    parts = _ARROW.split(item.strip(), maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""


def _split(cells: list[str]) -> list[str]:
    """Return item and whose business it is; a first cell that only counts is left out, an arrow within a cell is understood."""
    if len(cells) > 1 and (cells[0].isdigit() or cells[0] in ("", "序号")):
        cells = cells[1:]
    return _ARROW.split(cells[0], maxsplit=1) if len(cells) == 1 else cells


def _of_toml(text: str, name: str) -> list[Line]:
    """Return the lines of `[[item]]` tables with text, to and list; or of arrays of plain lines by the code of a list."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+)", str(error))  # none where the file ends too early
        raise Refusal("YS-K14", _("第{n}行写得不对，这个文件读不了。").format(n=where[1] if where else len(text.splitlines())),
                      next_step=_("请对照样子改一改，或者直接把内容贴进来。")) from None
    found: list[Line] = []
    for key, value in told.items():
        for no, item in enumerate(value if isinstance(value, list) else [], 1):
            if isinstance(item, str) and key in terms.DUTY_WORDS:
                found.append(_line(no, key, *_two(item)))
            elif isinstance(item, dict) and isinstance(item.get("text"), str):
                chosen = str(item.get("list", "") or name)
                found.append(_line(no, _known(chosen), item["text"], str(item.get("to", "") or "")))
    return found


def _line(no: int, name: str, text: str, to: str) -> Line:
    words, whose = clean(_NUMBERED.sub("", text.strip())), clean(to)
    if len(words) > LONGEST or len(whose) > LONGEST:
        told = _("第{n}行太长（{count}个字）：{text}").format(n=no, count=max(len(words), len(whose)), text=shown(words, 20))
        raise Refusal("YS-K15", told, _("一条也没有导入。"), _("一行只写一条，请分开再导。"))
    return no, name, words, whose


def _list_named(text: str) -> str:
    """Return the list that a heading names, "" for a line that is none."""
    found = _HEADING.match(_NUMBERED.sub("", text))
    if not found:
        return ""
    word = found["name"].strip()
    own = {**{words: name for name, words in terms.DUTY_WORDS.items()}, **_NAMES}
    return own.get(word) or own.get(word.removesuffix("清单"), "")


def _known(duty_list: str) -> str:
    if duty_list not in terms.DUTY_WORDS:
        raise Refusal("YS-K01", _("没有“{value}”这种说法。").format(value=shown(duty_list)),
                      next_step=_("可以写：{known}。").format(known="、".join(terms.DUTY_WORDS)))
    return duty_list
