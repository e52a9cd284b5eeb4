"""Searches the shortest way to every transition and keeps them all: for when a table or a machine has changed."""

import sys

from .families import FAMILIES, TABLE
from .sequences import Way, keep, kept_ways, ways


def main(*names: str) -> int:
    """Search those families that are named, or all; 1 if a transition was not found."""
    known = [way for way in kept_ways() if names and way.family not in names]
    chosen = [family for family in FAMILIES if not names or family.family in names]
    found: list[Way] = [*known, *(way for family in chosen for way in ways(family))]
    keep(sorted(found, key=lambda way: (way.family, way.makes)))
    missing = {row.id for row in TABLE} - {name for way in found for name in way.makes}
    sys.stdout.write("".join(f"no way was found to {name}\n" for name in sorted(missing)))
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
