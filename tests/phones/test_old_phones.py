"""A phone of 2019: the script parses and calls nothing newer; styles that are newer stand where they are not missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import esprima
import pytest

from assembly_app.phones import pages
from assembly_app.phones.border import HEADERS

SCRIPT = (pages.FOLDER / "phone.js").read_text("utf-8")
STYLES = re.sub(r"/\*.*?\*/", "", (pages.FOLDER / "phone.css").read_text("utf-8"), flags=re.S)

NEWER = {
    "replaceAll",
    "at",
    "flat",
    "flatMap",
    "fromEntries",
    "allSettled",
    "any",
    "groupBy",
    "hasOwn",
    "structuredClone",
    "replaceChildren",
    "requestSubmit",
    "checkVisibility",
    "findLast",
    "findLastIndex",
    "toSorted",
    "toReversed",
    "queueMicrotask",
    "randomUUID",
    "scheduler",
    "showModal",
    "matchAll",
    "timeout",
    "throwIfAborted",
    "isConnected",
    "globalThis",
    "BigInt",
    "ResizeObserver",
    "WeakRef",
    "trimStart",
    "trimEnd",
    "description",
    "append_",
}
"""What came to browsers in 2019 or later, and was not in all of those that people had then."""

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
MISSED_BY_NOBODY = {"text-wrap", "accent-color", "text-size-adjust", "overflow-wrap", "text-underline-offset"}
"""Newer properties without which a page only looks plainer, or that stand beside an older one."""
NEWER_PROPERTIES = {
    "inset",
    "inset-inline",
    "inset-inline-start",
    "inset-inline-end",
    "margin-inline",
    "margin-block",
    "padding-inline",
    "padding-block",
    "border-inline",
    "border-block",
    "aspect-ratio",
    "translate",
    "scale",
    "rotate",
    "content-visibility",
    "container",
    "container-type",
    "scrollbar-gutter",
    "row-gap",
    "column-gap",
    "place-content",
}
NEWER_SELECTORS = (":has(", ":is(", ":where(", ":focus-visible", ":modal", ":user-invalid", ":not(:has(")
NEWER_FUNCTIONS = re.compile(r"\b(min|max|clamp|color-mix|light-dark|oklch|lab|round)\(")


def nodes(tree: Any) -> Iterator[Any]:
    """Every node of a syntax tree."""
    for part in tree if isinstance(tree, list) else [tree]:
        if hasattr(part, "type"):
            yield part
            for inner in vars(part).values():
                if isinstance(inner, list) or hasattr(inner, "type"):
                    yield from nodes(inner)


def test_the_script_is_written_as_in_2018() -> None:
    tree = esprima.parseScript(SCRIPT)
    names = {node.property.name for node in nodes(tree) if node.type == "MemberExpression" and not node.computed}
    names |= {node.callee.name for node in nodes(tree) if node.type in ("CallExpression", "NewExpression")}
    assert {"padStart", "EventSource", "fetch"} <= names
    assert names & NEWER == set()


@pytest.mark.parametrize("newer", ["a?.b", "a ?? b", "try {} catch {}", "class A { x = 1 }", "a ||= b", "1_000"])
def test_what_is_newer_would_be_found(newer: str) -> None:
    with pytest.raises(esprima.Error):
        esprima.parseScript(newer)


def test_a_style_that_old_browsers_do_not_know_takes_no_other_with_it() -> None:
    rules = [(head.strip(), body) for head, body in RULE.findall(STYLES)]
    assert len(rules) > 100
    for head, body in rules:
        parts = re.split(r",(?![^(]*\))", head)
        newer = [part for part in parts if any(name in part for name in NEWER_SELECTORS)]
        assert len(newer) in (0, len(parts)), f"{head}: the whole rule is lost where one selector is not known"
        names = set(re.findall(r"(?:^|;)\s*([a-z-]+)\s*:", body))
        assert names & NEWER_PROPERTIES - MISSED_BY_NOBODY == set(), head
        assert not NEWER_FUNCTIONS.search(body), head
        assert "gap" not in names or "grid" in body, f"{head}: flex has no gap"


def test_no_style_knows_left_from_right() -> None:
    sides = re.findall(r"(?:margin|padding|border)-(?:left|right)\b|(?:^|[;{\s])(?:left|right)\s*:", STYLES)
    assert sides == []
    aligned = [head.strip() for head, body in RULE.findall(STYLES) if re.search(r"text-align:\s*(left|right)", body)]
    assert all("[dir=rtl]" in head for head in aligned)


def test_nothing_moves_for_who_asked_for_stillness_and_dark_follows_the_phone() -> None:
    assert re.search(r"@media \(prefers-reduced-motion: reduce\) \{[^@]*transition: none !important", STYLES)
    assert "@media (prefers-color-scheme: dark)" in STYLES
    assert "animation" not in STYLES


def test_a_page_may_load_nothing_but_its_own() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "http" not in policy
    for page in pages.FOLDER.glob("*.html"):
        text = page.read_text("utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?! src=)|https?://", text), page.name
