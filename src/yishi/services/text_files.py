"""A text that lies in a file, however an old program has written it."""

from pathlib import Path

from yishi.errors import Refusal, shown
from yishi.i18n import _

MOST_BYTES = 500_000


def read(file: Path, code: str = "YS-F11", most: int = MOST_BYTES, too_big: str = "") -> str:
    """Return the text of a small file (UTF-8 or GB 18030); refuse one that is gone, too big or no text with this code.

    `too_big` is what is said, about {file}, of one with more than `most` bytes.
    """
    try:
        if file.stat().st_size > most:
            raise Refusal(code, (too_big or _("“{file}”太大，不像这种文件。")).format(file=shown(file.name)),
                          next_step=_("请看看是不是选错了文件。"))
        data = file.read_bytes()
    except OSError:
        raise Refusal(code, _("“{file}”打不开。").format(file=shown(file.name)),
                      next_step=_("请看看它还在不在，U盘插好没有。")) from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal(code, _("“{file}”里的字认不出来。").format(file=shown(file.name)), next_step=_("请复制内容贴进来。"))
