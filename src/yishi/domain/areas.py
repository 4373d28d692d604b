"""The levels inside a community: 镇街–社区/村–网格–楼栋/小组. The words people use say which level a place is."""

from yishi.domain.marker import N_

AREA_WORDS: dict[str, str] = {
    "grid": N_("网格"),
    "micro_grid": N_("微网格"),
    "hamlet": N_("自然村"),
    "group": N_("村民小组"),
    "yard": N_("院落"),
    "building": N_("楼栋"),
}
RANK: dict[str, int] = {kind: rank for rank, kind in enumerate(("grid", "micro_grid", "hamlet", "group", "yard", "building"))}
_ENDINGS: tuple[tuple[str, str], ...] = (
    ("微网格", "micro_grid"), ("网格", "grid"), ("自然村", "hamlet"), ("小组", "group"), ("组", "group"), ("院落", "yard"), ("院", "yard"),
    ("号楼", "building"), ("楼栋", "building"), ("幢", "building"), ("栋", "building"), ("楼", "building"),
)  # fmt: skip


def unit_type(name: str) -> str | None:
    """Return which level a place is by the end of its name (周家湾组 → group, 3幢 → building); None where the name does not say."""
    text = name.strip()
    return next((kind for ending, kind in _ENDINGS if text.endswith(ending) and len(text) > len(ending)), None)


def may_lie_in(inner: str, outer: str) -> bool:
    """Return whether a place of the kind `inner` may lie in one of the kind `outer`."""
    return RANK[outer] < RANK[inner]
