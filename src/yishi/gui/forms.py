"""Designer forms: `wear(self, "meeting")` puts ui/meeting.ui into a widget and binds the children that its class names.

Words in a form are Chinese message ids; they are translated after loading. The form's root is a plain QWidget whose
layout becomes the layout of the widget that wears it.
"""

import typing
from importlib import import_module

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from yishi import paths
from yishi.gui import controls, rail, widgets
from yishi.i18n import _

# By name. The raw ones give way to ours: a label that is never markup, controls that grow with the text. The plain ones
# are made here too: asked for one of these, the loader would first look through every class of Qt.
OURS: dict[str, type[QWidget]] = {
    "QLabel": widgets.Label,
    "QPushButton": controls.Button,
    "QLineEdit": controls.Field,
    "QCheckBox": controls.Tick,
    "QScrollArea": widgets.Scroll,
    "QWidget": QWidget,
    "QFrame": QFrame,
    "QStackedWidget": QStackedWidget,
    "Rail": rail.Rail,
}
# Those of our own modules, which are loaded when the first form asks for one: the window's own form needs few of them.
_AT = {
    "chips": ("Chip", "Shape", "StageBar"),
    "timeline": ("Timeline",),
    "table": ("Table",),
    "ime": ("NameBox", "TextBox"),
    "controls": ("Button", "Segments", "Field", "Tick"),
    "widgets": ("Label", "ElidedLabel", "Glyph", "Card", "Well", "Rule", "Scroll", "Strip", "Fact", "Empty"),
    "notices": ("Notices",),
}
_MODULE_OF = {name: module for module, names in _AT.items() for name in names}


def _ours(name: str) -> type[QWidget] | None:
    """Return our class of this name, None where it is one of Qt's."""
    if name not in OURS and name in _MODULE_OF:
        OURS[name] = getattr(import_module(f"yishi.gui.{_MODULE_OF[name]}"), name)
    return OURS.get(name)


class _Loader(QUiLoader):
    def __init__(self) -> None:
        kept = QCoreApplication.libraryPaths()
        QCoreApplication.setLibraryPaths([])  # else it loads every plugin of Designer, a web browser among them
        super().__init__()
        QCoreApplication.setLibraryPaths(kept)

    def createWidget(self, kind: str, parent: QWidget | None = None, name: str = "") -> QWidget:
        made = _ours(kind)
        if made is None:
            return super().createWidget(kind, parent, name)
        widget = made(parent=parent)
        widget.setObjectName(name)
        return widget


def wear(widget: QWidget, stem: str) -> None:
    """Load ui/<stem>.ui into `widget` and bind each child that the class of `widget` annotates with a widget type.

    Raises TypeError with form, child and expected type when the two differ.
    """
    source = QByteArray(paths.form(stem).read_bytes())
    loader = _Loader()
    root = loader.load(QBuffer(source))
    if root is None:
        raise TypeError(f"ui/{stem}.ui: {loader.errorString()}")
    for child in root.findChildren(QWidget):
        _speak(child)
        dress = getattr(child, "dress", None)
        if dress is not None:
            dress()
    for name, kind in typing.get_type_hints(type(widget)).items():
        if not (isinstance(kind, type) and issubclass(kind, QWidget)):
            continue
        bound = root.findChild(QWidget, name)
        if not isinstance(bound, kind):
            found = type(bound).__name__ if bound is not None else "nothing"
            raise TypeError(f"ui/{stem}.ui: {name} should be a {kind.__name__}, found {found}")
        setattr(widget, name, bound)
    outer = QVBoxLayout(widget)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(root)


def _speak(child: QWidget) -> None:
    if isinstance(child, QLabel | QAbstractButton) and child.text():
        child.setText(_(child.text()))
    if isinstance(child, QLineEdit | QPlainTextEdit) and child.placeholderText():
        child.setPlaceholderText(_(child.placeholderText()))
    if key := child.property("key"):
        child.setProperty("key", _(str(key)))
    for read, write in ((child.accessibleName, child.setAccessibleName), (child.toolTip, child.setToolTip)):
        if read():
            write(_(read()))
