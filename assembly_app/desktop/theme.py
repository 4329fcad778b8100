"""The look: colours, type scale and spacing as tokens, light and dark, and the style sheet made from them.

The accent is the blue of the iris, the flower of Brussels; its yellow marks what is happening now.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QTemporaryDir
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from assembly_app import paths

FAMILY = "Noto Sans"

STYLE = ("-style", "Fusion")
"""The arguments that have Qt draw alike everywhere, for the application to be made with."""

SPACE = 8
"""The grid: every margin and gap is a multiple of it, in pixels."""

SMALL, BODY, LARGE, TITLE, DISPLAY = 10, 12, 15, 18, 28
"""The type scale, in points at 100 %."""


LINE = 22
"""The height of a line of text at 100 %, in pixels."""


def for_text(pixels: int, metrics: QFontMetrics) -> int:
    """A width that is right for texts at 100 %, for texts of this size."""
    return pixels * max(LINE, metrics.height()) // LINE


class Colours(msgspec.Struct, frozen=True):
    """The tokens of one scheme. Every text colour has at least 4.5:1 on the grounds it is used on."""

    paper: str
    surface: str
    raised: str
    line: str
    ink: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    tint: str
    now: str
    on_now: str
    good: str
    bad: str


LIGHT = Colours(
    paper="#f5f4ef", surface="#ffffff", raised="#faf9f6", line="#d9d6cc", ink="#1b1b2f", muted="#5a596c",
    accent="#3b3f9e", accent_hover="#2d307f", on_accent="#ffffff", tint="#ecebf8",
    now="#f2b705", on_now="#1b1b2f", good="#1b7446", bad="#b3261e",
)  # fmt: skip
DARK = Colours(
    paper="#14141f", surface="#1e1e2d", raised="#262638", line="#3b3b54", ink="#f1f0ea", muted="#b0afc3",
    accent="#a5a8f7", accent_hover="#bfc1fa", on_accent="#14141f", tint="#2b2b47",
    now="#f2b705", on_now="#14141f", good="#63c993", bad="#ff8a80",
)  # fmt: skip


_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_appearance = "system"


def colours() -> Colours:
    """The tokens of the scheme in force."""
    scheme = _SCHEMES.get(_appearance) or QGuiApplication.styleHints().colorScheme()
    return DARK if scheme is Qt.ColorScheme.Dark else LIGHT


def font(points: int = BODY, *, bold: bool = False) -> QFont:
    """The program's own font."""
    made = QFont(FAMILY, points)
    made.setBold(bold)
    return made


def icon(name: str, colour: str = "", size: int = 20, gap: int = 0) -> QIcon:
    """The icon of this name under resources/icons, in a colour (the ink if left out); size in pixels.

    `gap` is room at its right, for a button's text.
    """
    return QIcon(_pixmap(name, colour or colours().ink, size, gap))


