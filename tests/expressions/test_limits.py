"""No expression runs for ever, fills the memory, or goes deeper than Python can follow."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from mock_flowservice.expressions import closures
from mock_flowservice.expressions.compiler import Expression
from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.limits import DEEPEST, LONGEST_TEXT, MOST_MEMBERS, room_for_members, room_for_text
from mock_flowservice.expressions.printer import printed
from tests.expressions.outcomes import refusal

TEN = list(range(10))


def nested(opening: str, middle: str, closing: str, parts: int = 1) -> str:
    """As many openings around the middle as may lie inside each other, each of so many parts."""
    levels = (DEEPEST - 1) // parts
    return opening * levels + middle + closing * levels


DEEP = {
    "lists": nested("[", "a", "]"),
    "maps": nested("{'a': ", "a", "}"),
    "calls": nested("upper(", "a", ")"),
    "lazy calls": nested("iif(true, ", "a", ", 1)"),
    "lambdas": nested("filterArray(a, x -> ", "x", ")", 2),
    "changes": nested("transformArray(a, x -> ", "x", ")", 2),
    "prefixes": nested("-", "1", ""),
    "sums": nested("1 + (", "1", ")"),
    "conditions": nested("a ? ", "1", " : 2"),
    "defaults": nested("a ?: ", "1", ""),
    "choices": nested("null || ", "a", ""),
    "indexes": nested("a[", "0", "]"),
    "members": "a" + ".a" * (DEEPEST - 1),
    "methods": "'a'" + ".equals('a')" * (DEEPEST - 1),
    "equalities": nested("(a == ", "1", ")"),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_the_deepest_expressions_are_compiled_printed_and_evaluated_far_down_the_stack(text: str) -> None:
    def everything() -> None:
        expression = Expression(text)
        for record in ({}, {"a": "a"}, {"a": [0]}):
            error = refusal(partial(expression.evaluate, record))
            assert error is None or error.place
        assert printed(Expression(printed(expression.tree)).tree) == printed(expression.tree)
        assert isinstance(hash(expression.tree), int)
        assert expression.rules

    def deeper(levels: int) -> None:
        return deeper(levels - 1) if levels else everything()

    deeper(150)


def budget(monkeypatch: pytest.MonkeyPatch, ticks: int) -> list[int]:
    """Let every look at the clock be a second, and `ticks` of them the time that lambdas have; how many there were."""
    looks = [0]

    def tick() -> float:
        looks[0] += 1
        return looks[0]

    monkeypatch.setattr(closures, "monotonic", tick)
    monkeypatch.setattr(closures, "LAMBDA_SECONDS", ticks)
    return looks


@pytest.mark.parametrize(
    "text",
    [
        nested("filterArray(a, x -> ", "true", ")", 2),
        nested("transformArray(a, x -> ", "x", ")", 2),
        " || ".join(["size filterArray(a, x -> size filterArray(a, y -> x + y > 9) > 9) > 9"] * 50),
        "iif(true, filterArray(a, x -> size filterArray(a, y -> size filterArray(a, z -> x) > 0) > 0), a)",
    ],
)
def test_lambdas_inside_and_beside_each_other_share_one_time_and_stop(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    looks = budget(monkeypatch, 100)
    with pytest.raises(ExpressionError, match="the lambdas take longer than 100 seconds") as caught:
        Expression(text).evaluate({"a": TEN})
    assert caught.value.place
    assert looks[0] == 102


def test_each_record_has_the_whole_time(monkeypatch: pytest.MonkeyPatch) -> None:
    budget(monkeypatch, 10)
    expression = Expression("filterArray(a, x -> x > 4)")
    for _ in range(5):
        assert expression.evaluate({"a": TEN}) == TEN[5:]


def test_exponential_lambdas_end_by_the_clock_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closures, "LAMBDA_SECONDS", 0.05)
    with pytest.raises(ExpressionError, match=r"the lambdas take longer than 0\.05 seconds"):
        Expression(nested("filterArray(a, x -> size ", "a", " > 0)", 4)).evaluate({"a": TEN})


DOUBLING: dict[str, tuple[Callable[[str], str], str]] = {
    "text": (lambda inner: f"transformArray([{inner}[0]], x -> x + x)", "['ab']"),
    "lists": (lambda inner: f"transformArray([{inner}[0]], x -> [x, x])", "[1]"),
    "members": (lambda inner: f"transformArray([{inner}[0]], x -> join_arrays(x, x))", "[[1]]"),
    "numbers": (lambda inner: f"transformArray([{inner}[0]], x -> x * x)", "[99]"),
}


@pytest.mark.parametrize("name", DOUBLING)
def test_what_doubles_again_and_again_stays_small(name: str) -> None:
    double, text = DOUBLING[name]
    for _ in range(45):
        text = double(text)
    expression = Expression(text)
    error = refusal(lambda: expression.evaluate({}))
    assert error
    assert error.place
    assert any(word in error.message for word in ("most", "digits", "bytes", "seconds"))


def test_lambdas_of_an_evaluation_share_one_room(monkeypatch: pytest.MonkeyPatch) -> None:
    expression = Expression("transformArray(transformArray(a, x -> lpad('', 900, '-')), x -> {'k': [x]})")
    monkeypatch.setattr(closures, "LAMBDA_ROOM", 22_000)
    assert expression.evaluate({"a": TEN}) == [{"k": ["-" * 900]}] * 10
    monkeypatch.setattr(closures, "LAMBDA_ROOM", 18_000)
    with pytest.raises(ExpressionError, match="the lambdas make more than 18,000 bytes") as caught:
        expression.evaluate({"a": TEN})
    assert caught.value.place


@pytest.mark.parametrize("form", ["min({})", "5 =~ {}", "[{}].${{a[*]}}", "map_get_values({{}}, {})"])
def test_what_lambdas_share_is_counted_as_often_as_it_is_reached(form: str) -> None:
    shared = form.format("transformArray(a, x -> y)")
    text = f"transformArray([lpad('', {LONGEST_TEXT}, ' ')], y -> {shared})"
    error = refusal(lambda: Expression(text).evaluate({"a": [0] * MOST_MEMBERS}))
    assert error
    assert "the lambdas make more than" in error.message


@pytest.mark.parametrize(("times", "fits"), [(100, True), (101, False)])
def test_every_member_of_lists_that_share_theirs_is_counted(times: int, fits: bool) -> None:
    text = f'{{"a": [{", ".join(["r"] * times)}]}}.${{a[*].b[*]}}'
    error = refusal(lambda: Expression(text).evaluate({"r": {"b": [0] * (MOST_MEMBERS // 100)}}))
    assert (error is None) is fits
    assert fits or "members" in str(error)


@pytest.mark.parametrize("text", ["concat(a)", "a + 'x'", "-a + a", "a == 'x'", "left(a, 1)", "{a: 1}", "a.b[a]", "!a"])
def test_a_number_of_a_record_that_no_text_can_spell_is_an_error_of_the_expression(text: str) -> None:
    for number in (10**5000, -(10**5000)):
        refusal(lambda: Expression(text).evaluate({"a": number}))  # noqa: B023 - called at once


@pytest.mark.parametrize(("change", "letter"), [("upper", "ΐ"), ("lower", "İ")])
def test_letters_that_become_more_make_no_text_too_long(change: str, letter: str) -> None:
    error = refusal(lambda: Expression(f"{change}(a)").evaluate({"a": letter * (LONGEST_TEXT // 2 + 1)}))
    assert error
    assert "characters" in error.message


def test_a_budget_can_be_used_up_to_the_last() -> None:
    room_for_text(LONGEST_TEXT)
    room_for_members(MOST_MEMBERS)
    with pytest.raises(ExpressionError, match="1,000,001 characters"):
        room_for_text(LONGEST_TEXT + 1)
    with pytest.raises(ExpressionError, match="100,001 members"):
        room_for_members(MOST_MEMBERS + 1)


def test_one_expression_serves_many_threads() -> None:
    expression = Expression("filterArray(a, x -> x > limit)")
    results: dict[int, Any] = {}

    def work(limit: int) -> None:
        results[limit] = [expression.evaluate({"a": TEN, "limit": limit}) for _ in range(50)]

    threads = [threading.Thread(target=work, args=(limit,)) for limit in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {limit: [TEN[limit + 1 :]] * 50 for limit in range(8)}
