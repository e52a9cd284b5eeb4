"""Any text is read or refused in words, and a refusal points at the right character."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.limits import DEEPEST, LONGEST_EXPRESSION
from mock_flowservice.expressions.nodes import Node, all_parts
from mock_flowservice.expressions.parser import RESERVED, parse
from mock_flowservice.expressions.printer import printed
from tests.expressions.outcomes import refusal
from tests.expressions.trees import TOKENS, nasty_texts, trees

READ: Callable[[str], Node] = parse.__wrapped__
"""The parser without its memory."""


def read(text: str) -> Node | None:
    """The tree of a text, None where it is refused; the refusal has a place inside the text."""
    error = refusal(lambda: READ(text))
    assert error is None or error.place is None or error.place.text == text
    assert error is None or error.place is None or 0 <= error.place.offset <= len(text)
    return None if error else READ(text)


@given(nasty_texts)
def test_any_text_is_read_or_refused(text: str) -> None:
    tree = read(text)
    if tree is not None:
        assert READ(printed(tree)) == tree


@given(trees(), st.data())
def test_a_text_that_was_an_expression_is_read_or_refused(tree: Node, data: st.DataObject) -> None:
    text = printed(tree)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    changed = (
        text[:start] + data.draw(st.sampled_from(("", *TOKENS))) + text[data.draw(st.sampled_from((start, end))) :]
    )
    read(changed)


@given(trees())
def test_blanks_and_comments_between_words_say_nothing(tree: Node) -> None:
    text = printed(tree)
    assume(len(text) < LONGEST_EXPRESSION - 40)
    assert READ(f" /* ** / */ ( // first\n {text}\n\t) ## last") == tree


REPEATED = (
    "(",
    "[",
    "a?",
    "!",
    "-",
    "${",
    "a.",
    "x->",
    "9",
    "0",
    "\\",
    '"\\',
    "/*",
    "*/",
    "😀",
    "\ud800",
    "a+",
    "f(",
    "[a,",
)
NESTED = (("(", ")"), ("[", "]"), ("{a:", "}"), ("a[", "]"), ("f(", ")"), ("a?(", "):b"), ("f(x->", ")"))
LONG = [
    *(each * (LONGEST_EXPRESSION // len(each)) for each in REPEATED),
    *(opening * 600 + "a" + closing * 600 for opening, closing in NESTED),
    "1." + "0" * 4000 + "B",
    "1.0e" + "9" * 4000,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: f"{text!a:.8}")
def test_no_text_takes_more_work_than_its_length_allows(text: str) -> None:
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1

    parse("a + 1")
    sys.setprofile(count)
    try:
        refusal(lambda: READ(text))
    finally:
        sys.setprofile(None)
    assert steps < 250 * len(text) + 2_000


@pytest.mark.parametrize(
    "opening", ["(", "[", "-", "!", "~", "size ", "a ? b : ", "a ?: ", "{a: ", "upper(", "a[", "1 + ("]
)
def test_what_is_nested_too_deeply_is_refused(opening: str) -> None:
    closing = {"(": ")", "[": "]", "{": "}"}
    for levels in (DEEPEST + 1, LONGEST_EXPRESSION // len(opening) // 2 - 1):
        end = "".join(closing.get(each, "") for each in reversed(opening)) * levels
        if opening == "(":
            assert READ(opening * levels + "a" + end) == READ("a")
            continue
        with pytest.raises(ExpressionError, match=f"nested deeper than {DEEPEST} levels"):
            READ(opening * levels + "a" + end)


def test_a_chain_as_deep_as_allowed_is_read() -> None:
    assert len(list(all_parts(READ("+".join("a" * DEEPEST))))) == 2 * DEEPEST - 1


def test_an_expression_too_long_is_refused() -> None:
    fits = '"' + "a" * (LONGEST_EXPRESSION - 2) + '"'
    READ(fits)
    with pytest.raises(ExpressionError, match="4,097 characters, and 4,096 are the most"):
        READ(fits + " ")


@pytest.mark.parametrize("word", sorted(RESERVED - {"true", "false", "null"}))
def test_a_reserved_word_is_no_bare_name(word: str) -> None:
    for text in (f"{word} + 1", f"1 + {word}", f"a.{word}", f"upper({word})", f"filterArray(a, {word} -> 1)"):
        with pytest.raises(ExpressionError):
            READ(text)
    for text in (f"${{{word}}} + 1", f"{word}s + 1", f"{word}_ + 1", f"{word}$", f"\\{word} + 1"):
        READ(text)


WRONG = [
    ("", 1, 1, "the expression is empty", ""),
    (" \n ", 2, 2, "the expression is empty", ""),
    ("a +", 1, 4, "the expression ends where a value is expected", ""),
    ("a +\n", 2, 1, "the expression ends where a value is expected", ""),
    ("a +\n  * b", 2, 3, r"'\*' stands where a value is expected", "* b"),
    ("a\n+\tb c", 2, 5, "'c' stands where an operator or '\\(' is expected", "c"),
    ('"😀" b', 1, 5, "'b' stands where an operator is expected", "b"),
    ("größe.size", 1, 7, "'size' is a reserved word; a field of that name is written \\${size}", "size"),
    ("a < b < c", 1, 7, "'<' stands where an operator is expected", "< c"),
    ("a == b\r\n!= c", 2, 1, "'!' stands where an operator is expected", "!= c"),
    ("x -> x", 1, 3, "a lambda can only be an argument of a function", "-> x"),
    ("f(a + b -> 1)", 1, 5, "a lambda's parameter is a bare name", "+ b -> 1)"),
    ("f(${a} -> 1)", 1, 3, "a lambda's parameter is a bare name", "${a} -> 1)"),
    ("f((a, 1) -> 1)", 1, 7, "a lambda's parameter is a bare name", "1) -> 1)"),
    ("a = 1", 1, 3, "'=' stands where an operator is expected", "= 1"),
    ("a +* b\r\n- c", 1, 4, r"'\*' stands where a value is expected", "* b"),
    ("if (a) b", 1, 1, "'if' is a reserved word", "if"),
    ("var x = 1", 1, 1, "'var' is a reserved word", "var"),
    ("new('a')", 1, 1, "'new' is a reserved word", "new"),
    ("{a, b}", 1, 3, "',' stands where an operator or ':' is expected", ", b}"),
    ("1..5", 1, 3, "'.' stands where a name is expected", ".5"),
    ("a.1", 1, 3, "'1' stands where a name is expected", "1"),
    ("`a`", 1, 1, "'`' stands where a value is expected", "`a`"),
    ("NaN", 1, 1, "'NaN' is a reserved word", "NaN"),
    ("a; b", 1, 2, "';' stands where an operator is expected", "; b"),
    ("a + 'b", 1, 5, "' begins a text that does not end", "'b"),
    ("a + ${b", 1, 5, r"\${ begins a name that does not end", "${b"),
    ("a /* b", 1, 3, r"/\* begins a comment that does not end", "/* b"),
    ("/*", 1, 1, r"/\* begins a comment that does not end", "/*"),
    ("1 + 09", 1, 5, "09 begins with 0, and is no octal number", "09"),
    ("1 + 0x", 1, 5, "'0x' stands where a value is expected", "0x"),
    ("12ab", 1, 1, "'12ab' stands where a value is expected", "12ab"),
    ("1 + " + "9" * 1001, 1, 5, "the number has more than 1,000 digits", "999"),
    ("1.0e309", 1, 1, "1.0e309 is out of range", "1.0e309"),
    ("1.0e-1001B", 1, 1, "1.0e-1001B is out of range", "1.0e-1001B"),
    ("0.0e999999999B", 1, 1, "0.0e999999999B is out of range", "0.0e9"),
    ("1.0e1001B", 1, 1, "1.0e1001B is out of range", "1.0e1001B"),
    ("1.0e99999999999999999999B", 1, 1, "is out of range", "1.0e9"),
    ('a + "\\ud800"', 1, 5, "the text holds half a surrogate pair", '"\\ud800"'),
    ("a + \ud800", 1, 5, "a lone surrogate is no character", "\ud800"),
    ("${ }", 1, 1, r"\${} names nothing", "${ }"),
    ("f(a,", 1, 5, "the expression ends where a value is expected", ""),
    ("f(a", 1, 4, "the expression ends where an operator or '\\)' or ',' or '->' is expected", ""),
    ("[1, 2", 1, 6, "the expression ends where an operator or '\\]' or ',' is expected", ""),
]


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "rest"), WRONG, ids=[f"{each[0]!r:.30}" for each in WRONG]
)
def test_a_refusal_points_at_the_character_that_is_wrong(
    text: str, line: int, column: int, message: str, rest: str
) -> None:
    with pytest.raises(ExpressionError, match=message) as caught:
        READ(text)
    place = caught.value.place
    assert place is not None
    assert (place.line, place.column) == (line, column)
    assert text[place.offset :].startswith(rest) if rest else place.offset == len(text)
    shown, caret = place.caret().split("\n")
    assert shown == text.splitlines()[line - 1] if shown else not rest
    assert caret[:-1] == "".join("\t" if each == "\t" else " " for each in shown[: column - 1])
    assert str(caught.value).endswith(f"at line {line}, column {column}\n{shown}\n{caret}")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a + b * c - d", "(a + (b * c)) - d"),
        ("a || b && c | d ^ e & f == g < h + i * -j", "a || (b && (c | (d ^ (e & (f == (g < (h + (i * (-j)))))))))"),
        ("a or b and c", "a || (b && c)"),
        ("not a == b", "(!a) == b"),
        ("-a.b", "-(a.b)"),
        ("size a + 1", "(size a) + 1"),
        ("empty(a) && b", "(empty a) && b"),
        ("a - b - c", "(a - b) - c"),
        ("a / b * c % d", "((a / b) * c) % d"),
        ("a ? b : c ? d : e", "a ? b : (c ? d : e)"),
        ("a ?: b ?: c", "a ?: (b ?: c)"),
        ("a ? b ? c : d : e", "a ? (b ? c : d) : e"),
        ("{a ? b : c : d}", "{(a ? b : c) : d}"),
        ("a =~ b && c !~ d", "(a =~ b) && (c !~ d)"),
        ("a!~b", "a !~ b"),
        ("a == !~b", "a == (!(~b))"),
        ("a<-b", "a < (-b)"),
        ("x.equals('a') || y", "(x.equals('a')) || y"),
        ("commons-logging", "commons - logging"),
        ("f((x) -> x + 1)", "f(x -> (x + 1))"),
        ("f(x->x>1)", "f(x -> (x > 1))"),
        ("not${a}", "!${a}"),
        ("1L + 2h", "1 + 2"),
        ("0XfF", "255"),
    ],
)
def test_operators_bind_as_in_the_reference(text: str, same: str) -> None:
    assert READ(text) == READ(same)
