"""The text size and theme that this person chose on this PC, kept between starts."""

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from yishi import paths
from yishi.gui import theme


def _kept() -> QSettings:
    return QSettings(str(paths.home() / "look.ini"), QSettings.Format.IniFormat)


def wear_kept(app: QApplication) -> None:
    """Dress the application as it was left, light and 标准 the first time."""
    kept = _kept()
    try:
        points = float(str(kept.value("points", theme.POINTS[0])))
    except ValueError:
        points = theme.POINTS[0]
    tokens = theme.THEMES.get(str(kept.value("theme", "light")), theme.LIGHT)
    theme.wear(app, tokens, points if points in theme.POINTS else theme.POINTS[0])


def wear(*, tokens: theme.Tokens | None = None, points: float | None = None) -> None:
    """Change theme or text size now and keep it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.wear(app, tokens or theme.now, points or theme.points)
    kept = _kept()
    kept.setValue("points", theme.points)
    kept.setValue("theme", theme.now.name)
