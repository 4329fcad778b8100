"""The one error of the domain."""

from assembly_app.i18n import Explained


class Refused(Explained):
    """A command that the rules do not allow now; its sentence says why and what to do. Nothing was changed."""
