"""Python's own tidying up, on the UI thread only.

Windows that refer to themselves are freed by the garbage collector, which runs in whichever thread happens to
allocate; Qt's objects may only be freed in the thread they live in, or the program ends.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000
"""How often it is looked whether there is something to tidy, in milliseconds."""


class Tidy(QObject):
    """Collects garbage by Python's own thresholds, from a timer of the UI thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self.keep()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()

    @staticmethod
    def keep() -> None:
        """Look no more through what is there now: what modules made stays."""
        gc.freeze()

    def tidy(self) -> None:
        """Collect the oldest generation that is due, and the younger ones with it."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
