"""How a name sounds: full pinyin and initials, surnames read as surnames."""

from functools import cache

# Surnames that the usual reading gets wrong; the first reading is shown, all are found.
SURNAMES = {
    "单": ("shan",), "曾": ("zeng",), "仇": ("qiu",), "解": ("xie",), "区": ("ou",), "查": ("zha",), "盖": ("ge", "gai"),
    "朴": ("piao", "pu"), "覃": ("qin", "tan"), "尉迟": ("yuchi",), "乐": ("yue", "le"), "任": ("ren",), "华": ("hua",),
    "纪": ("ji",), "缪": ("miao",), "宁": ("ning",), "那": ("na",), "召": ("shao",), "翟": ("zhai",), "长孙": ("zhangsun",),
    "万俟": ("moqi",), "澹台": ("tantai",), "令狐": ("linghu",), "宓": ("mi",), "晟": ("cheng",), "葛": ("ge",), "燕": ("yan",),
    "折": ("she",), "种": ("chong",), "繁": ("po",), "冼": ("xian",), "员": ("yun",), "黑": ("he",), "秘": ("bi",), "幺": ("yao",),
}


@cache
def sounds(name: str) -> tuple[tuple[str, str], ...]:
    """Return the readings of `name` as (full pinyin, initials), the usual one first; letters stay as they are."""
    from pypinyin import lazy_pinyin

    surname = next((s for s in (name[:2], name[:1]) if s in SURNAMES), "")
    given = [part for part in lazy_pinyin(name[len(surname):]) if part.isalnum()]
    firsts = SURNAMES.get(surname, ("",))
    found = []
    for first in firsts:
        # A compound surname sounds as one word but is typed by its two initials.
        heads = "".join(s[0] for s in lazy_pinyin(surname)) if len(surname) == 2 else first[:1]
        if surname == "尉迟":
            heads = "yc"
        found.append(((first + "".join(given)).lower(), (heads + "".join(s[:1] for s in given)).lower()))
    return tuple(found)


def matches(query: str, name: str, phone: str = "") -> bool:
    """Return whether what was typed (characters, pinyin, initials or the end of a phone number) means this person."""
    typed = query.lower().replace("'", "").replace(" ", "")
    if not typed or typed in name.lower():
        return True
    if typed.isdigit():
        return phone.endswith(typed)
    return any(full.startswith(typed) or letters.startswith(typed) for full, letters in sounds(name))
