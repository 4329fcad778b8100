"""Everything there is to do by key or by name: one list for tooltips, menus, the help card and the palette."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
from PySide6.QtGui import QKeySequence

from assembly_app.i18n import N_, Translator

Bound = Mapping[str, Callable[[], object]]
"""What an action does here and now, by its id."""

SESSION, SCREEN, PLACES, FILES, WRITING = (
    N_("The session"), N_("The room’s screen"), N_("The window"), N_("The assembly"), N_("Lists and fields"),
)  # fmt: skip


class Action(msgspec.Struct, frozen=True):
    """Something to do: its id, its group, what it does, and its keys as Qt writes them.

    Keys of one letter act on the console, while no text is being written.
    """

    id: str
    group: str
    text: str
    keys: tuple[str, ...] = ()


ACTIONS: tuple[Action, ...] = (
    Action("primary", SESSION, N_("The large button: the next sensible act"), ("Return", "Ctrl+Return")),
    Action("next-item", SESSION, N_("Next agenda item"), ("N",)),
    Action("vote", SESSION, N_("Open the vote, or prepare one"), ("V",)),
    Action("door", SESSION, N_("To the door, for a name or a badge"), ("D",)),
    Action("heard", SESSION, N_("Clear the signals, and tell their phones so"), ("H",)),
    Action("evaluation", SESSION, N_("Read the answers to the questions after the session")),
    Action("undo", SESSION, N_("Undo the last act"), ("Ctrl+Z",)),
    Action("redo", SESSION, N_("Redo what was undone"), ("Ctrl+Shift+Z",)),
    Action("room", SCREEN, N_("Show the room’s screen"), ("F",)),
    Action("blank", SCREEN, N_("Show nothing, or go on"), ("B",)),
    Action("codes", SCREEN, N_("Show the QR codes, or go on"), ("Q",)),
    Action("timer", SCREEN, N_("Show the timer, or go on"), ("T",)),
    Action("result", SCREEN, N_("Show the last result, or go on"), ("R",)),
    Action("next-view", SCREEN, N_("Prepare what the room sees next"), ("W",)),
    Action("send", SCREEN, N_("Send what is prepared to the room"), ("S",)),
    Action("follow", SCREEN, N_("Let the screen follow the session")),
    Action("pages", SCREEN, N_("Turn the pages of a long result"), ("PgUp", "PgDown")),
    Action("find", PLACES, N_("Find anything: an act, a person, an item, a vote"), ("Ctrl+K",)),
    Action("console", PLACES, N_("Go to the console"), ("Ctrl+1",)),
    Action("prepare", PLACES, N_("Go to Prepare"), ("Ctrl+2",)),
    Action("minutes", PLACES, N_("Go to the minutes"), ("Ctrl+3",)),
    Action("settings", PLACES, N_("Open the settings"), ("Ctrl+,",)),
    Action("help", PLACES, N_("Show every key"), ("F1",)),
    Action("tour", PLACES, N_("Take the tour")),
    Action("new", FILES, N_("New assembly…"), ("Ctrl+N",)),
    Action("open", FILES, N_("Open an assembly…"), ("Ctrl+O",)),
    Action("recent", FILES, N_("Open a recent assembly, from the start page"), tuple(f"Alt+{n}" for n in range(1, 10))),
    Action("demo", FILES, N_("Open the demo evening, from the start page"), ("Ctrl+D",)),
    Action("copy", FILES, N_("Save a copy…"), ("Ctrl+S",)),
    Action("new-session", FILES, N_("New session…")),
    Action("rehearse", FILES, N_("Rehearse with simulated phones")),
    Action("leave-rehearsal", FILES, N_("Leave the rehearsal")),
    Action("close", FILES, N_("Close the assembly"), ("Ctrl+W",)),
    Action("quit", FILES, N_("Quit"), ("Ctrl+Q",)),
    Action("move", WRITING, N_("Move an agenda item or a speaker up or down"), ("Alt+Up", "Alt+Down")),
    Action("nest", WRITING, N_("Take an agenda item out, or put it under the one above"), ("Alt+Left", "Alt+Right")),
    Action("tab", WRITING, N_("To the next field; a field is saved when you leave it"), ("Tab",)),
    Action("escape", WRITING, N_("Close a window without doing anything"), ("Esc",)),
)

ROW = 4
"""So many keys for one action are a row of keys."""

_BY_ID = {action.id: action for action in ACTIONS}

ELSEWHERE = frozenset({"primary", "undo", "redo"})
"""Whose keys the widget with the cursor must see first."""


def action(name: str) -> Action:
    """The action with this id."""
    return _BY_ID[name]


def native(keys: str) -> str:
    """Keys as this system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def keys_text(found: Action) -> str:
    """The keys of an action, as this system writes them, of a row of keys the ends; empty without."""
    written = [native(keys) for keys in found.keys]
    return "  ".join(written) if len(written) < ROW else f"{written[0]} … {written[-1]}"


def tip(name: str, _: Translator) -> str:
    """What an action does, with its keys, for a tooltip."""
    found = action(name)
    return f"{_(found.text)} ({keys_text(found)})" if found.keys else _(found.text)


def letters(bound: Bound) -> dict[str, Callable[[], object]]:
    """What the single letters do, of the actions that are bound."""
    return {a.keys[0].lower(): bound[a.id] for a in ACTIONS if a.id in bound and a.keys and len(a.keys[0]) == 1}


def shortcuts(bound: Bound) -> dict[str, Callable[[], object]]:
    """What key combinations do anywhere in the window, of the actions that are bound."""
    return {
        keys: bound[a.id]
        for a in ACTIONS if a.id in bound and a.id not in ELSEWHERE
        for keys in a.keys if len(keys) > 1
    }  # fmt: skip


def by_group() -> dict[str, list[Action]]:
    """The actions that have keys, by group, in order."""
    groups: dict[str, list[Action]] = {}
    for found in ACTIONS:
        if found.keys:
            groups.setdefault(found.group, []).append(found)
    return groups
