"""What a sheet says of where somebody lives and where they are registered: the house number as it stands, 户籍 in a few plain words only.

Registered elsewhere is told from nothing else: what is not one of these words is told and not guessed.
"""

from yishi.domain import roster_cells as cells
from yishi.domain.roster_cells import Cell
from yishi.i18n import _

LOCAL, ELSEWHERE = "本地", "非本地"
_OF_A_PLACE = ("本地", "本村", "本社区", "本居")
_LOCAL = {"户籍", "常住户籍", "户籍常住", "户籍人口", "户籍居民", "常住户籍人口", "在册户籍", "户籍在册"}
_LOCAL |= {f"{place}{ending}" for place in _OF_A_PLACE for ending in ("", "户籍", "人", "人口", "户口", "户籍人口")}
_ELSEWHERE = {"非户籍", "非户籍人口", "非户籍居民", "非户籍常住", "常住非户籍", "流动", "流动人口", "外来", "外来人口", "外来务工",
              "外来务工人员", "外地", "外地户籍", "外地人", "外地人口", "外地户口"}  # fmt: skip
_ELSEWHERE |= {f"非{place}{ending}" for place in _OF_A_PLACE for ending in ("", "户籍", "人", "人口", "户口", "户籍人口")}
_YES, _NO = {"是", "√", "✓", "y", "yes"}, {"否", "不是", "×", "✗", "n", "no"}


def door(cell: Cell) -> tuple[str, str]:
    """Return a house number or an address as it is written, and what is wrong with it."""
    broken = cells.of_a_door(cell)
    return ("", broken) if broken else cells.words(cell)


def local(cell: Cell, header: str) -> tuple[str, str]:
    """Return LOCAL, ELSEWHERE or nothing, and what is wrong; yes and no only say something under a header that asks (是否本地户籍)."""
    said = cells.plain(cell).lower()
    if not said or said in ("不清楚", "不详", "未知"):
        return "", ""
    asks = "非" not in header and any(word in header for word in ("是否", "本地户籍", "户籍人口"))
    if said in _LOCAL or (asks and said in _YES):
        return LOCAL, ""
    if said in _ELSEWHERE or (asks and said in _NO):
        return ELSEWHERE, ""
    return "", _("看不出户籍在不在本地，没有收进来。请写“本地”或“非本地”。")
