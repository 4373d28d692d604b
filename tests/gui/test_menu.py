"""The classic menu tells the keys that really work."""

from PySide6.QtWidgets import QMenu

from yishi.gui.main_window import MainWindow
from yishi.gui.menu import classic_menu


def test_the_menu_tells_the_keys_that_go_to_the_places(window: MainWindow) -> None:
    view = next(menu for menu in classic_menu(window).findChildren(QMenu) if menu.title() == "查看")
    told = dict(action.text().split("\t") for action in view.actions() if "\tCtrl+" in action.text())
    assert told["今日"] == "Ctrl+1" and told["会议"] == "Ctrl+3" and told["落实"] == "Ctrl+4" and told["人员"] == "Ctrl+5"
