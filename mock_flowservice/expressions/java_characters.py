r"""Single characters of Java's regular expressions, and classes of them, as the `regex` library writes them.

`flags` are Java's: `i` ignores case, of ASCII alone; `U` widens classes beyond ASCII.
Source: Java's java.util.regex.Pattern: rule expression.regexes.
"""

import re
from string import ascii_lowercase, ascii_uppercase
from sys import maxunicode

from .errors import ExpressionError

CHARACTER = re.compile(
    r"(?P<code>\\(?:x(?:\{[0-9a-fA-F]{1,6}\}|[0-9a-fA-F]{2})|u[0-9a-fA-F]{4}|0(?:[0-3][0-7]{2}|[0-7]{1,2})))"
    r"|\\c(?P<control>[\x00-\x7f])"
    r"|\\[pP](?:\{(?P<property>[^{}]+)\}|(?P<category>[A-Z]))"
    r"|\\(?P<escaped>.)"
    r"|(?P<plain>.)",
    re.DOTALL,
)
"""The next character of a pattern, outside of what groups and repeats."""
_WORD = re.compile("[0-9A-Za-z]")
_ASCII = {
    "d": "[0-9]",
    "w": "[0-9A-Za-z_]",
    "s": r"[\t-\r ]",
    "Lower": "[a-z]",
    "Upper": "[A-Z]",
    "ASCII": r"[\x00-\x7f]",
    "Alpha": "[A-Za-z]",
    "Digit": "[0-9]",
    "Alnum": "[0-9A-Za-z]",
    "Punct": r"[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]",
    "Graph": r"[\x21-\x7e]",
    "Print": r"[\x20-\x7e]",
    "Blank": r"[\t ]",
    "Cntrl": r"[\x00-\x1f\x7f]",
    "XDigit": "[0-9A-Fa-f]",
    "Space": r"[\t-\r ]",
}
"""Classes that only the flag U widens beyond ASCII."""
_CLASSES = {
    "d": r"\p{Nd}",
    "w": r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]",
    "s": r"\p{White_Space}",
    "h": r"[\t \xa0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000]",
    "v": r"[\n-\r\x85\u2028\u2029]",
}
_IS_CATEGORY = re.compile(r"\AIs(?=[A-Z][a-z]?\Z)")
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b"}


def class_of(found: re.Match[str], flags: str) -> str | None:
    r"""What stands for `\d`, `\p{...}` and the like; None for a single character."""
    known = _CLASSES if "U" in flags else _CLASSES | _ASCII
    if name := found["property"] or found["category"]:
        posix = len(name) > 1 and name in _ASCII and "U" not in flags
        written = _ASCII[name] if posix else rf"\p{{{_IS_CATEGORY.sub('', name)}}}"
    elif found["escaped"] and found["escaped"] in "dwshvDWSHV":
        written = known[found["escaped"].lower()]
    else:
        return None
    return f"[^{written}]" if found[0][1].isupper() else written


def letter(character: str, flags: str) -> str:
    """A character outside of sets."""
    if "i" in flags and character.isascii() and character.isalpha():
        return f"[{character.lower()}{character.upper()}]"
    return spelled(character)


def span(first: str, last: str, flags: str) -> str:
    """A range inside of sets."""
    written = f"{spelled(first)}-{spelled(last)}"
    for letters in (ascii_lowercase, ascii_uppercase) if "i" in flags else ():
        low, high = max(first, letters[0]), min(last, letters[-1])
        if low <= high:
            written += f"{low.swapcase()}-{high.swapcase()}"
    return written


def one_character(found: re.Match[str]) -> str:
    """The character that an escape stands for; raises ExpressionError where it stands for none."""
    if found["code"]:
        digits = found["code"][2:].strip("{}")
        code = int(digits, 8 if found["code"][1] == "0" else 16)
        if code <= maxunicode:
            return chr(code)
    elif found["control"]:
        return chr(ord(found["control"]) ^ 64)
    elif found["plain"]:
        return found["plain"]
    elif (escaped := found["escaped"]) and (escaped in _CONTROLS or not _WORD.match(escaped)):
        return _CONTROLS.get(escaped, escaped)
    raise ExpressionError(f"{found[0]} is no character")


def spelled(character: str) -> str:
    """A character as itself, also inside of sets."""
    return character if character.isalnum() or not character.isascii() else f"\\x{ord(character):02x}"
