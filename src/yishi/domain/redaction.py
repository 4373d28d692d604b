"""What never leaves the book inside a sentence: telephone, ID and account numbers, car plates, door numbers, residents' names.

For released free text (hall screen, papers reported upward). The notice board asks more (domain/leaks): there a person looks at
what was found.
"""

from collections.abc import Iterable

from yishi.domain.hidden_names import Hidden
from yishi.domain.leaks import Named
from yishi.domain.private_numbers import HIDDEN, spans

__all__ = ["HIDDEN", "POSTS", "holds_post", "redacted"]

# posts whose holders act in office and are named in full; who is merely a resident, owner or representative is not
POSTS = (
    "书记", "主任", "委员", "执委", "组长", "楼栋长", "楼长", "栋长", "幢长", "网格长", "网格员", "邻长", "会长", "理事",
    "监事", "社工", "民警", "经理", "会计", "文书", "站长", "所长", "科长", "镇长", "乡长", "村长", "队长", "干部", "辅警",
    "律师", "法律顾问", "保洁员", "护林员",
)  # fmt: skip


def holds_post(role: str) -> bool:
    """Return whether a role (业委会主任, 3幢楼栋长) is a post, so that its holder acts in office and may be named in full."""
    return any(post in role for post in POSTS) and not role.startswith(("原", "前", "退休"))


def redacted(text: str, residents: Iterable[str] | Hidden = ()) -> str:
    """Return the text with everything masked that points to a person's number, door or car, and these residents' names.

    A telephone number keeps 3 and 4 digits, a plate its province and letter, an address its building.
    """
    pieces, end = [], 0
    for span in spans(text):
        pieces += [text[end : span.start], span.shown]
        end = span.end
    text = "".join([*pieces, text[end:]])
    hidden = residents if isinstance(residents, Hidden) else Hidden(Named(name) for name in residents)
    return hidden.masked(text)
