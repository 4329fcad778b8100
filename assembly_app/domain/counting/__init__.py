"""Counting, one module a method: each takes ballots and gives a frozen result with its reasons, round by round.

Ballots come as an iterable, or as a mapping from a ballot to how many cast it (that is also how votes are weighted).
Nothing here breaks a tie by itself. A tie is reported as the set of options in it; only an order that was handed in
(`order`, best first) breaks it: the chair's decision, or a draw with a published seed (`ties.draw_order`).
"""
