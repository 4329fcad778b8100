"""What votelib says, in our terms."""

from __future__ import annotations

from collections.abc import Sequence

from votelib.evaluate.core import Tie

from assembly_app.domain.counting import ties


def agrees(elected: Sequence[str], tie: ties.Tie | None, theirs: Sequence[object]) -> bool:
    """Whether votelib elects the same options, and sees the same tie for the last seats."""
    sure = {option for option in theirs if not isinstance(option, Tie)}
    tied = next((set(option) for option in theirs if isinstance(option, Tie)), None)
    return sure == set(elected) and tied == (set(tie.options) if tie else None)
