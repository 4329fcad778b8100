"""What people answer after the session, one by one and together."""

from __future__ import annotations

from assembly_app.domain.feedback import Feedback, checked, evaluation


def test_answers_together_have_a_mean_a_spread_and_texts_in_order_of_the_alphabet() -> None:
    found = evaluation([Feedback(5, 1, "Tea"), Feedback(4, 0, "Chairs"), Feedback(0, 2), Feedback(5)])
    assert found.answers == 4
    assert found.said.counts == (0, 0, 0, 1, 2)
    assert found.said.mean == 14 / 3
    assert found.known.counts == (1, 1, 0, 0, 0)
    assert found.better == ("Chairs", "Tea")


def test_a_question_that_nobody_answered_has_no_mean() -> None:
    assert evaluation([Feedback(better="Tea")]).said.mean is None


def test_fewer_than_five_answers_reveal_who_wrote_them() -> None:
    assert not evaluation([]).revealing
    assert evaluation([Feedback(1)] * 4).revealing
    assert not evaluation([Feedback(1)] * 5).revealing


def test_an_answer_is_kept_on_one_line_without_control_characters() -> None:
    assert checked("", "3", " More\r\n\x00 chairs ") == Feedback(0, 3, "More chairs")
