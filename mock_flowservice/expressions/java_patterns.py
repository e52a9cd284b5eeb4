r"""Java's regular expressions, written anew for the `regex` library.

It knows what Java knows beyond Python's own (possessive quantifiers, atomic groups, `\p{...}`, sets in sets), but
differs in what classes, dots, anchors and flags mean.
Source: Java's java.util.regex.Pattern, which Data Prep is taken to use: rule expression.regexes.
"""

import re

from .errors import ExpressionError
from .java_characters import CHARACTER, class_of, letter, one_character, span

MOST_PARTS = 10_000
"""Parts of a pattern, each counted as often as it must repeat: the library writes them all out."""
ANCHOR_PARTS = 20
"""What the end of a line counts for, which the library has to be told at length."""
_QUOTED = re.compile(r"\\Q(.*?)(?:\\E|\Z)|\\.", re.DOTALL)
_TOKEN = re.compile(
    r"(?P<repeat>[*+?]|\{(?P<least>[0-9]+)(?:,[0-9]*)?\})[?+]?"
    r"|\(\?(?P<on>[idmsuxU]*)(?:-(?P<off>[idmsuxU]+))?(?P<scope>[:)])"
    r"|(?P<group>\((?:\?(?:[=!>]|<[=!]|<[a-zA-Z][a-zA-Z0-9]*>)|(?!\?)))"
    r"|\\k<(?P<name>[a-zA-Z][a-zA-Z0-9]*)>"
    r"|\\(?P<number>[1-9][0-9]*)",
)
_COMMENT = re.compile(r"[\t-\r ]+|#[^\n\r\x85\u2028\u2029]*")
_PLACES = {
    "A": r"\A",
    "z": r"\Z",
    "b": r"\b",
    "B": r"\B",
    "G": r"\G",
    "R": r"(?>\r\n|[\n-\r\x85\u2028\u2029])",
    "X": r"\X",
}


def translated(pattern: str) -> str:
    """A pattern of Java's as one of the `regex` library's, for its version 1; raises ExpressionError."""
    return _Translation(pattern).text()