@lru_cache
def _pixmap(name: str, colour: str, size: int, gap: int = 0) -> QPixmap:
    drawing = (paths.RESOURCES / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    ratio = 2  # sharp on dense screens
    pixmap = QPixmap(QSize(size + gap, size) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache
def _drawn(name: str, colour: str) -> str:
    """A file with the icon in a colour: style sheets take no drawings of their own."""
    drawing = (paths.RESOURCES / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    file = Path(_drawings().path()) / f"{name}-{colour.lstrip('#')}.svg"
    file.write_text(drawing, "utf-8")
    return file.as_posix()


@lru_cache
def _drawings() -> QTemporaryDir:
    return QTemporaryDir()


def choose(appearance: str) -> None:
    """Follow the system, or be "light" or "dark"."""
    global _appearance
    _appearance = appearance
    QGuiApplication.styleHints().setColorScheme(_SCHEMES.get(appearance, Qt.ColorScheme.Unknown))
    app = QApplication.instance()
    if isinstance(app, QApplication):
        _paint(app)  # not every desktop changes its scheme when asked; the program's own pages do


def dress(app: QApplication) -> None:
    """Give the application its font, palette and style sheet, and again whenever the scheme changes."""
    _load_fonts("NotoSans-Regular", "NotoSans-Bold")
    app.setFont(font())
    _paint(app)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: _paint(app))


def dress_further() -> None:
    """Load the fonts for signs and slopes that the first page has none of."""
    _load_fonts("NotoSans-Italic", "NotoSans-BoldItalic", "DejaVuSans", "DejaVuSans-Bold")


def _load_fonts(*names: str) -> None:
    for name in names:
        QFontDatabase.addApplicationFont(str(paths.RESOURCES / "fonts" / f"{name}.ttf"))


def _paint(app: QApplication) -> None:
    c = colours()
    palette = QPalette()
    for role, colour in {
        QPalette.ColorRole.Window: c.paper,
        QPalette.ColorRole.WindowText: c.ink,
        QPalette.ColorRole.Base: c.surface,
        QPalette.ColorRole.AlternateBase: c.raised,
        QPalette.ColorRole.Text: c.ink,
        QPalette.ColorRole.PlaceholderText: c.muted,
        QPalette.ColorRole.Button: c.surface,
        QPalette.ColorRole.ButtonText: c.ink,
        QPalette.ColorRole.Highlight: c.accent,
        QPalette.ColorRole.HighlightedText: c.on_accent,
        QPalette.ColorRole.ToolTipBase: c.ink,
        QPalette.ColorRole.ToolTipText: c.paper,
        QPalette.ColorRole.Link: c.accent,
    }.items():
        palette.setColor(role, colour)
    app.setPalette(palette)
    app.setStyleSheet(style_sheet(c))
    for widget in app.allWidgets():
        if isinstance(widget, QAbstractButton):
            dress_button(widget)


def draw_on(button: QAbstractButton, name: str, size: int = 20, gap: int = 0) -> None:
    """Put an icon on a button, in the colours of the scheme and again when that changes."""
    button.setProperty("drawing", [name, size, gap])
    button.setIconSize(QSize(size + gap, size))
    dress_button(button)


def dress_button(button: QAbstractButton) -> None:
    """Colour a button's icon by the scheme in force."""
    drawing = button.property("drawing")
    if drawing:
        name, size, gap = drawing
        colour = colours().on_accent if button.property("look") == "primary" else colours().ink
        button.setIcon(icon(str(name), colour, int(size), int(gap)))


def style_sheet(c: Colours) -> str:
    """The style sheet of a scheme. Widgets choose their part by the properties `kind` and `look`."""
    return f"""
    QWidget {{ color: {c.ink}; }}
    QMainWindow, QDialog, QWidget[kind="page"] {{ background: {c.paper}; }}
    QFrame[kind="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {SPACE}px; }}
    QFrame[kind="bar"] {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line}; }}
    QFrame[kind="foot"] {{ background: {c.surface}; border: none; border-top: 1px solid {c.line}; }}
    QFrame[kind="foot"] QLabel[look="muted"] {{ font-size: {SMALL}pt; }}
    QDialog[kind="palette"] {{ background: {c.surface}; border: 2px solid {c.accent}; }}
    QFrame[kind="rehearsal"] {{ background: {c.now}; border: none; }}
    QFrame[kind="rehearsal"] QLabel {{ color: {c.on_now}; }}
    QFrame[kind="message"] {{ background: {c.surface}; border: 2px solid {c.ink}; border-radius: {SPACE}px; }}
    QLabel {{ background: transparent; }}
    QLabel[look="chip"] {{
        background: {c.tint}; color: {c.accent}; border-radius: 10px; padding: 2px 10px; font-size: {SMALL}pt;
        font-weight: bold;
    }}
    QLabel[look="strong"] {{ font-weight: bold; }}
    QLabel[look="clock"] {{ font-size: {TITLE}pt; font-weight: bold; }}
    QLabel[look="late"] {{ font-size: {TITLE}pt; font-weight: bold; color: {c.bad}; }}
    QLabel[look="title"] {{ font-size: {TITLE}pt; font-weight: bold; }}
    QLabel[look="display"] {{ font-size: {DISPLAY}pt; font-weight: bold; }}
    QLabel[look="large"] {{ font-size: {LARGE}pt; }}
    QLabel[look="heading"] {{ font-size: {SMALL}pt; font-weight: bold; color: {c.muted}; }}
    QLabel[look="muted"] {{ color: {c.muted}; }}
    QLabel[look="good"] {{ color: {c.good}; }}
    QLabel[look="bad"] {{ color: {c.bad}; }}
    QPushButton, QToolButton {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: 6px; padding: 7px 14px;
    }}
    QToolButton {{ padding: 6px; }}
    QPushButton:hover, QToolButton:hover {{ border-color: {c.accent}; background: {c.tint}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.accent}; padding: 6px 13px; }}
    QToolButton:focus {{ padding: 5px; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {c.muted}; border-color: {c.line}; background: {c.paper}; }}
    QPushButton[look="primary"] {{
        background: {c.accent}; color: {c.on_accent}; border: 2px solid {c.accent};
        font-weight: bold; font-size: {LARGE}pt; padding: 12px 24px;
    }}
    QPushButton[look="primary"]:hover {{ background: {c.accent_hover}; border-color: {c.accent_hover}; }}
    QPushButton[look="primary"]:focus {{ border: 2px solid {c.ink}; padding: 12px 24px; }}
    QPushButton[look="primary"]:disabled {{ background: {c.line}; color: {c.muted}; border-color: {c.line}; }}
    QPushButton[look="plain"], QToolButton[look="plain"] {{ background: transparent; border-color: transparent; }}
    QPushButton[look="plain"]:hover, QToolButton[look="plain"]:hover {{ background: {c.tint}; }}
    QPushButton[look="place"] {{
        background: transparent; border: none; border-bottom: 3px solid transparent; border-radius: 0;
        padding: 10px 12px; color: {c.muted};
    }}
    QPushButton[look="place"]:hover {{ color: {c.accent}; }}
    QPushButton[look="place"]:checked {{ color: {c.ink}; font-weight: bold; border-bottom-color: {c.accent}; }}
    QPushButton[look="place"]:focus {{ color: {c.accent}; border: 2px solid {c.accent}; padding: 8px 10px; }}
    QPushButton:checked, QToolButton:checked {{ background: {c.tint}; border-color: {c.accent}; }}
    QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: 6px; padding: 6px 8px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent};
    }}
    QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus,
    QTimeEdit:focus, QDateTimeEdit:focus {{ border: 2px solid {c.accent}; padding: 5px 7px; }}
    QAbstractSpinBox QLineEdit {{ border: none; background: transparent; padding: 0 6px; }}
    QSpinBox::up-button, QSpinBox::down-button, QTimeEdit::up-button, QTimeEdit::down-button {{
        width: 0; height: 0; border: none;
    }}
    QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 28px; }}
    QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url({_drawn("chevron-down", c.muted)}); width: 16px; }}
    QCheckBox, QRadioButton {{ spacing: {SPACE}px; }}
    QCheckBox::indicator, QRadioButton::indicator {{
        width: 16px; height: 16px; border: 1px solid {c.muted}; border-radius: 4px; background: {c.surface};
    }}
    QRadioButton::indicator {{ border-radius: 9px; }}
    QCheckBox::indicator:checked {{
        background: {c.accent}; border-color: {c.accent}; image: url({_drawn("check", c.on_accent)});
    }}
    QRadioButton::indicator:checked {{ width: 8px; height: 8px; border: 5px solid {c.accent}; }}
    QCheckBox:focus, QRadioButton:focus {{ color: {c.accent}; }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {c.accent}; }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {c.muted}; }}
    QTableView::item {{ padding: 0 {SPACE}px; }}
    QListView, QTreeView, QTableView {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: {SPACE}px; outline: none;
    }}
    QFrame[kind="card"] QListView, QFrame[kind="card"] QTreeView {{ border: 2px solid transparent; }}
    QFrame[kind="card"] QListView:focus, QFrame[kind="card"] QTreeView:focus {{ border-color: {c.accent}; }}
    QListView:focus, QTreeView:focus, QTableView:focus {{ border: 2px solid {c.accent}; }}
    QListView::item, QTreeView::item {{ padding: 6px; border-radius: 4px; }}
    QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {{
        background: {c.tint}; color: {c.ink};
    }}
    QHeaderView::section {{
        background: {c.raised}; color: {c.muted}; border: none; border-bottom: 1px solid {c.line}; padding: 6px 8px;
        font-weight: bold;
    }}
    QTabBar::tab {{ padding: 10px 18px; border: none; border-bottom: 3px solid transparent; color: {c.muted}; }}
    QTabBar::tab:selected {{ color: {c.ink}; border-bottom-color: {c.accent}; font-weight: bold; }}
    QTabBar::tab:focus {{ color: {c.accent}; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
    QProgressBar {{ background: {c.line}; border: none; border-radius: 4px; max-height: 8px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 4px; }}
    QProgressBar[look="late"]::chunk {{ background: {c.bad}; }}
    QToolTip {{ background: {c.ink}; color: {c.paper}; border: none; padding: 6px; }}
    QScrollArea {{ background: transparent; border: none; }}
    QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; }}
    QScrollBar::handle:vertical {{ background: {c.line}; border-radius: 5px; min-height: 32px; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; }}
    QScrollBar::handle:horizontal {{ background: {c.line}; border-radius: 5px; min-width: 32px; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QSplitter::handle {{ background: transparent; }}
    QMenu {{ background: {c.surface}; border: 1px solid {c.line}; padding: 4px; }}
    QMenu::item {{ padding: 7px 24px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.tint}; }}
    """
