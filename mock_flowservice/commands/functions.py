"""`mock-flowservice functions`: the catalogue of the mapping language."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

import click

from ..errors import UsageError
from ..wire import JsonObject
from .ending import ending_well


@click.command()
@click.argument("name", required=False)
def functions(name: str | None) -> None:
    """List the functions of the mapping language, or show all that is known of one."""
    with ending_well():
        from ..expressions.functions.catalogue import catalogue

        known = catalogue()
        lines = listed(known) if name is None else shown(matching(known, name))
        click.echo("\n".join(lines))


def matching(known: Iterable[JsonObject], name: str) -> list[JsonObject]:
    """The entries of a name; raises UsageError that suggests the nearest if there are none."""
    from ..expressions.errors import ExpressionError
    from ..expressions.functions.registry import find

    found = [entry for entry in known if entry["function"] == name]
    if not found:
        try:
            find(name)
        except ExpressionError as error:
            raise UsageError(error) from None
    return found


def listed(known: Iterable[JsonObject]) -> Iterator[str]:
    """A line for each function, under its category."""
    entries = list(known)
    width = max(len(entry["function"]) for entry in entries)
    for category, members in groupby(entries, itemgetter("category")):
        yield from ("", category) if category != entries[0]["category"] else (category,)
        yield from (f"  {entry['function']:{width}}  {entry['description']}" for entry in members)


def shown(found: Iterable[JsonObject]) -> Iterator[str]:
    """How each is written, what it takes and gives, and an example."""
    for number, entry in enumerate(found):
        yield from [""] * bool(number)
        yield from (entry["syntax"], "", entry["description"], "")
        yield from (f"  {each['name']}: {each['description']}" for each in entry["params"])
        yield f"  gives: {entry['returns']}"
        if entry["example"]:
            yield from ("", f"  {entry['example']}", f"  is {entry['result']}")
