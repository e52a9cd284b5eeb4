"""Filters: paths into what is stored, values in all their forms, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bodies import DATA_LAKE, MIXPANEL, MYSQL, copy, mapping, spec_ref
from tests.flow_service.in_process import Platform

STRANGE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)


@given(name=STRANGE)
def test_any_name_in_quotes_finds_what_has_it(name: str) -> None:
    platform = Platform()
    made = platform.given_connection(name=name)
    platform.given_connection(name=name + "x")
    quoted = name.replace('"', '""')
    found = platform.all("connections", property=f'name=="{quoted}"')
    assert [each["id"] for each in found] == [made.id]


def test_paths_lead_into_objects_and_arrays(platform: Platform) -> None:
    base, set_id = platform.given_connection(MYSQL).id, platform.given_mapping_set()
    source, target = platform.given_source(MYSQL, baseConnectionId=base).id, platform.given_target().id
    crm = spec_ref("14518937-270c-4525-bdec-c2ba7cce3860")
    wanted = platform.given_flow(source, target, flowSpec=crm, transformations=[copy(), mapping(set_id)]).id
    platform.given_flow()
    for query in (
        f"sourceConnectionIds[]=={source},nobody",
        f"transformations[].params.mappingId=={set_id}",
        f"inheritedAttributes.sourceConnections[].connectionSpec.id=={MYSQL}",
        f"inheritedAttributes.sourceConnections[].baseConnection.id=={base}",
        f"flowSpec.id=={crm['id']},{target}",
        'transformations[].params.deltaColumn.name="changed_at"',
    ):
        assert [each["id"] for each in platform.all("flows", property=query)] == [wanted], query
    both = f"inheritedAttributes.targetConnections[].connectionSpec.id=={DATA_LAKE}"
    assert len(platform.all("flows", property=both)) == 2
    assert len(platform.all("flows", property="inheritedAttributes.properties.isSourceFlow==TRUE")) == 2
    assert platform.all("flows", property="inheritedAttributes.properties.isDestinationFlow==true") == []


def test_source_connections_are_found_by_base_and_by_parameter(platform: Platform) -> None:
    bases = [platform.given_connection().id for _ in range(3)]
    made = [platform.given_source(baseConnectionId=base, params=PARAMS | {"projectId": base}).id for base in bases]
    found = platform.all("sourceConnections", property=f"baseConnectionId=={bases[0]},{bases[2]}")
    assert [each["id"] for each in found] == [made[0], made[2]]
    found = platform.all("sourceConnections", property=f"params.projectId=={bases[1]}")
    assert [each["id"] for each in found] == [made[1]]


PARAMS = {"timezone": "UTC"}
MORE = PARAMS | {"projectId": "p"}


@pytest.mark.parametrize(
    "query",
    [
        "name==The%20one",
        "name==%22The%20one%22",
        'name=="The one"',
        "name==the one",
        "name= The one",
        "name==nothing, The one",
        "name !=another",
    ],
)
def test_a_value_is_written_in_several_ways(platform: Platform, query: str) -> None:
    wanted = platform.given_connection(name="The one").id
    platform.given_connection(name="another")
    found = platform.ask("GET", f"/connections?property={query}").body["items"]
    assert [each["id"] for each in found] == [wanted]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("name~x", "1440-400"),
        ("createdAt>=1,2", "1443-400"),
        ("name<1,2", "1443-400"),
        ("id>=x", "1448-400"),
        ("id<1", "1448-400"),
        ("nothing==1", "1449-400"),
        ("==1", "1449-400"),
        ("connectionSpec..id==1", "1449-400"),
        ("name!>x", "1450-400"),
        ("name===x", "1450-400"),
        ("name=>1", "1450-400"),
        ("name<>x", "1450-400"),
        ("createdAt==1,2", "1452-400"),
        ("createdAt==soon", "1454-400"),
        ("updatedAt>soon", "1454-400"),
        ("name>x", "1454-400"),
        ("name>1e3", "1454-400"),
        ("updatedAt==1,2", "1452-400"),
        ("createdAt>=true", "1454-400"),
        ('name=="x', "1452-400"),
        ('name=="x"y', "1452-400"),
        ("createdAt==", "1453-400"),
        ("name==a,", "1453-400"),
        ('name==""', "1453-400"),
        ("name== ", "1453-400"),
    ],
)
def test_a_filter_that_cannot_be_read_is_refused(platform: Platform, query: str, code: str) -> None:
    assert platform.page("connections", property=query).refusal == (400, code)


def test_of_several_filters_the_first_that_is_wrong_is_answered(platform: Platform) -> None:
    query = [f"connectionSpec.id=={MIXPANEL}", "createdAt==", "name~x"]
    assert platform.page("connections", property=query).refusal == (400, "1453-400")


def test_several_values_to_differ_from_are_refused_where_only_equality_takes_a_list(
    platform: Platform, published: Platform
) -> None:
    for each in (platform, published):
        for name in "abc":
            each.given_connection(name=name)
    assert [each["name"] for each in platform.all("connections", property="name!=a,C")] == ["b"]
    assert published.page("connections", property="name!=a,C").refusal == (400, "1443-400")
    assert len(published.all("connections", property="name!=a")) == 2


@pytest.mark.parametrize(
    ("value", "stored"), [("25", 25), ("25.0", 25), ("+25", 25), ("025", 25), ("25", "25"), ("x,25", 25), ('"25"', 25)]
)
def test_numbers_are_equal_that_are_worth_as_much(platform: Platform, value: str, stored: object) -> None:
    made = platform.given_source(params=MORE | {"limit": stored}).id
    platform.given_source(params=MORE | {"limit": 250})
    found = platform.all("sourceConnections", property=f"params.limit=={value}")
    assert [each["id"] for each in found] == [made]
    beside = platform.all("sourceConnections", property=f"params.limit!={value}")
    assert made not in [each["id"] for each in beside]


@pytest.mark.parametrize("path", ["params", "params.limit", "params.limit[]", "params.limit.more"])
def test_what_is_no_single_value_equals_nothing(platform: Platform, path: str) -> None:
    for stored in ({"more": {"a": 1}}, [[1]], {}):
        platform.given_source(params=MORE | {"limit": stored})
    for value in ("\"{'a': 1}\"", "[1]", '"[]"', "{}", "\"{'more': {'a': 1}}\""):
        assert platform.all("sourceConnections", property=f"{path}=={value}") == []


def test_a_list_takes_more_values_than_are_looked_up_one_by_one(platform: Platform) -> None:
    made = [platform.given_connection(name=f"n{number}").id for number in range(3)]
    values = ",".join(f"n{number}" for number in range(2000, 0, -1))
    found = platform.ask("POST", "/connections/search", {"queryString": f"name=={values}&state==enabled"})
    assert [each["id"] for each in found.body["items"]] == made[1:]


def test_text_that_is_alike_for_very_long_is_told_apart(platform: Platform) -> None:
    made = {name: platform.given_connection(name=name).id for name in ("x" * 500, "x" * 500 + "y", "X" * 501)}
    for name, id in made.items():
        assert [each["id"] for each in platform.all("connections", property=f"name=={name.lower()}")] == [id]
