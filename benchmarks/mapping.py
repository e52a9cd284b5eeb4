"""Measure the mapping engine beside jmespath, jsonata-python and functions written by hand, and print the ratios.

    pip install jmespath jsonata-python
    python benchmarks/mapping.py [--rows 100000] [--rounds 3]

All see the same rows in the same run, in turn, and come to the same results where their languages allow it; what is
printed is the best round of each. jsonata-python is so slow that it sees a hundredth of the rows.
"""

import argparse
import hashlib
import time
from collections.abc import Callable
from itertools import cycle, islice
from typing import Any, NamedTuple

import jmespath
import jsonata

from mock_flowservice.connectors.mixpanel import mapping_row, mixpanel_rows
from mock_flowservice.data_files import read_json
from mock_flowservice.mapping import compile_mapping_set

Row = dict[str, Any]
TUTORIAL = read_json("mixpanel/mappings.json")
SCHEMA = {
    "type": "object",
    "properties": {
        "_extconndev": {"type": "object", "properties": read_json("mixpanel/target_schema_fields.json")},
    },
}
HEAVY = {
    "name": 'concat(upper(data.event_name), "!")',
    "kind": 'iif(data.item_price =~ "[0-9.]+", "priced", "free")',
    "price": "to_decimal(data.item_price) * 1.2",
    "domain": 'split(data.distinct_id, "@")[1]',
    "user": 'lower(trim(left(data.distinct_id, instr(data.distinct_id, "@"))))',
    "day": 'dformat(data.mp_api_timestamp_ms, "yyyy-MM-dd")',
    "hour": 'dformat(data.mp_processing_time_ms, "HH")',
    "hash": "sha256(data.distinct_id)",
    "sum": "crc32(data.insert_id)",
    "padded": 'lpad(data.item_id, 10, "0")',
    "clean": 'replacestr(data.insert_id, "-", "")',
    "first": "coalesce(data.missing, data.item_name, data.item_id)",
    "choice": 'decode(data.item_name, "chair", 1, "charger", 2, 0)',
    "parts": 'explode(data.insert_id, "-")',
    "joined": 'join("/", to_array(false, data.item_id, data.item_name))',
    "object": 'to_object("id", data.item_id, "name", data.item_name)',
    "long": "size(data.item_name) > 5 && !empty data.item_id",
    "encoded": "get_url_encoded(data.distinct_id)",
    "late": "data.mp_processing_time_ms - data.mp_api_timestamp_ms",
    "whole": "to_integer(data.item_id) % 7",
}
NAMES = [mapping["destination"].split(".")[1] for mapping in TUTORIAL]


def by_hand(row: Row) -> Row:
    """The tutorial's mappings, as somebody would write them in Python."""
    get = row["data"].get
    mapped = {name: get(name) for name in NAMES}
    return {"_extconndev": {name: value for name, value in mapped.items() if value is not None}}


def unrolled_by_hand(row: Row) -> Row:
    """The same for speed alone: nothing is checked, converted or left out."""
    data = row["data"]
    get = data.get
    return {
        "_extconndev": {
            "distinct_id": get("distinct_id"),
            "event_name": get("event_name"),
            "import": get("import"),
            "insert_id": get("insert_id"),
            "item_id": get("item_id"),
            "item_name": get("item_name"),
            "item_price": get("item_price"),
            "mp_api_endpoint": get("mp_api_endpoint"),
            "mp_api_timestamp_ms": get("mp_api_timestamp_ms"),
            "mp_processing_time_ms": get("mp_processing_time_ms"),
            "time": get("time"),
        }
    }


