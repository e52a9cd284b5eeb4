"""What a list reads of the store: little, wherever a page stands, and all that can be meant."""

from collections.abc import Iterator
from typing import Any

import pytest

from mock_flowservice.store.base import Document, Position, Store
from tests.flow_service.list_laws import Lists, id_of, served

MANY = 400
A_PIECE = 60
"""Documents that are read at once, and some to spare."""


class Counting:
    """A store that counts the documents that are read of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read = 0

    def walk(self, *where: Any, **how: Any) -> list[tuple[Position, Document]]:
        found = self._store.walk(*where, **how)
        self.read += len(found)
        return found

    def scan(self, *where: Any) -> Iterator[Document]:
        for document in self._store.scan(*where):
            self.read += 1
            yield document

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


@pytest.fixture(scope="module")
def tenant() -> Lists:
    """Somebody with many flows, on a store that counts."""
    serving = served("memory://")
    serving.emulator.store = Counting(serving.emulator.store)
    tenant = serving.tenant()
    for number in range(MANY):
        state = "enabled" if number % 4 else "disabled"
        tenant.put({"name": f"n{number % 50}", "state": state, "createdAt": number}, number)
    return tenant


@pytest.mark.parametrize(
    ("query", "walks"),
    [
        ({}, 1),
        ({"orderby": "createdAt,-name"}, 1),
        ({"property": "state==enabled", "orderby": "-name"}, 1),
        ({"property": "state==enabled,disabled", "orderby": "-createdAt"}, 2),
        ({"property": ["state==enabled", "name==n7"]}, 1),
    ],
    ids=str,
)
def test_a_page_reads_about_as_much_as_it_shows_wherever_it_stands(tenant: Lists, query: Any, walks: int) -> None:
    store: Any = tenant.emulator.store
    seen = 0
    before = store.read
    for page in tenant.platform.pages("flows", limit=20, **query):
        assert store.read - before <= walks * A_PIECE
        before, seen = store.read, seen + len(page)
    assert tenant.platform.page("flows", property=query.get("property", []), count="true").body == {"count": seen}


@pytest.mark.parametrize(
    "query",
    [{}, {"orderby": "-createdAt"}, {"property": "state==enabled,disabled"}, {"orderby": "-runs"}],
    ids=str,
)
def test_what_no_index_tells_is_looked_for_until_the_end(tenant: Lists, query: Any) -> None:
    last = [id_of(number) for number in (MANY - 2, MANY - 1)]
    also = [f"createdAt>={MANY - 2}", *([query["property"]] if "property" in query else [])]
    found = [each["id"] for each in tenant.platform.page("flows", **(query | {"property": also})).body["items"]]
    assert found == (last if "orderby" not in query else last[::-1])


def test_two_arrays_of_a_flow_are_both_looked_into(tenant: Lists) -> None:
    ids = [f"s{number}" for number in range(40)]
    steps = [{"name": f"t{number}"} for number in range(40)]
    other = tenant.emulator, tenant.platform.beside(x_sandbox_name="prod", x_gw_ims_org_id="0" * 24 + "@AdobeOrg")
    alone = Lists(other[1], other[0])
    alone.put({"name": "wide", "sourceConnectionIds": ids, "transformations": steps}, 1)
    for number in range(40):
        query = [f"sourceConnectionIds[]=={ids[number]},s0", f"transformations[].name==t{39 - number}"]
        assert [each["name"] for each in alone.platform.all("flows", property=query)] == ["wide"]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_texts_too_long_for_any_key_come_once(limit: int) -> None:
    tenant = served("memory://").tenant()
    fields = [f"options.{letter}" for letter in "abcdef"]
    options = dict.fromkeys("abcdef", "~" * 500)
    for number in range(9):
        tenant.put({"name": "x" * (number % 3 + 1), "options": options}, number)
    query = {"property": "name==x,xx,xxx", "orderby": ",".join(fields)}
    found = [each["id"] for each in tenant.platform.all("flows", limit=limit, **query)]
    assert sorted(found) == [id_of(number) for number in range(9)]
