"""Marks that nobody sees: they come along with what is copied from a web page or a chat, and two names that look alike differ by them.

What can be seen is never changed; the dot of a name (U+00B7 and its like) is a visible sign. Joiners stay where they shape what is
seen: between Arabic or Mongolian letters and inside an emoji.
"""

import re

_ALONE = "\u00ad\u034f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_SHAPED = "\u0600-\u06ff\u0750-\u077f\u1800-\u18af\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_MARKS = re.compile(f"[{_ALONE}]+|(?<![{_SHAPED}])[\u180e\u200c\u200d]+")


def without_marks(text: str) -> str:
    """Return a text without invisible marks: zero-width characters, marks of writing direction, soft hyphens, byte order marks."""
    return text if text.isascii() or text.isalnum() else _MARKS.sub("", text)