def heavy_by_hand(row: Row) -> Row:
    """Twelve of the heavier expressions in Python; the other eight are left out, which favours it."""
    data = row["data"]
    who, item = data["distinct_id"], data["item_id"]
    return {
        "name": data["event_name"].upper() + "!",
        "price": float(data["item_price"]) * 1.2,
        "domain": who.split("@")[1],
        "user": who.partition("@")[0].strip().lower(),
        "hash": hashlib.sha256(who.encode()).hexdigest(),
        "padded": item.rjust(10, "0"),
        "clean": data["insert_id"].replace("-", ""),
        "parts": data["insert_id"].split("-"),
        "object": {"id": item, "name": data["item_name"]},
        "long": len(data["item_name"]) > 5 and bool(item),
        "late": data["mp_processing_time_ms"] - data["mp_api_timestamp_ms"],
        "whole": int(item) % 7,
    }


class Contender(NamedTuple):
    """Something that maps a row, and the share of the rows that it can be asked to map."""

    name: str
    apply: Callable[[Row], Any]
    share: float = 1.0


def tutorial_contenders() -> list[Contender]:
    """Who maps the tutorial's eleven mappings; ours comes first."""
    projection = ", ".join(f"{name}: data.{name}" for name in NAMES)
    quoted = ", ".join(f'"{name}": data.{name}' for name in NAMES)
    return [
        Contender("engine", compile_mapping_set({"mappings": TUTORIAL}, SCHEMA).apply),
        Contender("engine, no schema", compile_mapping_set({"mappings": TUTORIAL}).apply),
        Contender("by hand, nulls left out", by_hand),
        Contender("by hand, unrolled", unrolled_by_hand),
        Contender("jmespath", jmespath.compile(f"{{_extconndev: {{{projection}}}}}").search),
        Contender("jsonata-python", jsonata.Jsonata(f'{{"_extconndev": {{{quoted}}}}}').evaluate, 0.01),
    ]


def heavy_contenders() -> list[Contender]:
    """Who maps the twenty heavier expressions."""
    mappings = [{"sourceType": "EXPRESSION", "source": text, "destination": name} for name, text in HEAVY.items()]
    return [
        Contender("engine, 20 expressions", compile_mapping_set({"mappings": mappings}).apply),
        Contender("by hand, 12 of them", heavy_by_hand),
        Contender("jsonata-python, 6 of them", jsonata.Jsonata(JSONATA).evaluate, 0.01),
    ]


JSONATA = """{
    "name": $uppercase(data.event_name) & "!",
    "price": $number(data.item_price) * 1.2,
    "user": $lowercase($trim($substringBefore(data.distinct_id, "@"))),
    "clean": $replace(data.insert_id, "-", ""),
    "parts": $split(data.insert_id, "-"),
    "late": data.mp_processing_time_ms - data.mp_api_timestamp_ms
}"""


def seconds_per_row(contender: Contender, rows: list[Row]) -> float:
    """How long one row takes."""
    few = rows[: max(1, round(len(rows) * contender.share))]
    apply = contender.apply
    start = time.perf_counter()
    for row in few:
        apply(row)
    return (time.perf_counter() - start) / len(few)


def table(contenders: list[Contender], rows: list[Row], rounds: int) -> None:
    """Measure in turn, and print how many times ours is as fast as each."""
    times = [[seconds_per_row(each, rows) for each in contenders] for _ in range(rounds)]
    best = [min(each) for each in zip(*times, strict=True)]
    print("| what | rows/s | the engine is so many times as fast |\n| --- | --- | --- |")
    for contender, seconds in zip(contenders, best, strict=True):
        print(f"| {contender.name} | {1 / seconds:,.0f} | {seconds / best[0]:.2f} |")
    print()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the mapping engine beside others, as ratios.")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows = list(islice(cycle(map(mapping_row, mixpanel_rows())), options.rows))
    expected = tutorial_contenders()[0].apply(rows[0]).record
    assert by_hand(rows[0]) == expected, "the hand-written function maps something else"
    table(tutorial_contenders(), rows, options.rounds)
    table(heavy_contenders(), rows, options.rounds)


if __name__ == "__main__":
    main()
