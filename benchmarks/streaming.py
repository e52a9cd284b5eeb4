"""Measure `mock-flowservice map` over many rows: rows a second, and the memory of its largest process.

    python benchmarks/streaming.py [--rows 1000000] [--processes 1 2]

The rows are the tutorial's events, over and over; the mapping set and the schema are the tutorial's.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

import orjson
from mapping import SCHEMA, TUTORIAL

from mock_flowservice.connectors.mixpanel import mapping_row, mixpanel_rows


def write_rows(path: Path, count: int) -> None:
    """So many rows, as JSON Lines."""
    lines = [orjson.dumps(mapping_row(event)) + b"\n" for event in mixpanel_rows()]
    with path.open("wb") as file:
        file.writelines(islice(cycle(lines), count))


def measured(folder: Path, processes: int) -> tuple[float, int]:
    """How many seconds the command takes, and the kilobytes of the largest process that has ended so far."""
    command = [sys.executable, "-m", "mock_flowservice", "map", "--processes", str(processes)]
    command += ["--mapping-set", str(folder / "mappings.json"), "--schema", str(folder / "schema.json")]
    command += ["--input", str(folder / "rows.jsonl"), "--output", str(folder / "mapped.jsonl")]
    start = time.perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def main() -> None:
    """Measure and print; the memory at a tenth of the rows shows that it does not grow with them."""
    parser = argparse.ArgumentParser(description="Measure the command that maps rows.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    print("| rows | processes | rows/s | MiB of the largest process |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mappings.json").write_text(json.dumps(TUTORIAL))
        (folder / "schema.json").write_text(json.dumps(SCHEMA))
        for count in (options.rows // 10, options.rows):
            write_rows(folder / "rows.jsonl", count)
            for processes in options.processes:
                seconds, kilobytes = measured(folder, processes)
                print(f"| {count:,} | {processes} | {count / seconds:,.0f} | {kilobytes / 1024:.0f} |")


if __name__ == "__main__":
    main()
