"""Mutants: the sources of the domain with one fault each, and a fair choice among them."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from .kinds import KINDS, Change
from .sources import Place, Source
from .swap import put_in_place

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = "mock_flowservice"
DOMAIN = (
    "services/**/*.py",
    "mapping/*.py",
    "expressions/**/*.py",
    "call.py",
    "errors.py",
    "gateway.py",
    "scope.py",
    "tokens.py",
)
"""Where the rules of the domain are, below the package."""


@dataclass(frozen=True)
class Mutant:
    """One fault: in which file and function, of which kind, and the text before and after."""

    file: str
    """From the repository's folder on."""
    where: str
    """The function, with dots; empty outside all."""
    kind: str
    before: str
    after: str
    line: int = field(compare=False)
    lines: range = field(compare=False)
    """Of the statement; of one that holds others, its head."""
    binds: frozenset[str] = field(compare=False)
    """The names that its statement gives something to."""
    in_function: bool = field(compare=False)
    """Else it is run once, by the import."""
    change: Change = field(compare=False)

    @property
    def key(self) -> tuple[str, ...]:
        """What stays the same while lines move."""
        return self.file, self.where, self.kind, " ".join(self.before.split()), " ".join(self.after.split())

    def text(self) -> str:
        """The whole source with the fault in it."""
        return Source((REPOSITORY / self.file).read_text()).replaced(*self.change)

    def put_in_place(self) -> None:
        """From now on this process imports the mutant."""
        put_in_place(REPOSITORY, self.file, self.text())


def domain_files(only: Sequence[str] = ()) -> list[Path]:
    """The files of the domain, or those among them whose path has one of some texts in it."""
    found = (path for pattern in DOMAIN for path in sorted((REPOSITORY / PACKAGE).glob(pattern)))
    return [path for path in found if not only or any(part in path.as_posix() for part in only)]


def mutants_in(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file."""
    source = Source(path.read_text())
    for place in source.places():
        for kind, changes in KINDS.items():
            for change in changes(place, source):
                yield mutant(path.relative_to(REPOSITORY).as_posix(), source, place, kind, change)


def mutant(file: str, source: Source, place: Place, kind: str, change: Change) -> Mutant:
    """A change as a mutant."""
    start, end, after = change
    line = source.part(0, start).count("\n") + 1
    return Mutant(
        file,
        ".".join(place.where),
        kind,
        source.part(start, end),
        after,
        line,
        lines_of(place, line, line + source.part(start, end).count("\n")),
        names_bound(place.statement),
        place.function is not None,
        change,
    )


def lines_of(place: Place, first: int, last: int) -> range:
    """The lines that are run when a statement is: all of a simple one, of others those of the fault."""
    statement = place.statement
    if statement is None or hasattr(statement, "body"):
        return range(first, last + 1)
    return range(min(first, statement.lineno), max(last, statement.end_lineno or last) + 1)


def names_bound(statement: ast.stmt | None) -> frozenset[str]:
    """The names that a statement gives something to."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return frozenset((statement.name,))
    nodes = ast.walk(statement) if isinstance(statement, ast.Assign | ast.AnnAssign) else ()
    return frozenset(each.id for each in nodes if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store))


def is_python(text: str) -> bool:
    """Whether a source can be compiled."""
    try:
        compile(text, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def chosen(found: Sequence[Mutant], count: int, seed: int) -> list[Mutant]:
    """So many mutants, spread evenly over kinds and files; the same seed chooses the same from the same sources.

    Which come first within a kind and a file depends on each mutant alone, so that an edit elsewhere moves few.
    """
    pile = dict(enumerate(sorted(found, key=lambda each: rank(each, seed))))
    kinds, files, taken = Counter[str](), Counter[str](), list[Mutant]()
    while pile and len(taken) < count:
        at = min(pile, key=lambda at: (kinds[pile[at].kind], files[pile[at].file], at))
        one = pile.pop(at)
        if not is_python(one.text()):
            continue
        kinds[one.kind] += 1
        files[one.file] += 1
        taken.append(one)
    return taken


def rank(mutant: Mutant, seed: int) -> bytes:
    """A number that looks like chance."""
    return sha256(repr((seed, mutant.key)).encode()).digest()
