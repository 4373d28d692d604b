"""How the window is dressed: colour tokens, text sizes, palette and the small style sheet.

Every colour of the program is in this file and nowhere else. Contrast of text on its ground is at least 4.5, of
control borders and the focus ring at least 3 (a test computes it for the three themes).
"""

from dataclasses import dataclass, fields

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from yishi import paths
from yishi.i18n import _

SANS = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Micro Hei")
SERIF = ("SimSun", "Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC")
BUNDLED = {
    SANS: ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"),
    SERIF: ("NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf"),
}
POINTS = (10.5, 12.0, 14.0, 18.0)
BADGE = "#C9302A"  # white on it 5.3


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme; `states` maps a colour name to (ink, ground)."""

    name: str
    bg: str
    card: str
    text: str
    muted: str
    edge: str  # border of inputs, at least 3:1
    quiet: str  # border of buttons, which carry a word
    hair: str  # hairlines, decoration only
    sel: str
    on_sel: str
    primary: str
    on_primary: str
    tonal: str
    focus: str
    nav: str
    nav_text: str
    nav_sel: str
    on_nav_sel: str
    paper: str
    chart: str
    states: dict[str, tuple[str, str]]
    dark: bool = False
    outlined: bool = False  # chips are outlines, the chosen row is bold


LIGHT = Tokens(
    name="light",
    bg="#F5F6F8",
    card="#FFFFFF",
    text="#1F2328",
    muted="#57606A",
    edge="#808A96",
    quiet="#C3CAD3",
    hair="#E3E7EC",
    sel="#D6E6FB",
    on_sel="#0A2540",
    primary="#0B57D0",
    on_primary="#FFFFFF",
    tonal="#E4EEFC",
    focus="#0B57D0",
    nav="#17324D",
    nav_text="#D5E0EC",
    nav_sel="#2A4A6B",
    on_nav_sel="#FFFFFF",
    paper="#F4E7CF",
    chart="#3F6EA6",
    states={
        "red": ("#B3261E", "#FDE8E6"),
        "yellow": ("#8A5300", "#FFF1D6"),
        "green": ("#1B6B3A", "#E3F4E8"),
        "blue": ("#0B57D0", "#E4EEFC"),
        "gray": ("#57606A", "#ECEFF2"),
    },
)
DARK = Tokens(
    name="dark",
    bg="#1E2227",
    card="#262B31",
    text="#ECEFF3",
    muted="#A9B3BF",
    edge="#7C8794",
    quiet="#4C5661",
    hair="#353C44",
    sel="#2F4E7A",
    on_sel="#FFFFFF",
    primary="#8AB8FF",
    on_primary="#0A1A33",
    tonal="#22385A",
    focus="#8AB8FF",
    nav="#17324D",
    nav_text="#D5E0EC",
    nav_sel="#2A4A6B",
    on_nav_sel="#FFFFFF",
    paper="#F4E7CF",
    chart="#8AB8FF",
    states={
        "red": ("#FF9A92", "#4A211E"),
        "yellow": ("#FFC766", "#4A3610"),
        "green": ("#86D9A0", "#1D3D29"),
        "blue": ("#9CC2FF", "#22385A"),
        "gray": ("#B3BCC7", "#343B43"),
    },
    dark=True,
)
OUTDOOR = Tokens(
    name="outdoor",
    bg="#000000",
    card="#000000",
    text="#FFFFFF",
    muted="#FFFFFF",
    edge="#FFFFFF",
    quiet="#FFFFFF",
    hair="#8C8C8C",
    sel="#1AEBFF",
    on_sel="#000000",
    primary="#1AEBFF",
    on_primary="#000000",
    tonal="#000000",
    focus="#1AEBFF",
    nav="#000000",
    nav_text="#FFFFFF",
    nav_sel="#1AEBFF",
    on_nav_sel="#000000",
    paper="#FFFFFF",
    chart="#FFFFFF",
    states={
        "red": ("#FF9A92", "#000000"),
        "yellow": ("#FFFF00", "#000000"),
        "green": ("#3FF23F", "#000000"),
        "blue": ("#1AEBFF", "#000000"),
        "gray": ("#FFFFFF", "#000000"),
    },
    dark=True,
    outlined=True,
)


@dataclass(frozen=True)
class Hall:
    """The colours of the hall screen; every text on its ground at least 7, for eight metres."""

    ground: str
    text: str
    quiet: str
    accent: str
    box: str
    line: str
    passed: str
    on_passed: str


HALL_DARK = Hall("#0E2A47", "#FFFFFF", "#C4D0DE", "#FFD36B", "#12345A", "#2C4F78", "#86D9A0", "#0E2A47")
HALL_BRIGHT = Hall("#FFFFFF", "#111111", "#3F4854", "#7A4300", "#F1F4F8", "#A9B3BF", "#0F5A2C", "#FFFFFF")
THEMES = {tokens.name: tokens for tokens in (LIGHT, DARK, OUTDOOR)}

now: Tokens = LIGHT
points: float = POINTS[0]
_families: dict[tuple[str, ...], list[str]] = {}


def size_word(of: float) -> str:
    """Return what the text size `of` points is called on screen."""
    return dict(zip(POINTS, (_("标准"), _("较大"), _("大字"), _("特大")), strict=True)).get(of, "")


def next_size(way: int) -> float:
    """Return the text size `way` steps up (or down) from the present one, held inside POINTS."""
    place = POINTS.index(points) if points in POINTS else 0
    return POINTS[min(max(place + way, 0), len(POINTS) - 1)]


def color(name: str) -> QColor:
    """Return the colour of a token, or the ink of a state colour (red yellow green blue gray)."""
    return QColor(now.states[name][0] if name in now.states else getattr(now, name))


def ground(state: str) -> QColor:
    """Return the ground that belongs to the ink of `state`."""
    return QColor(now.states[state][1])


def px(n: float) -> int:
    """Return `n` pixels of the 10.5 pt drawing, grown with the chosen text size. Gaps do not grow; controls do."""
    return round(n * points / POINTS[0])


def font(step: float = 0, *, bold: bool = False, serif: bool = False) -> QFont:
    """Return the program's font `step` points above the body; Regular and Bold only, both are real cuts."""
    face = QFont(QApplication.font())
    face.setPointSizeF(points + step)
    if serif:
        face.setFamilies(families(SERIF))
    face.setBold(bold)
    return face


