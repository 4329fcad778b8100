"""The pages of a PDF as they will be printed."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.widgets import label

_Role = QPdfBookmarkModel.Role
ABOVE = 12
"""So many points of the page are left above what is gone to."""


class PdfPreview(QWidget):
    """Shows newer pages without moving what is looked at."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setAccessibleName(name)
        self.view.setDocument(self.document)
        self._bookmarks = QPdfBookmarkModel(self)
        self._bookmarks.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setPageSpacing(theme.SPACE * 2)
        self.told = label("", "muted")
        self.told.setMargin(theme.SPACE * 3)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.told)
        self._stack.addWidget(self.view)

    def tell(self, sentence: str) -> None:
        """Show a sentence where no pages are."""
        self.told.setText(sentence)
        self._stack.setCurrentWidget(self.told)

    def show_pdf(self, pdf: bytes) -> None:
        """Show these pages, scrolled to where the earlier ones were."""
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, QColor(theme.colours().raised))
        self.view.setPalette(palette)
        bar = self.view.verticalScrollBar()
        place = bar.value()
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._stack.setCurrentWidget(self.view)
        bar.setValue(min(place, bar.maximum()))

    def go_to(self, number: str) -> None:
        """Scroll to where the agenda item with this number begins."""
        title, page, place = (role.value for role in (_Role.Title, _Role.Page, _Role.Location))
        for index in self._bookmarks.match(
            self._bookmarks.index(0, 0), title, f"{number}. ", 1,
            Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchWrap,
        ):  # fmt: skip
            where = QPointF(index.data(place))
            self.view.pageNavigator().jump(index.data(page), QPointF(0, max(0.0, where.y() - ABOVE)))

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return self.document.pageCount()
