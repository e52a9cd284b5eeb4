"""aepp's methods for Data Prep: mapping sets and their mappings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from aepp.dataprep import DataPrep

from mock_flowservice.wire import JsonObject
from tests.aepp.account import Account, made
from tests.aepp.driving import drives


@pytest.fixture
def rules(account: Account) -> list[JsonObject]:
    """Two mappings into the organisation's own fields."""
    namespace = account.namespace()
    return [
        {"sourceType": "ATTRIBUTE", "source": "id", "destination": f"{namespace}.distinct_id"},
        {"sourceType": "EXPRESSION", "source": "lower(name)", "destination": f"{namespace}.event_name"},
    ]


def pairs(mappings: list[JsonObject]) -> list[tuple[str, str]]:
    return [(each["source"], each["destination"]) for each in mappings]


@drives(DataPrep.createMappingSet, DataPrep.getMappingSet, DataPrep.getMappingSetMappings)
def test_a_mapping_set_is_made_from_a_schema_and_rules_or_from_a_body(
    account: Account, rules: list[JsonObject]
) -> None:
    prep, schema = account.data_prep, account.schema()
    parts = prep.createMappingSet(schema, rules)
    whole = prep.createMappingSet(mappingSet={"xdmSchema": schema, "xdmVersion": "1.0", "mappings": rules})
    assert (parts["version"], whole["version"]) == (0, 0)
    for id in (parts["id"], whole["id"]):
        found = prep.getMappingSet(id)
        assert found["outputSchema"]["schemaRef"]["id"] == schema
        assert pairs(found["mappings"]) == pairs(prep.getMappingSetMappings(id)) == pairs(rules)


@drives(DataPrep.getMappingSetMapping)
def test_one_mapping_is_found_by_its_id(account: Account, rules: list[JsonObject]) -> None:
    prep = account.data_prep
    id = made(prep.createMappingSet(account.schema(), rules))
    for mapping in prep.getMappingSetMappings(id):
        assert prep.getMappingSetMapping(id, mapping["id"]) == mapping
    assert "source" not in prep.getMappingSetMapping(id, "f" * 32)


@drives(DataPrep.updateMappingSet)
def test_an_updated_mapping_set_keeps_its_schema_and_gets_a_version(account: Account, rules: list[JsonObject]) -> None:
    prep, schema = account.data_prep, account.schema()
    id = made(prep.createMappingSet(schema, rules))
    assert prep.updateMappingSet(id, rules[:1])["version"] == 1
    found = prep.getMappingSet(id)
    assert (found["version"], pairs(found["mappings"])) == (1, pairs(rules[:1]))
    assert found["outputSchema"]["schemaRef"]["id"] == schema


@drives(DataPrep.getMappingSets)
def test_mapping_sets_are_listed_without_an_offset(account: Account, rules: list[JsonObject]) -> None:
    prep, schema = account.data_prep, account.schema()
    ids = {made(prep.createMappingSet(schema, rules)) for _ in range(3)}
    assert {each["id"] for each in prep.getMappingSets()} == ids
    assert len(prep.getMappingSets(limit=2)) == 2
    [one, *_] = prep.getMappingSets(prop=f"xdmSchema=={schema}", expand_schema=True)
    assert one["outputSchema"]["jsonSchema"]["properties"]


@drives(DataPrep.createMappingSetMapping, DataPrep.updateMappingSetMapping, DataPrep.deleteMappingSetMapping)
def test_mappings_are_added_replaced_and_deleted_one_by_one(account: Account, rules: list[JsonObject]) -> None:
    prep = account.data_prep
    id = made(prep.createMappingSet(account.schema(), rules[:1]))
    first, second = prep.getMappingSetMappings(id)[0]["id"], made(prep.createMappingSetMapping(id, rules[1]))
    assert pairs(prep.getMappingSetMappings(id)) == pairs(rules)
    assert made(prep.updateMappingSetMapping(id, first, rules[0] | {"source": "key"})) == first
    assert prep.getMappingSetMapping(id, first)["source"] == "key"
    assert prep.deleteMappingSetMapping(id, second) == 204
    assert [each["id"] for each in prep.getMappingSetMappings(id)] == [first]
    assert prep.getMappingSet(id)["version"] == 3


@drives(DataPrep.previewDataOutput)
def test_a_record_is_mapped_into_the_organisations_schema(account: Account, rules: list[JsonObject]) -> None:
    schema = {"schemaRef": {"id": account.schema(), "contentType": "application/vnd.adobe.xed-full+json;version=1"}}
    answer = account.data_prep.previewDataOutput({"id": 1234}, {"outputSchema": schema, "mappings": rules})
    assert answer["data"] == {account.namespace(): {"distinct_id": "1234"}}
    [error] = answer["errors"]
    assert error["source"] == rules[1]["source"]


@drives(DataPrep.validateExpression)
def test_an_expression_is_validated_alone_and_on_a_sample(account: Account) -> None:
    validate = account.data_prep.validateExpression
    assert validate("lower(name)") == {"validationStatus": "succeeded", "error": "none"}
    assert validate("shout(name)")["validationStatus"] == "failed"
    sample = {"sampleData": '{"n": 0}', "sampleDataType": "JSON"}
    assert validate("1 / n", "f" * 32, **sample)["validationStatus"] == "failed"


@drives(DataPrep.getMappingSetFunctions, DataPrep.getMappingSetOperators)
def test_functions_and_operators_are_listed(account: Account) -> None:
    functions, operators = account.data_prep.getMappingSetFunctions(), account.data_prep.getMappingSetOperators()
    assert {"concat", "iif", "date", "upsert_array_append"} <= {each["function"] for each in functions}
    assert {"+", "==", "!"} <= {each["operatorSymbol"] for each in operators}


@drives(DataPrep.deleteMappingSet)
def test_a_mapping_set_is_deleted(account: Account, rules: list[JsonObject]) -> None:
    prep, schema = account.data_prep, account.schema()
    gone, kept = (made(prep.createMappingSet(schema, rules)) for _ in range(2))
    assert prep.deleteMappingSet(gone) == 204
    assert prep.deleteMappingSet(gone)["status"] == prep.getMappingSet(gone)["status"] == 404
    assert [each["id"] for each in prep.getMappingSets()] == [kept]


@drives(DataPrep.getMappingSuggestions)
def test_a_suggestion_is_said_not_to_be_built(account: Account) -> None:
    answer = account.data_prep.getMappingSuggestions(account.dataset(), "a-batch")
    assert (answer["status"], "suggestMappingSet" in answer["detail"]) == (501, True)


@drives(DataPrep.cleanMappingRules, DataPrep.copyMappingRules, DataPrep.getMappingSet)
def test_rules_are_taken_from_a_set_and_saved(account: Account, rules: list[JsonObject], tmp_path: Path) -> None:
    prep = account.data_prep
    id = made(prep.createMappingSet(account.schema(), rules))
    clean = prep.getMappingSet(id, save=True, saveMappingRules=True, mappingRulesOnly=True)
    assert pairs(clean) == pairs(rules)
    assert {each["destination"].partition(".")[0] for each in prep.copyMappingRules(clean, "other")} == {"_other"}
    again = made(prep.createMappingSet(account.schema(), clean))
    assert pairs(prep.getMappingSetMappings(again)) == pairs(rules)
    saved = {path.name: json.loads(path.read_text()) for path in tmp_path.glob("Dataprep/*.json")}
    assert saved[f"mapping_rules_{id}.json"] == clean
    assert saved[f"mapping_{id}.json"]["id"] == id
