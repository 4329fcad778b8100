"""What a recent file turned out to be. Reads the disk: no UI here."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import msgspec

from assembly_app.desk import Desk
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.rules.sitting import local
from assembly_app.i18n import Explained, LocalText, Translator
from assembly_app.store.store import Store


class Recent(msgspec.Struct, frozen=True):
    """What a file of the list turned out to be; `problem` when it cannot be read."""

    path: Path
    name: LocalText = {}
    last: SessionDetails | None = None
    gone: bool = False
    problem: Explained | None = None

    def told(self, _: Translator) -> str:
        """What there is to know of it, in lines: its last session and where it is, or what is wrong."""
        if self.gone:
            return _("This file is gone: {file}. Bring it back, or remove it from the list.", file=self.path)
        if self.problem is not None:
            return _.explain(self.problem)
        return "\n".join(filter(None, [self._session(_), str(self.path)]))

    def _session(self, _: Translator) -> str:
        if self.last is None:
            return ""
        day = _.date(local(self.last, self.last.starts).date())
        return " · ".join(filter(None, [_.pick(self.last.title), day, self.last.place]))


def look_at(path: Path) -> Recent:
    """What is in a recent file; never raises. Takes the disk's time: call it off the UI thread."""
    try:
        if not path.exists():
            return Recent(path, gone=True)
        with closing(Store.open(path)) as store:
            numbers = store.sessions()
            last = Desk(store, numbers[-1]).state.details if numbers else None
            return Recent(path, store.name(), last)
    except Explained as problem:
        return Recent(path, problem=problem)
    except OSError:
        return Recent(path, gone=True)
