"""What is agreed about the session, and the choice among the sessions of this assembly."""

from __future__ import annotations

from zoneinfo import available_timezones

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QCompleter, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from assembly_app.desk import Desk
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice, Field, Line, Number, titled
from assembly_app.desktop.local_edit import Languages, LocalEdit
from assembly_app.desktop.moments import Moment
from assembly_app.desktop.opening import suggested_after
from assembly_app.desktop.prepare.quorum_edit import QuorumEdit
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.template_choice import SaveTemplateDialog
from assembly_app.desktop.widgets import button
from assembly_app.domain.commands import ChangeSession, SetNextMeeting
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import QuorumKind
from assembly_app.domain.record import NextMeeting
from assembly_app.domain.rules.sitting import local
from assembly_app.domain.speakers import QueueOrder
from assembly_app.i18n import PHONE_LANGUAGES, LocalText
from assembly_app.words import wording

MOST_PROXIES = 20
WIDTH = 1280
"""The page is read in a column of at most so many pixels."""


class SessionTab(QWidget):
    """Every field is saved when it is left."""

    session_chosen = Signal(int)
    session_wanted = Signal()
    """The user wants another session of this assembly."""
    renamed = Signal(dict)
    """The assembly has this name now."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._ = context._
        self._context = context
        self._live = context.live
        self._make_fields()
        self._make_next()
        self._lay_out()
        self._live.follow(
            lambda scene: (scene.state.details, scene.state.members, scene.state.present, scene.state.next_meeting),
            self.draw,
        )
        self._live.ask(lambda _desk: sorted(available_timezones()), self._offer_zones)
        self._list_sessions()
        self._live.ask(lambda desk: desk.store.name(), self._named)

    def _make_fields(self) -> None:
        _ = self._
        self.name = LocalEdit(_, ())
        self.name_field = Field(_("Name of the assembly"), self.name, _("The same for all its sessions."))
        self.name.edited.connect(self._rename)
        self.title = LocalEdit(_, ())
        self.moment = Moment(_)
        self.place, self.zone = Line(), Line()
        self.languages = Languages(_, PHONE_LANGUAGES)
        self.quorum = QuorumEdit(_)
        self.limit = Number(0, 60, _("minutes"), nothing=_("no limit"))
        self.order = Choice(
            [
                (QueueOrder.ARRIVAL, _("Who asked first")),
                (QueueOrder.BALANCED, _("Who has spoken least this session")),
            ]
        )
        self.proxies = Number(0, MOST_PROXIES, nothing=_("none"))
        self.fields = {
            "title": Field(_("Title"), self.title),
            "starts": Field(_("Date and time"), self.moment),
            "place": Field(_("Place"), self.place),
            "timezone": Field(_("Time zone"), self.zone),
            "languages": Field(
                _("Languages"), self.languages, _("Titles, questions and options are written in these.")
            ),
            "quorum": Field(_("Quorum"), self.quorum),
            "speech_seconds": Field(_("Time for one speech"), self.limit, _("An agenda item may have its own.")),
            "queue_order": Field(_("Who speaks first"), self.order),
            "proxies": Field(
                _("Proxies that one member may hold"),
                self.proxies,
                _("An absent member lets another one vote for them, in named polls only."),
            ),
        }
        for name, field in self.fields.items():
            editor = field.editor
            editor.edited.connect(lambda name=name: self._save(name))  # type: ignore[attr-defined]

    def _make_next(self) -> None:
        _ = self._
        self.planned = QCheckBox(_("People agreed when they meet again"))
        self.next_moment, self.next_place = Moment(_), Line()
        self.next_fields = (Field(_("Date and time"), self.next_moment), Field(_("Place"), self.next_place))
        self.planned.clicked.connect(lambda _checked: self._save_next())
        self.next_moment.edited.connect(self._save_next)
        self.next_place.edited.connect(self._save_next)

    def _lay_out(self) -> None:
        _ = self._
        self.sessions = Choice()
        self.sessions.setAccessibleName(_("Session of this assembly"))
        self.sessions.setMinimumWidth(360)
        self.sessions.edited.connect(lambda: self.session_chosen.emit(self.sessions.value()))
        self.new = button(_("New session…"), self.session_wanted.emit, icon="plus")
        self.keep = button(_("Save as template…"), self.save_template, icon="save")
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE)
        top.addWidget(self.sessions)
        top.addWidget(self.new)
        top.addStretch()
        top.addWidget(self.keep)
        names = ("title", "starts", "place", "timezone", "languages")
        assembly = titled(_("THE ASSEMBLY"), self.name_field)
        what = titled(_("THE SESSION"), *(self.fields[name] for name in names))
        rules = titled(
            _("RULES"), *(self.fields[name] for name in ("quorum", "speech_seconds", "queue_order", "proxies"))
        )
        again = titled(_("NEXT MEETING"), self.planned, *self.next_fields)
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE * 2)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE * 2)
        left.addWidget(assembly)
        left.addWidget(what)
        left.addStretch()
        grid.addLayout(left, 0, 0, 2, 1)
        grid.addWidget(rules, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(again, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(1, 1)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        down = QVBoxLayout(inside)
        down.setContentsMargins(*[theme.SPACE * 3] * 4)
        down.setSpacing(theme.SPACE * 2)
        down.addLayout(top)
        down.addLayout(grid)
        down.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))

    # --- what is shown ---

    def draw(self) -> None:
        """Show the session as it is now, but not over what is being written."""
        details = self._live.state.session()
        self.name.speak(details.languages)
        self.title.speak(details.languages)
        self.title.show_value(details.title)
        self.moment.show_value(local(details, details.starts))
        self.place.show_value(details.place)
        self.zone.show_value(details.timezone)
        self.languages.show_value(details.languages)
        if not self.fields["quorum"].error.text():
            self.quorum.show_value(details.quorum)
        self.limit.show_value((details.speech_seconds or 0) // 60)
        self.order.show_value(details.queue_order)
        self.proxies.show_value(details.proxies)
        self.fields["quorum"].tell(self._quorum_words(details))
        self._draw_next(details)

    def _quorum_words(self, details: SessionDetails) -> str:
        _, room = self._, self._live.state.attendance()
        told = wording.quorum_sentence(room, _)
        if details.quorum.kind is not QuorumKind.SHARE:
            return told
        share = _.plural(
            "{number}/{of} of {n} member with a vote is {needed}.",
            "{number}/{of} of {n} members with a vote is {needed}.",
            room.members,
            number=details.quorum.number, of=details.quorum.of, needed=_.number(room.needed),
        )  # fmt: skip
        return f"{share} {told}" if room.needed else share

    def _draw_next(self, details: SessionDetails) -> None:
        meeting = self._live.state.next_meeting
        self.planned.setChecked(meeting is not None)
        for field in self.next_fields:
            field.setEnabled(meeting is not None)
        self.next_moment.show_value(local(details, meeting.starts) if meeting else suggested_after(details))
        self.next_place.show_value(meeting.place if meeting else details.place)

    def _offer_zones(self, zones: list[str]) -> None:
        completer = QCompleter(zones, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.zone.setCompleter(completer)

    def _named(self, name: LocalText) -> None:
        self.name.show_value(name)

    # --- what is saved ---

    def _rename(self) -> None:
        name = self.name.value()
        self.name_field.clear()
        if not name:
            self.name_field.fail(self._("Write the assembly's name first."))
            return
        self._live.act(
            lambda desk: desk.store.rename(name), lambda _none: self.renamed.emit(name), self.name_field.fail
        )

    def _save(self, name: str) -> None:
        field = self.fields[name]
        field.clear()
        try:
            details = self._written()
        except Refused as refused:
            self.fields["quorum"].fail(self._.explain(refused))
            return
        self._live.do(ChangeSession(details), failed=field.fail)

    def _written(self) -> SessionDetails:
        return replace(
            self._live.state.session(),
            title=self.title.value(),
            starts=self.moment.value(self.zone.value()),
            place=self.place.value(),
            timezone=self.zone.value(),
            languages=self.languages.value(),
            quorum=self.quorum.value(),
            speech_seconds=self.limit.value() * 60 or None,
            queue_order=self.order.value(),
            proxies=self.proxies.value(),
        )

    def _save_next(self) -> None:
        meeting = None
        if self.planned.isChecked():
            zone = self._live.state.session().timezone
            meeting = NextMeeting(self.next_moment.value(zone), self.next_place.value())
        self._live.do(SetNextMeeting(meeting))

    # --- among the sessions ---

    def _list_sessions(self) -> None:
        def look(desk: Desk) -> list[tuple[int, SessionDetails | None]]:
            numbers = desk.store.sessions()
            return [(n, (desk if n == desk.session else Desk(desk.store, n)).state.details) for n in numbers]

        self._live.ask(look, self._offer_sessions)

    def _offer_sessions(self, sessions: list[tuple[int, SessionDetails | None]]) -> None:
        self.sessions.offer((number, self._called(number, details)) for number, details in sessions)
        self.sessions.show_value(self._live.desk.session)

    def _called(self, number: int, details: SessionDetails | None) -> str:
        if details is None:
            return str(number)
        return f"{self._.pick(details.title)} · {self._.date(local(details, details.starts).date())}"

    def save_template(self) -> SaveTemplateDialog:
        """Keep what this session was prepared with, for other sessions."""
        dialog = SaveTemplateDialog(self._context, self)
        dialog.open()
        return dialog
