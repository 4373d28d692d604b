"""The classic menu behind 菜单, for people who look there for printing and leaving."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from yishi.gui import look, theme
from yishi.gui.places import NUMBERED
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.main_window import MainWindow


def classic_menu(window: "MainWindow") -> QMenu:
    """Return the menu for the page that is shown now."""
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add(to: QMenu, word: str, act: Any, key: str = "", *, on: bool | None = None, enabled: bool = True) -> QAction:
        # The key is only told here: the window's own shortcut does the work.
        action = to.addAction(f"{word}\t{key}" if key else word)
        action.triggered.connect(lambda _checked=False: act())
        action.setEnabled(enabled)
        if on is not None:
            action.setCheckable(True)
            action.setChecked(on)
        return action

    file = menu.addMenu(_("文件"))
    add(file, _("已经自动保存"), window.flash_saved, "Ctrl+S")
    for word, key, act in window.menu_entries():
        add(file, word, act, key)
    file.addSeparator()
    add(file, _("退出"), window.close, "Alt+F4")

    edit = menu.addMenu(_("编辑"))
    may = window.workspace.book is not None and not window.workspace.busy
    add(edit, _("撤销"), window.undo, "Ctrl+Z", enabled=may)
    add(edit, _("重做"), window.redo, "Ctrl+Y", enabled=may)

    view = menu.addMenu(_("查看"))
    for place in window.on_rail():
        key = f"Ctrl+{NUMBERED[place.key]}" if place.key in NUMBERED else ""
        add(view, place.word, lambda key=place.key: window.go(key), key, on=window.here == place.key)
    view.addSeparator()
    for points in theme.POINTS:
        word = _("字号 {size}").format(size=theme.size_word(points))
        add(view, word, lambda points=points: look.wear(points=points), on=points == theme.points)
    view.addSeparator()
    words = {"light": _("浅色"), "dark": _("深色"), "outdoor": _("户外高对比")}
    for tokens in theme.THEMES.values():
        add(view, words[tokens.name], lambda tokens=tokens: look.wear(tokens=tokens), on=tokens is theme.now)
    view.addSeparator()
    add(view, _("全屏"), window.toggle_full_screen, "F11", on=window.isFullScreen())

    about = menu.addMenu(_("帮助"))
    add(about, _("本页帮助和快捷键"), window.show_help, "F1")
    return menu
