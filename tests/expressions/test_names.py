"""The functions are those of the reference: no one is missing, and none is our own."""

import csv
from pathlib import Path

import pytest

from mock_flowservice.expressions.functions.catalogue import catalogue

REFERENCE = Path(__file__).parents[3] / "shared/reference/data-prep-functions.csv"
NAMES = {
    "String": (
        "concat explode instr replacestr substr lower lcase upper ucase split join lpad rpad left right ltrim rtrim "
        "trim equals equalsIgnoreCase"
    ),
    "Regular expression": "extract_regex matches_regex",
    "Hashing": "sha1 sha256 sha512 md5 crc32",
    "URL": (
        "get_url_protocol get_url_host get_url_port get_url_path get_url_query_str get_url_encoded get_url_decoded"
    ),
    "Date / Time": (
        "now timestamp format dformat date date_part set_date_part make_date_time make_timestamp zone_date_to_utc "
        "zone_date_to_zone"
    ),
    "Hierarchies - Objects": (
        "is_empty arrays_to_object arrays_to_objects to_object str_to_object get contains_key is_set nullify get_keys "
        "get_values map_get_values map_has_keys add_to_map object_to_map"
    ),
    "Hierarchies - Arrays": (
        "coalesce first last add_to_array join_arrays to_array size_of upsert_array_append upsert_array_replace "
        "array_to_string filterArray transformArray flattenArray"
    ),
    "Hierarchies - Map": "array_to_map to_map",
    "Logical operators": "decode iif",
    "Aggregation": "min max",
    "Type conversions": "to_bigint to_decimal to_float to_integer",
    "JSON": "json_to_object",
    "Special operations": "uuid guid fpid_to_ecid",
    "User agent": (
        "ua_os_name ua_os_version_major ua_os_version ua_os_name_version ua_agent_version ua_agent_version_major "
        "ua_agent_name ua_device_class"
    ),
    "Analytics": (
        "aa_get_event_id aa_get_event_value aa_get_product_categories aa_get_product_names aa_get_product_quantities "
        "aa_get_product_prices aa_get_product_event_values aa_get_product_evars aa_get_product_events "
        "aa_get_product_event_ids"
    ),
}
"""Every function by the table that it stands in. Source: doc help/data-prep/functions.md."""


@pytest.mark.parametrize("category", NAMES)
def test_a_table_has_the_functions_of_the_reference(category: str) -> None:
    served = sorted(entry["function"] for entry in catalogue() if entry["category"] == category)
    assert served == sorted(NAMES[category].split())


def test_there_is_no_other_table() -> None:
    assert {entry["category"] for entry in catalogue()} == NAMES.keys()


@pytest.mark.skipif(
    not REFERENCE.is_file(), reason=f"NOT COMPARED with the list of functions: it is not at {REFERENCE}"
)
def test_the_names_are_those_of_the_list() -> None:
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        listed = sorted(row["name"] for row in csv.DictReader(file))
    assert listed == sorted(name for names in NAMES.values() for name in names.split())
