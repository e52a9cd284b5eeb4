"""A tree is written so that it is read again as the same tree."""

import pytest
from hypothesis import example, given

from mock_flowservice.expressions.limits import LONGEST_EXPRESSION
from mock_flowservice.expressions.nodes import Call, Field, Literal, Member, Node, Prefix
from mock_flowservice.expressions.parser import RESERVED, parse
from mock_flowservice.expressions.printer import printed
from tests.expressions.trees import literals, trees


@given(trees())
@example(Member(Field("a"), ""))
@example(Member(Literal(1), "5"))
@example(Prefix("!", Prefix("~", Field("a"))))
@example(Prefix("size", Field("true x")))
@example(Member(Field("a\nb"), "\\"))
def test_what_is_printed_parses_to_the_same_tree(tree: Node) -> None:
    text = printed(tree)
    if len(text) <= LONGEST_EXPRESSION:
        assert parse(text) == tree
        assert printed(parse(text)) == text


@given(literals(), literals())
@example(Literal(1), Literal(1.0))
@example(Literal(1), Literal(True))
def test_literals_are_the_same_when_they_are_of_one_type_and_equal(one: Literal, other: Literal) -> None:
    same = type(one.value) is type(other.value) and one.value == other.value
    assert (one == other) is same
    assert not same or hash(one) == hash(other)


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_reserved_word_can_be_printed_as_the_name_of_anything(name: str) -> None:
    for tree in (Field(name), Field(name, quoted=True), Member(Field("a"), name), Call(name, ())):
        assert parse(printed(tree)) == tree


@pytest.mark.parametrize(
    ("text", "shortest"),
    [
        ("((a))", "a"),
        ("(a+b)*c", "(a + b) * c"),
        ("a+(b*c)", "a + b * c"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a==b)==c", "(a == b) == c"),
        ("(a?b:c)?d:e", "(a ? b : c) ? d : e"),
        ("a?b:(c?d:e)", "a ? b : c ? d : e"),
        ("not (a and b)", "!(a && b)"),
        ("(not a) and b", "!a && b"),
        ("(-a).b", "(-a).b"),
        ("- (a.b)", "-a.b"),
        ("filterArray(a, (x) -> (x > 1))", "filterArray(a, x -> x > 1)"),
        ("{:}", "{}"),
        ("'it\\'s'", '"it\'s"'),
        ("0x1F", "31"),
        ("017", "15"),
        ("a mod b div c", "a % b / c"),
        ("empty  a", "empty a"),
        ("a . 'b c'", "a.b\\ c"),
        ("a[ 'b' ]", 'a["b"]'),
    ],
)
def test_what_is_printed_is_as_short_as_can_be(text: str, shortest: str) -> None:
    assert printed(parse(text)) == shortest
