"""The logo of an assembly at the head of its documents."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from assembly_app.i18n import Translator
from assembly_app.minutes.pdf import styles
from assembly_app.minutes.pdf.tagged_canvas import TaggedCanvas
from assembly_app.minutes.pdf.tagging import Element
from assembly_app.minutes.theme import Theme


class Drawn(Flowable):
    """A picture on white, which no archive has to blend."""

    canv: TaggedCanvas

    def __init__(self, picture: Image.Image, height: float, figure: Element) -> None:
        super().__init__()
        self._picture, self._figure = ImageReader(picture), figure
        self.height, self.width = height, height * picture.width / picture.height
        if self.width > styles.WIDTH:
            self.height, self.width = self.height * styles.WIDTH / self.width, styles.WIDTH
        self.spaceAfter = 6 * mm

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        x, y = self.canv.absolutePosition(0, 0)
        self._figure.include((x, y, x + self.width, y + self.height), self.canv.getPageNumber())
        with self.canv.within(self._figure):
            self.canv.drawImage(self._picture, 0, 0, self.width, self.height)


def logo(theme: Theme, assembly: str, root: Element, _: Translator) -> Iterator[Flowable]:
    """The logo of the theme, if it has one, told as whose it is."""
    if theme.logo is None:
        return
    with Image.open(theme.logo.file) as found:
        with_alpha = found.convert("RGBA")
    plain = Image.new("RGB", with_alpha.size, "white")
    plain.paste(with_alpha, mask=with_alpha.getchannel("A"))
    yield Drawn(plain, theme.logo.height * mm, root.add("Figure", alt=_("Logo: {assembly}", assembly=assembly)))