def families(wanted: tuple[str, ...]) -> list[str]:
    """Return the font families to ask for; where this PC has none of them, the bundled face is loaded and put first."""
    if wanted not in _families:
        present = set(QFontDatabase.families())
        found = [name for name in wanted if name in present]
        if not found:
            for file in (paths.resource("fonts", name) for name in BUNDLED[wanted]):
                if file.exists():
                    found += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
        _families[wanted] = list(dict.fromkeys([*found, *wanted]))
    return _families[wanted]


def wear(app: QApplication, tokens: Tokens, size: float) -> None:
    """Dress the whole application in `tokens` at `size` points.

    Font, palette, then the sheet: with a style sheet set, a new font reaches existing widgets only when the sheet is
    set again. Widgets that keep sizes or fonts of their own have a method `dress()`, called here for each.
    """
    global now, points
    now, points = tokens, size
    face = QFont()
    face.setFamilies(families(SANS))
    face.setPointSizeF(size)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(face)
    app.setPalette(_palette(tokens))
    app.setStyleSheet(_sheet(tokens))
    for widget in app.allWidgets():
        dress = getattr(widget, "dress", None)
        if dress is not None:
            dress()


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    wanted = {
        role.Window: "bg",
        role.WindowText: "text",
        role.Base: "card",
        role.AlternateBase: "bg",
        role.Text: "text",
        role.Button: "card",
        role.ButtonText: "text",
        role.Highlight: "sel",
        role.HighlightedText: "on_sel",
        role.PlaceholderText: "muted",
        role.Mid: "edge",
        role.Link: "primary",
        role.Accent: "primary",
        role.ToolTipBase: "card",
        role.ToolTipText: "text",
        role.Light: "card",
        role.Dark: "edge",
    }
    palette = QPalette()
    for where, name in wanted.items():
        palette.setColor(where, QColor(getattr(tokens, name)))
    for where in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.edge))
    return palette


def _sheet(tokens: Tokens) -> str:
    """Fill the colours into theme.qss: no font sizes, no ::item rules, no pixel heights (they would not grow)."""
    colours = {f.name: getattr(tokens, f.name) for f in fields(tokens) if f.name not in ("name", "states")}
    colours |= {f"{name}_ink": ink for name, (ink, _ground) in tokens.states.items()}
    colours |= {f"{name}_ground": ground for name, (_ink, ground) in tokens.states.items()}
    colours["checked"] = tokens.sel if tokens.outlined else tokens.tonal
    colours["tonal_edge"] = tokens.primary if tokens.outlined else tokens.tonal
    sheet = paths.form("theme").with_suffix(".qss").read_text(encoding="utf-8")
    for name in sorted(colours, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}@", str(colours[name]))
    return sheet
