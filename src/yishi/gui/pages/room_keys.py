"""The keys of the live room, as F1 tells them."""

from yishi.i18n import _


def keys() -> list[tuple[str, str]]:
    """Return each key with what it does."""
    return [
        (_("回车"), _("记下发言（Shift+回车 换行）")), ("Alt+1…9", _("谁在说")), ("Alt+0", _("某居民")),
        ("Alt+↑ ↓", _("上一项、下一项议题")), ("Ctrl+N", _("加议题")), ("Ctrl+G", _("法定事项")),
        ("F4", _("签到")), ("Ctrl+D", _("全部到会")), ("F2", _("更正发言")), ("Del", _("划掉选中的发言")),
        ("Ctrl+T", _("态度")), ("F8", _("表决")), ("F9", _("决议")), (_("Ctrl+回车"), _("存为决议")),
        ("Ctrl+E", _("结束会议")), ("Esc", _("回到发言框")),
    ]  # fmt: skip
