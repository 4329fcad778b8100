"""What people wrote, gathered: the entries of a word cloud with how often each was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def frequent(texts: Iterable[str]) -> list[tuple[str, int]]:
    """How often each entry was written, however it was capitalised; the most frequent first.

    Each is spelled as most people did.
    """
    spellings: dict[str, Counter[str]] = {}
    for text in texts:
        spellings.setdefault(text.casefold(), Counter())[text] += 1
    found = [(min(counted, key=lambda text: (-counted[text], text)), counted.total()) for counted in spellings.values()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].casefold()))