class _Translation:
    """Writes a pattern of Java's as one of the `regex` library's; the flags of Java are gone then."""

    def __init__(self, pattern: str) -> None:
        self._pattern = _QUOTED.sub(unquoted, pattern)
        self._at = 0
        self._flags = ""
        self._outer_flags: list[str] = []
        self._sizes = [0]
        self._last = 0
        self._groups: list[str] = []

    def text(self) -> str:
        """The whole pattern."""
        parts = []
        while self._rest():
            parts.append(self._part())
        if self._outer_flags:
            raise ExpressionError("a ( has no )")
        return "".join(parts)

    def _rest(self) -> bool:
        """Whether there is more to read, behind what the flag x ignores."""
        while "x" in self._flags and (found := _COMMENT.match(self._pattern, self._at)):
            self._at = found.end()
        return self._at < len(self._pattern)

    def _sees(self, text: str) -> bool:
        """Whether a text comes next; then it is read."""
        found = self._pattern.startswith(text, self._at)
        self._at += len(text) * found
        return found

    def _part(self) -> str:
        """What comes next, outside of sets."""
        if found := _TOKEN.match(self._pattern, self._at):
            self._at = found.end()
            return self._structure(found)
        if self._sees(")"):
            return self._leave()
        self._last = 0
        if self._sees("|"):
            return "|"
        self._grow(1)
        return self._atom()

    def _structure(self, found: re.Match[str]) -> str:
        if found["repeat"]:
            return self._repeat(found)
        if found["scope"]:
            opening = self._enter("(?:") if found["scope"] == ":" else ""
            self._flags = "".join({*self._flags, *found["on"]} - {*(found["off"] or "")})
            return opening
        if found["group"]:
            return self._group(found["group"])
        self._last = 0
        self._grow(1)
        return self._cased(rf"\g<{found['name'] or self._number(found['number'])}>", always=True)

    def _repeat(self, found: re.Match[str]) -> str:
        if not self._last:
            raise ExpressionError(f"{found[0]} repeats nothing")
        self._grow(self._last * (max(int(found["least"] or 1), 1) - 1))
        return found[0]

    def _group(self, opening: str) -> str:
        name = opening[3:-1]
        if name and name in self._groups:
            raise ExpressionError(f"two groups are called {name}")
        if name or opening == "(":
            self._groups.append(name)
        return self._enter(opening)

    def _number(self, digits: str) -> str:
        """The group that a reference means: of its digits, as many as there are groups for."""
        while len(digits) > 1 and int(digits) > len(self._groups):
            digits, self._at = digits[:-1], self._at - 1
        return digits

    def _enter(self, opening: str) -> str:
        self._outer_flags.append(self._flags)
        self._sizes.append(0)
        self._last = 0
        return opening

    def _leave(self) -> str:
        if not self._outer_flags:
            raise ExpressionError("a ) has no (")
        self._flags = self._outer_flags.pop()
        size, self._last = self._sizes.pop(), 0
        self._grow(size + 1)
        return ")"

    def _grow(self, size: int) -> None:
        """Count what the last part adds to the group around it."""
        self._sizes[-1] += size
        self._last += size
        if self._sizes[-1] > MOST_PARTS:
            raise ExpressionError(f"with its repeats it has more than {MOST_PARTS:,} parts")

    def _atom(self) -> str:
        if self._sees("["):
            return self._cased(self._set())
        if self._sees("."):
            return self._dot()
        if self._sees("^"):
            return self._start_of_line() if "m" in self._flags else r"\A"
        if self._sees("$"):
            return self._end("" if "m" in self._flags else r"\Z")
        if self._sees(r"\Z"):
            return self._end(r"\Z")
        found = self._character()
        if found["escaped"] in _PLACES:
            return _PLACES[found["escaped"]]
        if found["plain"] and found[0] in "({":
            raise ExpressionError(f"a {found[0]} opens nothing")
        return self._cased(class_of(found, self._flags) or letter(one_character(found), self._flags))

    def _character(self) -> re.Match[str]:
        found = CHARACTER.match(self._pattern, self._at)
        if found is None or found[0] == "\\":
            raise ExpressionError("a backslash stands at its end" if found else "a [ has no ]")
        self._at = found.end()
        return found

    def _dot(self) -> str:
        if "s" in self._flags:
            return "(?s:.)"
        return r"[^\n]" if "d" in self._flags else r"[^\n\r\x85\u2028\u2029]"

    def _start_of_line(self) -> str:
        self._grow(ANCHOR_PARTS)
        end = r"(?<=\n)" if "d" in self._flags else r"(?<=[\n\r\x85\u2028\u2029])(?<!\r(?=\n))"
        return rf"(?:\A|{end}(?!\Z))"

    def _end(self, then: str) -> str:
        r"""The end of the text, or of a line if after its terminator `then` follows: `\Z` or anything."""
        self._grow(ANCHOR_PARTS)
        if "d" in self._flags:
            return rf"(?=\n{then}|\Z)"
        return rf"(?:(?<!\r)(?=\n{then})|(?=\r\n{then}|[\r\x85\u2028\u2029]{then}|\Z))"

    def _cased(self, written: str, *, always: bool = False) -> str:
        """What ignores case beyond ASCII where the flags say so."""
        ignored = "i" in self._flags and (always or "u" in self._flags or "U" in self._flags)
        return f"(?i-f:{written})" if ignored else written

    def _set(self) -> str:
        """What is in brackets, from behind the first."""
        parts = ["[^" if self._sees("^") else "["]
        self._rest()
        parts.append(self._member())
        while not (self._rest() and self._sees("]")):
            parts.append(self._member())
        return f"{''.join(parts)}]"

    def _member(self) -> str:
        if self._sees("["):
            return self._set()
        if self._sees("&&"):
            return "&&"
        self._grow(1)
        found = self._character()
        if written := class_of(found, self._flags):
            return written
        first = last = one_character(found)
        if self._pattern.startswith("-", self._at) and self._pattern[self._at + 1 : self._at + 2] not in ("[", "]"):
            self._at += 1
            last = one_character(self._character())
        return span(first, last, self._flags)


def unquoted(found: re.Match[str]) -> str:
    r"""What stands between `\Q` and `\E`, with backslashes; other escapes as they are."""
    if found[1] is None:
        return found[0]
    return "".join(each if each.isalnum() else f"\\{each}" for each in found[1])
