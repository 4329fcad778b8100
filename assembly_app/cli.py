"""The command line: the desktop without arguments, and every other way to run the program.

Exit codes: 0 done, 1 a check found something wrong, 2 the input or the call was wrong, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assembly_app import __version__, i18n, settings
from assembly_app.i18n import Explained, Translator, translator

if TYPE_CHECKING:
    import argparse

DONE, WRONG, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code. No traceback reaches the user."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    _ = translator(i18n.reader_language(settings.load().language))
    given = sys.argv[1:] if arguments is None else arguments
    options = parser(_).parse_args(given) if given else None
    try:
        return int(options.run(options, _)) if options else _desktop(None, _)  # the window comes at once
    except Explained as error:
        print(_.explain(error), file=sys.stderr)
        return USAGE
    except (KeyboardInterrupt, EOFError):  # a question to which nobody answers
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return USAGE
    except Exception:
        import logging

        logging.getLogger("assembly_app").debug("unexpected", exc_info=True)
        print(_("Something went wrong that the program did not expect. Nothing that was saved is lost."),
              file=sys.stderr)  # fmt: skip
        if os.environ.get("ASSEMBLY_APP_DEBUG"):
            raise
        return USAGE


def parser(_: Translator) -> argparse.ArgumentParser:
    """Every command with its options."""
    import argparse

    from assembly_app.documents import KINDS

    top = argparse.ArgumentParser(prog="assembly-app", description=_(
        "Run a citizens' assembly from one laptop. Without a command it opens the desktop."))  # fmt: skip
    top.add_argument("--version", action="version", version=f"assembly-app {__version__}")
    top.set_defaults(run=_desktop)
    commands = top.add_subparsers(title=_("commands"), metavar="")

    def command(name: str, run: Callable[[argparse.Namespace, Translator], int], text: str, *, file: bool = True,
                session: bool = False) -> argparse.ArgumentParser:  # fmt: skip
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        if file:
            sub.add_argument("file", metavar="FILE_OR_URL", help=_("the assembly: a file NAME.assembly"))
        if session:
            sub.add_argument(
                "--session", type=int, metavar="N", help=_("the session's number; the last one if left out")
            )
        return sub

    demo = command("demo", _demo, _("Open the demo evening, or play it without a window."), file=False)
    demo.add_argument("--headless", action="store_true", help=_("no window: play the evening, write its files"))
    demo.add_argument("--directory", type=Path, metavar="DIR", help=_("where the files go; a new folder if left out"))
    demo.add_argument("--seed", type=int, default=1, metavar="N", help=_("another seed, another evening"))

    serve = command("serve", _serve, _("Run the phones' server alone."), session=True)
    serve.add_argument("--host", default="0.0.0.0", metavar="H", help=_("the address to listen on; all if left out"))
    serve.add_argument("--port", type=int, default=8080, metavar="P", help=_("the port to listen on (0: any free one)"))
    serve.add_argument("--child", action="store_true", help=argparse.SUPPRESS)  # how the desktop runs it

    rehearse = command("rehearse", _rehearse, _("Let simulated phones join, check in, raise hands and vote in a copy."))
    rehearse.add_argument("--phones", type=int, default=50, metavar="N", help=_("how many phones"))
    rehearse.add_argument("--join", metavar="URL", help=argparse.SUPPRESS)  # how the desktop lets phones in its copy
    rehearse.add_argument("--session", type=int, help=argparse.SUPPRESS)
    rehearse.add_argument("--json", action="store_true", help=_("print the report as JSON"))

    minutes = command("minutes", _minutes, _("Write the minutes of a session."), session=True)
    minutes.add_argument("--language", required=True, type=_edition(_), metavar="L[+L]", help=_(
        "the language of the minutes ({languages}), or two as in nl+fr",
        languages=", ".join(i18n.LANGUAGES)))  # fmt: skip
    minutes.add_argument("--format", default="pdf", choices=tuple(KINDS), help=_(
        "the kind of file; csv writes four: attendance, polls, speaking times and actions"))  # fmt: skip
    minutes.add_argument("--publication", action="store_true", help=_(
        "a copy without names, to publish; prints what was left out and what to check"))  # fmt: skip
    minutes.add_argument("--output", required=True, type=Path, metavar="FILE", help=_("the file to write"))

    sign = command("sign", _sign, _("Sign a PDF with a certificate file or a card."), file=False)
    sign.add_argument("file", metavar="FILE.pdf", type=Path, help=_("the document"))
    sign.add_argument("--output", required=True, type=Path, metavar="FILE", help=_("the file to write"))
    keys = sign.add_mutually_exclusive_group(required=True)
    keys.add_argument("--certificate", type=Path, metavar="FILE.p12", help=_("a certificate file (PKCS #12)"))
    keys.add_argument("--card", type=Path, metavar="LIBRARY", help=_("the library (PKCS #11) of a card reader"))
    sign.add_argument("--reason", default="", metavar="TEXT", help=_("why it is signed"))
    sign.add_argument("--visible", action="store_true", help=_("show the signature in the foot of the last page"))

    signatures = command("signatures", _signatures, _("Check the signatures of a PDF."), file=False)
    signatures.add_argument("file", metavar="FILE.pdf", type=Path, help=_("the document"))
    signatures.add_argument("--trust", type=Path, nargs="*", default=[], metavar="FILE.pem", help=_(
        "certificates that you trust"))  # fmt: skip

    evaluation = command("evaluation", _evaluation, _(
        "Write what people answered after a session as CSV, without names."), session=True)  # fmt: skip
    evaluation.add_argument("--output", required=True, type=Path, metavar="FILE", help=_("the file to write"))

    check = command("verify", _verify, _("Check the journal, the ballot boxes' seals, and recount every vote."))
    check.add_argument("--seal", default="", metavar="HASH", help=_("the journal's seal as minutes printed it"))

    retention = command("retention", _retention, _("Take away the names of people whose sessions are long ago."))
    retention.add_argument("--days", type=int, metavar="N", help=_(
        "how many days after their last session names are kept; what the assembly says if left out"))  # fmt: skip
    retention.add_argument("--pseudonymise", action="store_true", help=_("a number for each person instead of nothing"))
    retention.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))

    count = command("count", _count, _("Count a participatory budget from a Pabulib file."), file=False)
    count.add_argument("file", metavar="FILE.pb", help=_("the votes and projects"))
    count.add_argument("--rule", metavar="R", choices=budget_rules(), help=_(
        "how to choose: {rules}; what the file names if left out", rules=", ".join(budget_rules())))  # fmt: skip
    count.add_argument("--compare", action="store_true", help=_("greedy instead where it serves more voters better"))
    count.add_argument("--json", action="store_true", help=_("print every project with its reason as JSON"))

    export = command("export", _export, _("Write everything of a session for other programs."), file=False,
                     session=True)  # fmt: skip
    export.add_argument("file", metavar="FILE_OR_URL", nargs="?", help=_("the assembly: a file NAME.assembly"))
    export.add_argument("--format", default="json", choices=("json", "schema"), help=_(
        "the kind of file; schema writes the JSON Schema that every such file follows"))  # fmt: skip
    export.add_argument("--output", required=True, type=Path, metavar="FILE", help=_("the file to write"))
    return top


def _edition(_: Translator) -> Callable[[str], str]:
    """Reads one language, or several joined with "+"."""

    import argparse

    def read(text: str) -> str:
        wanted = text.split("+")
        if not set(wanted) <= set(i18n.LANGUAGES) or len(set(wanted)) < len(wanted):
            raise argparse.ArgumentTypeError(_("choose from {languages}, or two as in nl+fr",
                                               languages=", ".join(i18n.LANGUAGES)))  # fmt: skip
        return text

    return read


def budget_rules() -> tuple[str, ...]:
    """The names of the rules for participatory budgets."""
    from assembly_app.domain.counting.budget_terms import Rule

    return tuple(rule.value for rule in Rule)


# Each command imports what it needs when it runs: the phones' server must not load Qt, nor the desktop uvicorn.


def _desktop(options: argparse.Namespace | None, _: Translator) -> int:
    from assembly_app.desktop.app import run
    from assembly_app.minutes.documents import PdfDocuments

    return run(PdfDocuments(), demo=_new_demo)


def _new_demo() -> Path:
    from assembly_app.demo import evening as demo

    return demo.create(demo.directory(None))


def _demo(options: argparse.Namespace, _: Translator) -> int:
    from assembly_app.demo import evening as demo

    directory = demo.directory(options.directory)
    if options.headless:
        report = demo.play(directory, options.seed)
        print(demo.summary(report, _))
        return DONE if report.sound else WRONG
    from assembly_app.desktop.app import run
    from assembly_app.minutes.documents import PdfDocuments

    return run(PdfDocuments(), demo.create(directory, options.seed))


def _serve(options: argparse.Namespace, _: Translator) -> int:
    from assembly_app.phones.server import serve

    return serve(options.file, options.session, options.host, options.port, child=options.child)


def _rehearse(options: argparse.Namespace, _: Translator) -> int:
    if options.join:
        from assembly_app.rehearsal.crowd import take_part

        return take_part(options.file, options.session, options.join, options.phones)
    from assembly_app.rehearsal import rehearse as rehearsal

    report = rehearsal.rehearse(options.file, options.phones)
    print(rehearsal.as_json(report) if options.json else rehearsal.summary(report, _))
    return DONE if report.sound else WRONG


def _minutes(options: argparse.Namespace, _: Translator) -> int:
    from assembly_app.files import write_together
    from assembly_app.minutes.documents import PdfDocuments

    with _opened(options) as desk:
        documents = PdfDocuments()
        files = documents.minutes(desk, options.language, options.format, public=options.publication)
        left_out = documents.left_out(desk, _.language) if options.publication else ()
        short = documents.shortcomings(desk, options.language) if options.format == "pdf" else ()
    path = options.output
    write_together(
        {path.with_stem(f"{path.stem}-{word}") if word else path: data for word, data in files.items()}
    )  # fmt: skip
    for sentence in (*left_out, *short):
        print(sentence)
    return DONE


def _sign(options: argparse.Namespace, _: Translator) -> int:
    from getpass import getpass

    from assembly_app.documents import Key
    from assembly_app.files import read_whole, write_whole
    from assembly_app.minutes.documents import PdfDocuments
    from assembly_app.minutes.signed import signing

    signing.need_extra()
    pdf = read_whole(options.file)
    question = _("PIN of the card: ") if options.card else _("Passphrase of the certificate: ")
    key = Key(options.card or options.certificate, getpass(question), card=bool(options.card))
    signed = PdfDocuments().sign(pdf, key, _.language, options.reason, visible=options.visible)
    write_whole(options.output, signed)
    return DONE


def _signatures(options: argparse.Namespace, _: Translator) -> int:
    from assembly_app.files import read_whole
    from assembly_app.minutes.signed import signatures

    found = signatures.signatures(read_whole(options.file), options.trust)
    for each in found:
        print(signatures.sentence(each, _))
    if not found:
        print(_("This document is not signed."), file=sys.stderr)
    return DONE if found and all(each.sound and each.last for each in found) else WRONG


def _export(options: argparse.Namespace, _: Translator) -> int:
    from assembly_app.files import write_whole
    from assembly_app.minutes.documents import PdfDocuments
    from assembly_app.minutes.schema import session_schema

    if options.format == "schema":
        write_whole(options.output, session_schema())
        return DONE
    if options.file is None:
        raise Explained("Name the assembly's file.")
    with _opened(options) as desk:
        write_whole(options.output, PdfDocuments().session_json(desk))
    return DONE


def _evaluation(options: argparse.Namespace, _: Translator) -> int:
    from assembly_app.domain.feedback import evaluation
    from assembly_app.files import write_whole
    from assembly_app.words import feedback_words

    with _opened(options) as desk:
        given = desk.feedback()
    found = evaluation(given)
    write_whole(options.output, feedback_words.evaluation_csv(given, _))
    print(feedback_words.answers_sentence(found, _))
    if warning := feedback_words.warning(found, _):
        print(warning, file=sys.stderr)
    return DONE


def _verify(options: argparse.Namespace, _: Translator) -> int:
    from contextlib import closing

    from assembly_app.store.store import Store
    from assembly_app.store.verify import verify

    with closing(Store.open(options.file)) as store:
        report = verify(store, options.seal)
    for finding in report.findings:
        print(_.explain(finding), file=sys.stderr)
    if report.findings:
        return WRONG
    print(_("Sound: {entries} journal entries and {polls} counted votes.", entries=report.entries, polls=report.polls))
    return DONE


def _retention(options: argparse.Namespace, _: Translator) -> int:
    from contextlib import closing
    from datetime import UTC, datetime

    from assembly_app.store.retention import clear
    from assembly_app.store.store import Store
    from assembly_app.words import retention_words

    with closing(Store.open(options.file)) as store:
        days = options.days if options.days is not None else store.preferences().keep_days
        if days is None:
            raise Explained("The assembly does not say how long names are kept. Give a number of days.")
        name = (lambda number: retention_words.pseudonym(number, _)) if options.pseudonymise else None
        report = clear(store, days, datetime.now(UTC), name, rehearse=options.dry_run)
    for sentence in retention_words.told(report, _, pseudonyms=options.pseudonymise, rehearsed=options.dry_run):
        print(sentence)
    return DONE if report.whole else WRONG


def _count(options: argparse.Namespace, _: Translator) -> int:
    from assembly_app import pabulib
    from assembly_app.domain.counting.budget import allocate
    from assembly_app.domain.counting.budget_terms import Rule
    from assembly_app.words import budget_words

    file = pabulib.read(options.file)
    rules = pabulib.rules(file, Rule(options.rule) if options.rule else None, compare=options.compare)
    result = allocate(file.projects, pabulib.ballots(file), file.budget, rules, pabulib.tie_order(file, rules))
    if options.json:
        print(budget_words.allocation_json(result, file.names, _))
        return DONE
    for project in result.chosen:
        print(f"{project}\t{file.names[project]}")
    print(budget_words.budget_sentence(result, _), file=sys.stderr)
    return DONE


def _opened(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    from assembly_app.desk import opened

    return opened(options.file, options.session)
