"""Data sets of Catalog: created, changed, deleted; and what becomes of those whose schema is gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import requests
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, multiple, precondition

from flowservice_client import add, remove, replace

from ..api import CATALOG, REGISTRY
from ..raw import refused
from ..tutorial import JsonObject
from .machine import Machine, move, opening
from .transitions import GONE, NOTHING, Transition

FAMILY, FIRST, LATER = "data sets", "version 1.0.0", "a later version"
DATASETS = f"{CATALOG}/dataSets"
NOBODY = "0" * 24
BEHAVIOURS = {
    "https://ns.adobe.com/xdm/context/profile": "record",
    "https://ns.adobe.com/xdm/context/experienceevent": "time-series",
}
"""How the records of a class behave. Source: doc help/xdm/schema/composition.md."""
PROTECTED: dict[str, Any] = {
    "version": "7.0.0",
    "created": 1,
    "state": "x",
    "viewId": "5",
    "lastBatchStatus": "success",
}
IMPOSSIBLE: dict[str, JsonObject] = {
    "a name that is no text": replace("/name", 5),
    "no name": remove("/name"),
    "what is not there": remove("/nothing/deeper"),
    "a test that fails": {"op": "test", "path": "/name", "value": "another"},
}
"""Last steps of patches that nothing takes."""
MOST, MOST_MODELS = 4, 3
"""Data sets and schemas at a time."""
NAMES = ("a", "b", "c")
names = st.sampled_from(NAMES)
behaviours = st.sampled_from(sorted(BEHAVIOURS))
tags = st.dictionaries(
    st.sampled_from(("team", "level")), st.lists(st.sampled_from(("x", "y")), max_size=2), max_size=2
)
SPEC, DOCS = "catalog spec", "doc help/catalog/api"
ADDITIONS, CHANGES, SCHEMA = ("dataset.additions",), ("dataset.changes",), ("dataset.schema",)
TRANSITIONS = tuple(
    Transition(FAMILY, *row)
    for row in (
        (NOTHING, "create", FIRST, f"{SPEC} createDataset; {DOCS}/create-dataset.md", ADDITIONS),
        (NOTHING, "create on a schema that is gone", FIRST, f"{SPEC} createDataset; inferred", SCHEMA),
        (NOTHING, "validate only", NOTHING, f"{DOCS}/appendix.md", ("dataset.validation",)),
        *(
            row
            for state in (FIRST, LATER)
            for row in (
                (state, "look up", state, f"{SPEC} retrieveDataset; {DOCS}/look-up-object.md", ()),
                (state, "look up some fields", state, f"{DOCS}/look-up-object.md", ()),
                (state, "merge", LATER, f"{SPEC} patchDataset; {DOCS}/update-object.md", ADDITIONS),
                (state, "patch", LATER, f"{SPEC} patchDataset; {DOCS}/update-object.md", ADDITIONS),
                (state, "move to another schema", LATER, f"{SPEC} patchDataset", ADDITIONS),
                (state, "patch, last step impossible", state, f"{SPEC} patchDataset, 400", CHANGES),
                (state, "change what Catalog alone sets", state, f"{SPEC}, dataSetRequest", ("dataset.protected",)),
                (state, "merge, stale version", state, f"{DOCS}/appendix.md, 412", ("dataset.version",)),
                (state, "delete", GONE, f"{SPEC} deleteDataset; {DOCS}/delete-object.md", ()),
            )
        ),
        (GONE, "look up", GONE, f"{SPEC} retrieveDataset, 404", ()),
        (GONE, "merge", GONE, f"{SPEC} patchDataset, 404", ()),
        (GONE, "delete", GONE, f"{DOCS}/delete-object.md", ()),
    )
)


@dataclass
class Dataset:
    """What the model knows of a data set."""

    fields: JsonObject
    """What a client said last."""
    behaviour: str
    id: str = NOBODY
    changes: int = 0
    gone: bool = False

    @property
    def state(self) -> str:
        """Where it is in its life."""
        return GONE if self.gone else LATER if self.changes else FIRST

    @property
    def version(self) -> str:
        """The version that it is in."""
        return f"1.0.{self.changes}"


@dataclass
class Model:
    """A schema that data sets are of."""

    id: str
    behaviour: str
    gone: bool = field(default=False)

    @property
    def ref(self) -> JsonObject:
        """How a data set names it."""
        return {"id": self.id, "contentType": "application/vnd.adobe.xed+json;version=1"}


class Datasets(Machine):
    """The data sets of a sandbox, and a few schemas that come and go."""

    family = FAMILY
    transitions = TRANSITIONS
    datasets = Bundle("datasets")
    deleted_datasets = Bundle("deleted_datasets")
    models = Bundle("models")

    def __init__(self) -> None:
        super().__init__()
        self.catalog: dict[str, Dataset] = {}
        self.schemas_of_data: dict[str, Model] = {}

    @opening(target=datasets, name=names, of=behaviours, tags=tags)
    def begin_with_dataset(self, name: str, of: str, tags: JsonObject) -> Any:
        return self.make_dataset(name, self.make_schema_of_data(of), tags)

    @precondition(lambda self: sum(not each.gone for each in self.schemas_of_data.values()) < MOST_MODELS)
    @move(target=models, of=behaviours)
    def create_schema_of_data(self, of: str) -> str:
        return self.make_schema_of_data(of)

    @precondition(lambda self: self.catalog)
    @move(model=models)
    def delete_schema_of_data(self, model: str) -> None:
        known = self.schemas_of_data[model]
        if not known.gone:
            reply = self.raw("DELETE", f"{REGISTRY}/schemas/{alt_id(known.id)}")
            assert reply.status_code == 204, reply.text
            known.gone = True

    @precondition(lambda self: len(self.living_datasets()) < MOST)
    @move(target=datasets, name=names, model=models, tags=tags)
    def create_dataset(self, name: str, model: str, tags: JsonObject) -> Any:
        return self.make_dataset(name, model, tags)

    @precondition(lambda self: self.catalog)
    @move(name=names, model=models)
    def validate_dataset(self, name: str, model: str) -> None:
        of = self.schemas_of_data[model]
        body = {"name": self.dataset_name(name), "schemaRef": of.ref}
        reply = self.raw("POST", DATASETS, json=body, headers={"Pragma": "validate-only"})
        if self.schema_will_do(of, reply, 200):
            assert reply.json() == []
            self.passed(NOTHING, "validate only", NOTHING, FAMILY)

    @move(dataset=datasets, name=st.none() | names, match=st.booleans())
    def merge_into_dataset(self, dataset: str, name: str | None, match: bool) -> None:
        known, description = self.catalog[dataset], self.symbol("description")
        body = {"name": self.dataset_name(name)} if name else {"description": description}
        sent = {"If-Match": known.version if match else None}
        self.dataset_changes(known, "merge", self.raw("PATCH", f"{DATASETS}/{known.id}", json=body, headers=sent), body)

    @move(dataset=datasets, older=st.integers(1, 2))
    def merge_into_dataset_unseen(self, dataset: str, older: int) -> None:
        known = self.catalog[dataset]
        sent = {"If-Match": f"1.0.{known.changes - older}" if known.changes >= older else "0.9.9"}
        body = {"description": "too late"}
        refused(self.raw("PATCH", f"{DATASETS}/{known.id}", json=body, headers=sent), 412)
        self.dataset_stays(known, "merge, stale version")

    @move(dataset=datasets, tags=tags, gone=st.booleans())
    def patch_dataset(self, dataset: str, tags: JsonObject, gone: bool) -> None:
        known = self.catalog[dataset]
        steps = [add("/tags", tags)]
        if gone and "description" in known.fields:
            steps.append(remove("/description"))
            known.fields = {name: value for name, value in known.fields.items() if name != "description"}
        self.dataset_changes(known, "patch", self.raw("PATCH", f"{DATASETS}/{known.id}", json=steps), {"tags": tags})

    @move(dataset=datasets, of=behaviours)
    def move_dataset(self, dataset: str, of: str) -> None:
        known, behaviour = self.catalog[dataset], BEHAVIOURS[of]
        fit = [each for each in self.schemas_of_data.values() if not each.gone and each.behaviour == behaviour]
        to = fit[-1] if fit else self.schemas_of_data[self.make_schema_of_data(of)]
        if to.ref != known.fields["schemaRef"]:
            reply = self.raw("PATCH", f"{DATASETS}/{known.id}", json={"schemaRef": to.ref})
            known.behaviour = to.behaviour
            self.dataset_changes(known, "move to another schema", reply, {"schemaRef": to.ref})

    @move(dataset=datasets, last=st.sampled_from(sorted(IMPOSSIBLE)))
    def patch_dataset_in_vain(self, dataset: str, last: str) -> None:
        known = self.catalog[dataset]
        steps = [add("/description", "half done"), IMPOSSIBLE[last]]
        refused(self.raw("PATCH", f"{DATASETS}/{known.id}", json=steps), 400)
        self.dataset_stays(known, "patch, last step impossible")

    @move(dataset=datasets, own=st.sampled_from(sorted(PROTECTED)), patch=st.booleans())
    def change_what_is_protected(self, dataset: str, own: str, patch: bool) -> None:
        known, step = self.catalog[dataset], {own: PROTECTED[own]}
        body: Any = [add(f"/{own}", PROTECTED[own])] if patch else {"description": "half done", **step}
        refused(self.raw("PATCH", f"{DATASETS}/{known.id}", json=body), 400)
        self.dataset_stays(known, "change what Catalog alone sets")

    @move(target=deleted_datasets, dataset=consumes(datasets))
    def delete_dataset(self, dataset: str) -> str:
        known = self.catalog[dataset]
        reply = self.raw("DELETE", f"{DATASETS}/{known.id}")
        assert (reply.status_code, reply.json()) == (200, [f"@/dataSets/{known.id}"])
        before, known.gone = known.state, True
        self.passed(before, "delete", GONE, FAMILY)
        self.delete_in_vain(known)
        return dataset

    @move(dataset=deleted_datasets, how=st.sampled_from(("look up", "merge")))
    def use_deleted_dataset(self, dataset: str, how: str) -> None:
        known = self.catalog[dataset]
        body = {"description": "too late"} if how == "merge" else None
        reply = self.raw("PATCH" if body else "GET", f"{DATASETS}/{known.id}", json=body)
        refused(reply, 404)
        self.dataset_stays(known, how)

    @move(dataset=datasets, shown=st.lists(st.sampled_from(("name", "tags", "description", "version")), max_size=2))
    def look_up_dataset(self, dataset: str, shown: list[str]) -> None:
        known = self.catalog[dataset]
        query = {"properties": ",".join(shown)} if shown else None
        reply = self.raw("GET", f"{DATASETS}/{known.id}", params=query)
        self.check_dataset(known, reply, *shown)
        self.dataset_stays(known, "look up some fields" if shown else "look up")

    @precondition(lambda self: self.catalog)
    @move(wanted=st.lists(names, min_size=1, max_size=2, unique=True))
    def list_datasets(self, wanted: list[str]) -> None:
        self.check_list(*wanted)

    def compare(self) -> None:
        super().compare()
        for known in self.catalog.values():
            reply = self.raw("GET", f"{DATASETS}/{known.id}")
            if known.gone:
                refused(reply, 404)
            else:
                self.check_dataset(known, reply)
        self.check_list(*NAMES)

    def make_schema_of_data(self, of: str) -> str:
        """The symbol of a new schema of a class."""
        symbol = self.symbol("model")
        body = {"type": "object", "title": f"{self.mark}, {symbol}", "allOf": [{"$ref": of}]}
        made = self.raw("POST", f"{REGISTRY}/schemas", json=body).json()
        self.keep(self.api.schemas, made["$id"])
        self.schemas_of_data[symbol] = Model(made["$id"], BEHAVIOURS[of])
        return symbol

    def make_dataset(self, name: str, model: str, tags: JsonObject) -> Any:
        """The symbol of a new data set, or nothing where its schema has to be there and is not."""
        symbol, of = self.symbol("data set"), self.schemas_of_data[model]
        body: JsonObject = {"name": self.dataset_name(name), "description": symbol, "schemaRef": of.ref}
        body |= {"tags": tags} if tags else {}
        reply = self.raw("POST", DATASETS, json=body | {"version": "9.9.9", "created": 1})
        if not self.schema_will_do(of, reply):
            return multiple()
        known = Dataset(body, "record" if of.gone else of.behaviour)
        [reference] = reply.json()
        known.id = self.keep(self.api.datasets, reference.removeprefix("@/dataSets/"))
        self.catalog[symbol] = known
        self.check_dataset(known, self.raw("GET", f"{DATASETS}/{known.id}"))
        self.passed(NOTHING, "create on a schema that is gone" if of.gone else "create", FIRST, FAMILY)
        return symbol

    def schema_will_do(self, of: Model, reply: requests.Response, good: int = 201) -> bool:
        """Whether a data set is taken with its schema, as it should be: one that is gone will do, or not."""
        statuses = self.readings.allowed("dataset.schema", tutorial=good, published=400) if of.gone else [good]
        assert reply.status_code in statuses, reply.text
        return reply.status_code == good

    def delete_in_vain(self, known: Dataset) -> None:
        """Delete what is gone: nothing is listed then."""
        reply = self.raw("DELETE", f"{DATASETS}/{known.id}")
        assert (reply.status_code, reply.json()) == (200, [])
        self.dataset_stays(known, "delete")

    def dataset_changes(self, known: Dataset, move: str, reply: requests.Response, fields: JsonObject) -> None:
        """A data set is in its next version, and says other things."""
        assert (reply.status_code, reply.json()) == (200, [f"@/dataSets/{known.id}"])
        self.passed(known.state, move, LATER, FAMILY)
        known.changes += 1
        known.fields = known.fields | fields

    def dataset_stays(self, known: Dataset, move: str) -> None:
        """A data set is as it was."""
        self.passed(known.state, move, known.state, FAMILY)

    def check_list(self, *wanted: str) -> None:
        """A list of the data sets with these names holds all that are there, and nothing else."""
        texts = [self.dataset_name(name) for name in wanted]
        reply = self.raw("GET", DATASETS, params={"name": ",".join(texts), "limit": "100"})
        assert reply.status_code == 200, reply.text
        expected = {each.id: each for each in self.living_datasets() if each.fields["name"] in texts}
        assert reply.json().keys() == expected.keys()
        for id, shown in reply.json().items():
            self.check_fields(expected[id], shown)

    def check_dataset(self, known: Dataset, reply: requests.Response, *fields: str) -> None:
        """A look-up shows what the model knows, or these fields of it."""
        assert reply.status_code == 200, reply.text
        assert reply.json().keys() == {known.id}
        assert reply.headers["E-Tag"] == known.version
        shown = reply.json()[known.id]
        if fields:
            whole = {**known.fields, "version": known.version}
            assert shown.keys() == {name for name in fields if name in whole or name == "tags"}
            assert all(shown[name] == whole[name] for name in shown if name != "tags")
        else:
            self.check_fields(known, shown)

    def check_fields(self, known: Dataset, shown: JsonObject) -> None:
        """All that is shown of a data set: what was said of it, and what Catalog adds."""
        own = {name: value for name, value in known.fields.items() if name != "tags"}
        assert {name: shown.get(name) for name in own} == own
        assert ("description" in shown) == ("description" in own)
        assert shown["version"] == known.version
        assert shown["classification"]["dataBehavior"] == known.behaviour
        sent = {name: value for name, value in shown["tags"].items() if not name.startswith("adobe/")}
        assert sent == known.fields.get("tags", {})
        assert shown["tags"].keys() - sent.keys() == {"adobe/pqs/table", "adobe/siphon/table/format"}

    def living_datasets(self) -> list[Dataset]:
        """What is there."""
        return [each for each in self.catalog.values() if not each.gone]

    def dataset_name(self, name: str) -> str:
        """The name of a data set that nobody else's has."""
        return f"{self.mark} {name}"


def alt_id(id: str) -> str:
    """How a path names a schema."""
    return "_" + id.removeprefix("https://ns.adobe.com/").replace("/", ".")
