"""A life cycle as a drawing: states as cards from top to bottom, moves as labelled lines that lead to their arrowheads.

Each move has a row of its own beside the card that it leaves, so labels cannot overlap. All moves to one state run down
one track at the right, and bend towards the one arrowhead there. Moves that stay are rows inside the card.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap
from typing import NamedTuple

from ..machines.transitions import GONE, NOTHING
from .life_cycles import Arrow, LifeCycle

LETTER, LINE, PAD, GAP, TRACK, BEND = 6.9, 14, 9, 16, 13, 6
"""Pixels: the width of a letter and the height of a line in the page's small text, and the distances between things."""
HEADER = 28
LONGEST = 23
"""Letters in a line."""
STAYS = "↻ "


class Text(NamedTuple):
    """A line of text in a drawing."""

    x: float
    y: float
    text: str
    kind: str


class Wire(NamedTuple):
    """A line from a move to the arrowhead of the state that it leads to."""

    path: str
    times: int


@dataclass(frozen=True)
class Card:
    """A state, in its place."""

    state: str
    y: float
    height: float
    leaving: list[Arrow]
    staying: list[Arrow]
    is_reached: bool

    @property
    def is_outside(self) -> bool:
        """Whether there is nothing in this state."""
        return self.state in (NOTHING, GONE)

    @property
    def entry(self) -> float:
        """Where arrows come in."""
        return self.y + HEADER / 2

    def exits(self) -> Iterable[tuple[float, Arrow]]:
        """How far down each move leaves."""
        y = self.y + HEADER
        for arrow in self.leaving:
            y += row_height(arrow)
            yield y - 5, arrow


@dataclass(frozen=True)
class Drawing:
    """All shapes of a drawing."""

    width: float
    height: float
    card_width: float
    cards: list[Card]
    texts: list[Text]
    wires: list[Wire]
    heads: list[tuple[float, float, int]]
    """Where an arrowhead stands, and how often it was reached."""


def label(arrow: Arrow) -> list[str]:
    """What stands at an arrow, in lines."""
    times = f"×{arrow.times:,}" if arrow.times else "(never)"
    return wrap(f"{STAYS if arrow.stays else ''}{arrow.move} {times}", LONGEST, subsequent_indent="  " * arrow.stays)


def row_height(arrow: Arrow) -> float:
    """The height of a move's row; one beside a card has a line beneath it."""
    return len(label(arrow)) * LINE + (2 if arrow.stays else 8)


def drawing(cycle: LifeCycle) -> Drawing:
    """The drawing of a life cycle."""
    cards = [*stacked(cycle)]
    left = widest((label(arrow) for card in cards for arrow in card.staying), cycle.states) + 2 * PAD
    right = left + widest(label(arrow) for card in cards for arrow in card.leaving) + 2 * PAD
    tracks = placed({state: span for state in cycle.states if (span := reach(state, cards))})
    width = right + TRACK * (1 + max(tracks.values(), default=0)) + 2
    return Drawing(
        width,
        cards[-1].y + cards[-1].height + 2,
        left,
        cards,
        [text for card in cards for text in texts(card, left)],
        sorted(wires(cards, left, right, tracks), key=lambda wire: bool(wire.times)),
        [*heads(cards, left)],
    )


def stacked(cycle: LifeCycle) -> Iterable[Card]:
    """The states below each other, each as high as what it says."""
    y = 1.0
    for state in cycle.states:
        staying = [each for each in cycle.arrows if each.stays and each.before == state]
        leaving = [each for each in cycle.arrows if not each.stays and each.before == state]
        leaving.sort(key=lambda each: cycle.states.index(each.after))
        height = HEADER + max(sum(map(row_height, rows)) for rows in (staying, leaving)) + PAD * bool(staying)
        reached = any(each.times for each in cycle.arrows if state in (each.before, each.after))
        yield Card(state, y, height, leaving, staying, reached)
        y += height + GAP


def widest(labels: Iterable[list[str]], bold: Iterable[str] = ()) -> float:
    """The width of the longest line."""
    letters = max((len(line) for lines in labels for line in lines), default=0)
    return LETTER * max([letters, *(1.2 * len(each) for each in bold)])


def reach(state: str, cards: list[Card]) -> tuple[float, float] | None:
    """From where to where the track of a state runs; None where nothing leads to it."""
    found = [y for card in cards for y, arrow in card.exits() if arrow.after == state]
    found += [card.entry for card in cards if card.state == state and found]
    return (min(found), max(found)) if found else None


def placed(spans: dict[str, tuple[float, float]]) -> dict[str, int]:
    """The track of each state: short ones inside, and none where another runs at the same height."""
    tracks: dict[str, int] = {}
    for state, (top, bottom) in sorted(spans.items(), key=lambda each: each[1][1] - each[1][0]):
        beside = {tracks[each] for each in tracks if spans[each][0] - GAP < bottom and top < spans[each][1] + GAP}
        tracks[state] = min({*range(len(spans))} - beside)
    return tracks


def texts(card: Card, left: float) -> Iterable[Text]:
    """What is written in a card and beside it."""
    yield Text(PAD, card.entry + 4, card.state, "state")
    y = card.y + HEADER
    for arrow in card.staying:
        yield from (Text(PAD, y + LINE * n, line, kind(arrow)) for n, line in enumerate(label(arrow), 1))
        y += row_height(arrow)
    for y, arrow in card.exits():
        lines = label(arrow)
        yield from (
            Text(left + PAD, y - 4 - LINE * (len(lines) - n), line, kind(arrow)) for n, line in enumerate(lines, 1)
        )


def kind(arrow: Arrow) -> str:
    """How an arrow is drawn."""
    return "made" if arrow.times else "never"


def wires(cards: list[Card], left: float, right: float, tracks: dict[str, int]) -> Iterable[Wire]:
    """The lines of all moves that lead elsewhere."""
    entries = {card.state: card.entry for card in cards}
    for card in cards:
        for y, arrow in card.exits():
            x, end = right + TRACK * tracks[arrow.after], entries[arrow.after]
            turn = BEND if end > y else -BEND
            path = (
                f"M{left:g},{y:g} H{x - BEND:g} Q{x:g},{y:g} {x:g},{y + turn:g} "
                f"V{end - turn:g} Q{x:g},{end:g} {x - BEND:g},{end:g} H{left + 7:g}"
            )
            yield Wire(path, arrow.times)


def heads(cards: list[Card], left: float) -> Iterable[tuple[float, float, int]]:
    """The arrowheads."""
    for card in cards:
        times = [arrow.times for each in cards for arrow in each.leaving if arrow.after == card.state]
        if times:
            yield left, card.entry, sum(times)
