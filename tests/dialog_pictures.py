"""Pictures of the dialogs and of the rooms after the session: palette, keys, evaluation, names, and the minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu

from assembly_app.desk import Desk
from assembly_app.desktop.evaluation import EvaluationDialog
from assembly_app.desktop.minutes import dialogs
from assembly_app.desktop.minutes.page import MinutesPage
from assembly_app.desktop.minutes.sign_dialog import FILE
from assembly_app.desktop.minutes.signature_check import SignatureCheck
from assembly_app.documents import Key
from assembly_app.domain import commands
from assembly_app.domain.feedback import Feedback
from assembly_app.domain.preferences import Phrase
from assembly_app.domain.record import Approval, Record, RecordKind, Remark, Signature
from assembly_app.store import feedback
from tests.minutes.signed import certificates

if TYPE_CHECKING:
    from tests.pictures import Photographer

GIVEN = [Feedback(5, 4, "Stoelen die minder kraken."), Feedback(4, 0), Feedback(5), Feedback(1, 2), Feedback(5, 5)]


def every_dialog(photographer: Photographer, desk: Desk) -> None:
    """Of a session that is still open, then of its end, then of its minutes."""
    page = photographer.window.page
    assert page
    page.go("console")
    palette = page.find_anything()
    palette.look_for("st")
    _take(photographer, "palette", palette)
    _take(photographer, "keys", page.show_help())
    page.go("prepare")
    names = page._made["prepare"].people.take_names()  # type: ignore[attr-defined]
    names.look.click()
    photographer.until(names.look.isEnabled)
    _take(photographer, "retention", names)
    _evaluation(photographer, desk)
    _minutes(photographer, desk)


def _take(
    photographer: Photographer, name: str, dialog: QDialog, first: Callable[..., object] = lambda _dialog: None
) -> None:
    """A picture of a dialog, after what is done in it first; then it goes."""
    photographer.settle()
    first(dialog)
    photographer.settle()
    photographer.take(f"dialog-{name}", dialog)
    dialog.reject()
    QTest.qWait(50)


def _menu(photographer: Photographer, name: str, menu: QMenu) -> None:
    menu.popup(QPoint(0, 0))
    photographer.take(f"menu-{name}", menu)
    menu.close()


def _evaluation(photographer: Photographer, desk: Desk) -> None:
    """The console after the session, and what people answered."""
    window = photographer.window
    assert window.page
    window.page.go("console")
    desk.execute(commands.CloseSession())
    with desk.store.writing() as tx:
        feedback.put(tx, desk.session, {f"ticket-{n}": one for n, one in enumerate(GIVEN)})
    photographer.settle()
    photographer.take("console-closed", window)
    for name, given in (("evaluation", GIVEN), ("evaluation-few", GIVEN[:2])):
        _take(photographer, name, EvaluationDialog(window.page.context, given, window), lambda dialog: dialog.open())


def _minutes(photographer: Photographer, desk: Desk) -> None:
    """Every stage of the minutes, with the dialogs that lead from one to the next."""
    window = photographer.window
    assert window.page
    window.page.go("minutes")
    page = window.page._made["minutes"]
    assert isinstance(page, MinutesPage)
    item = next(item.id for item in desk.state.items if item.influence)
    _write(desk, item)
    part = page.part(item)
    photographer.settle()
    page.tools.work_on(part.edits[0].text)
    _stage(photographer, "draft", page)
    _menus(photographer, page)
    page.read_preferences()
    photographer.until(lambda: bool(page.preferences.phrases))
    _versions(photographer, page)
    _take(photographer, "phrases", dialogs.phrases(page))
    _take(photographer, "documents", dialogs.documents(page))
    page.searching.replace()
    _stage(photographer, "replace", page)
    page.find_bar.hide()
    _act(photographer, page, "send")
    desk.execute(commands.SendMinutes(date(2026, 12, 1)))
    remarks = [Remark(f"r{n}", item, person, text) for n, (person, text) in enumerate(_remarks(desk))]
    for remark in remarks:
        desk.execute(commands.MakeRemark(remark))
    desk.execute(commands.AnswerRemark(remarks[0].id, "Overgenomen.", accepted=True))
    _stage(photographer, "remarks", page)
    for remark in remarks[1:]:
        desk.execute(commands.AnswerRemark(remark.id, "Dat werd niet gezegd.", accepted=False))
    _act(photographer, page, "approve")
    desk.execute(commands.ApproveMinutes(Approval(date(2026, 12, 2))))
    _signing(photographer, page, desk)
    _act(photographer, page, "correct")
    desk.execute(commands.CorrectMinutes("De naam van een spreekster was verkeerd."))
    _stage(photographer, "corrected", page)


def _write(desk: Desk, item: str) -> None:
    """What a secretary wrote, twice, and a phrase of her own."""
    texts = ("De straat gaat dicht.", "De straat gaat **op zondag** dicht.\n\n- De fanfare speelt.\n- Er is koffie.")
    for text in texts:
        desk.execute(commands.WriteRecord(Record("decided", item, RecordKind.DECISION, text, language="nl")))
    action = Record("to-do", item, RecordKind.ACTION, "Borden bestellen.", "Omar", date(2026, 12, 9), language="nl")
    desk.execute(commands.WriteRecord(action))
    phrase = Phrase("thanks", {"nl": "{{chair}} dankt iedereen.", "fr": "{{chair}} remercie chacun."})
    desk.store.prefer(replace(desk.store.preferences(), phrases=(phrase,)))


def _remarks(desk: Desk) -> list[tuple[str, str]]:
    first, second, third, *_rest = desk.state.members
    return [(first, "De fanfare speelt om drie uur."), (second, "Ik was tegen."), (third, "Wie zorgt voor de koffie?")]


def _stage(photographer: Photographer, name: str, page: MinutesPage) -> None:
    """A picture of the whole room, once its pages are made."""
    document = page.findChild(QPdfDocument)
    photographer.settle()
    photographer.until(lambda: document is not None and document.pageCount() > 0)
    QTest.qWait(1500)
    photographer.take(f"minutes-{name}", photographer.window)


def _versions(photographer: Photographer, page: MinutesPage) -> None:
    dialog = dialogs.versions(page)
    photographer.until(lambda: dialog.list.topLevelItemCount() > 1)
    dialog.list.clearSelection()
    dialog.list.topLevelItem(1).setSelected(True)  # type: ignore[union-attr]
    photographer.until(lambda: "[+" in dialog.told.toPlainText())
    _take(photographer, "versions", dialog)


def _menus(photographer: Photographer, page: MinutesPage) -> None:
    for name, menu in (("more", page.more), ("export", page.export.menu()), ("insert", page.tools.menu)):
        assert menu
        _menu(photographer, name, menu)
    for place, inner in enumerate(page.tools.menu.findChildren(QMenu)):
        _menu(photographer, f"insert-{place}", inner)


def _act(photographer: Photographer, page: MinutesPage, act: str) -> None:
    page.acts.do(act)
    assert page.acts.dialog
    _take(photographer, act, page.acts.dialog)


def _signing(photographer: Photographer, page: MinutesPage, desk: Desk) -> None:
    """Approved minutes: what a copy for publication leaves out, who signs with what, and what signatures say."""
    _stage(photographer, "approved", page)
    page.export.publish("pdf")
    photographer.until(lambda: page.export.dialog is not None)
    assert page.export.dialog
    _take(photographer, "publication", page.export.dialog)
    _take(photographer, "sign-paper", dialogs.sign(page))
    _take(photographer, "sign-file", dialogs.sign(page), lambda dialog: (dialog.how.show_value(FILE), dialog._show()))
    file = photographer.home / "ondertekend.pdf"
    key = Key(certificates.certificate_file(photographer.home), certificates.PASSPHRASE)
    documents = page.writer.context.documents
    language = page.writer.context._.language
    file.write_bytes(documents.sign(documents.minutes(desk, language, "pdf")[""], key, language, visible=True))
    check = SignatureCheck(page.writer.context, file, language, page)
    check.open()
    photographer.until(lambda: "\n" in check.told.text() or certificates.NAME in check.told.text())
    _take(photographer, "signatures", check)
    desk.execute(commands.SignMinutes(Signature(next(iter(desk.state.members)))))
    _stage(photographer, "signed", page)
