"""What is known of one person, to be changed."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from assembly_app.desk import new_id
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice, Field, Line, Number, in_order
from assembly_app.desktop.proxy_edit import ProxyEdit, may_give
from assembly_app.desktop.widgets import button, label
from assembly_app.domain.commands import Enrol, SetExcuse
from assembly_app.domain.people import VOTING_ROLES, Person, Role
from assembly_app.i18n import LANGUAGES
from assembly_app.words import wording

HEAVIEST = 1000
"""The most votes that one person can have."""


class PersonEditor(QWidget):
    """Saves each field when it is left; someone new is saved once there is a name."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._ = _ = context._
        self._live = context.live
        self._person = Person(new_id(), "")
        self._weighing = False
        self._traits: dict[str, Line] = {}
        self.heading = label(_("PERSON"), "heading")
        self.name, self.group, self.email = Line(), Line(), Line()
        self.role = Choice((role, _(text)) for role, text in wording.ROLES.items())
        self.language = Choice()
        self.may_vote = QCheckBox(_("Has a vote"))
        self.excused = QCheckBox(_("Excused"))
        self.weight = Number(1, HEAVIEST)
        self.weight_field = Field(
            _("Votes in a named poll"), self.weight, _("In a secret poll every ballot counts once.")
        )
        self.weigh = button(_("Give more than one vote…"), self._ask_weight, look="plain")
        self.proxy = ProxyEdit(context)
        self.proxy_field = Field(_("Proxy"), self.proxy)
        self.name_field = Field(_("Name"), self.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE * 2] * 4)
        column.setSpacing(theme.SPACE * 2)
        for widget in (
            self.heading,
            self.name_field,
            Field(_("Group or quality"), self.group),
            Field(_("Role"), self.role),
            self.may_vote,
            self.weigh,
            self.weight_field,
            self.proxy_field,
            Field(_("Language"), self.language),
            Field(_("E-mail"), self.email, _("Not needed.")),
            self.excused,
            label(_("Sent word of not coming to this session."), "muted"),
        ):
            column.addWidget(widget)
        self._more = QVBoxLayout()
        self._more.setSpacing(theme.SPACE * 2)
        column.addLayout(self._more)
        column.addStretch()
        for line in (self.name, self.group, self.email, self.language):
            line.edited.connect(self._save)
        self.weight.edited.connect(self._save)
        self.role.edited.connect(self._role_chosen)
        self.may_vote.clicked.connect(lambda _checked: self._save())
        self.excused.clicked.connect(self._excuse)

    def show_person(self, person: Person, traits: list[str]) -> None:
        """Edit this person; `traits` are the names of all traits there are."""
        other = person.id != self._person.id
        if other:
            self.name_field.clear()
            self._weighing = False
        self._person = person
        _ = self._
        known = self._live.people
        self.heading.setText(_("PERSON") if person.id in known else _("SOMEONE NEW"))
        for line, text in ((self.name, person.name), (self.group, person.group), (self.email, person.email)):
            if other and line.hasFocus():
                line.clearFocus()
            line.show_value(text)
        self.role.show_value(person.role)
        spoken = dict.fromkeys(["", *LANGUAGES, person.language])
        self.language.offer((code, _.language_name(code) if code else _("not known")) for code in spoken)
        self.language.show_value(person.language)
        self.may_vote.setChecked(person.may_vote)
        self.excused.setChecked(person.id in self._live.state.excused)
        self.excused.setEnabled(person.id in self._live.state.members)
        self.weight.show_value(person.weight)
        self._fit()
        self._show_traits(traits)

    def _fit(self) -> None:
        """Weights show where any are in use or asked for; proxies where the session's rules know them."""
        weighted = self._weighing or any(person.weight != 1 for person in self._live.people.values())
        self.weight_field.setVisible(weighted)
        self.weigh.setVisible(not weighted and self.may_vote.isChecked())
        self.proxy.show_person(self._person.id)
        self.proxy_field.setVisible(may_give(self._live.state, self._person.id))

    def _ask_weight(self) -> None:
        self._weighing = True
        self._fit()
        self.weight.setFocus()

    def show_new(self, traits: list[str]) -> None:
        """Begin with someone new."""
        self.show_person(Person(new_id(), ""), traits)
        self.name.setFocus()

    @property
    def person(self) -> str:
        """The id of who is edited."""
        return self._person.id

    def _show_traits(self, traits: list[str]) -> None:
        if traits != list(self._traits):
            while (item := self._more.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.deleteLater()
            self._traits = {trait: Line() for trait in traits}
            for trait, line in self._traits.items():
                line.edited.connect(self._save)
                self._more.addWidget(Field(trait, line))
            in_order(self.excused, self._traits.values())
        for trait, line in self._traits.items():
            line.show_value(self._person.traits.get(trait, ""))

    def _role_chosen(self) -> None:
        role: Role = self.role.value()
        self.may_vote.setChecked(role in VOTING_ROLES)  # the usual right of the role; the box is there to differ
        self._save()

    def _save(self) -> None:
        traits = {trait: line.value() for trait, line in self._traits.items() if line.value()}
        person = replace(
            self._person,
            name=self.name.value(), group=self.group.value(), role=self.role.value(),
            may_vote=self.may_vote.isChecked(), language=self.language.value() or "", email=self.email.value(),
            traits=traits, weight=self.weight.value(),
        )  # fmt: skip
        self.name_field.clear()
        if person != self._person:
            self._person = replace(person, name=person.name or self._person.name)
            self._live.do(Enrol((person,)), failed=self.name_field.fail)

    def _excuse(self) -> None:
        self._live.do(SetExcuse(self._person.id, self.excused.isChecked()))
