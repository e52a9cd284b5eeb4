"""Objects, maps, user agents and strings of Analytics in the mapping language."""

from .rule import Rule, fixed

_FUNCTIONS = "doc help/data-prep/functions.md"

ROWS: tuple[Rule, ...] = (
    fixed(
        "expression.objects",
        "What functions on objects do where nothing is written of it.",
        "inferred",
        (_FUNCTIONS,),
        "of equal keys the first wins, a null key is an error; only null and empty text, lists and objects are empty; "
        "shorter lists are filled up with null; delimiters are literal, a part is split at the first, blanks around "
        "keys and values are dropped, parts without a delimiter are skipped, an empty value is empty text; "
        "contains_key takes null for present, and is_set does the same",
    ),
    fixed(
        "expression.arrays_to_object",
        "How the function that makes objects out of lists is spelled.",
        "conflicting",
        (_FUNCTIONS,),
        "arrays_to_object as in its syntax, and arrays_to_objects as in its sample",
    ),
    fixed(
        "expression.maps",
        "What functions on maps do where nothing is written of it.",
        "inferred",
        (_FUNCTIONS,),
        "maps and objects are one kind of value; keys become text, a null key gives null, of equal keys the first "
        "wins; objects without the attribute of their key are left out; the name of that attribute stands in quotes "
        "or, in object_to_map, bare; null maps are passed over, a key with null is there",
    ),
    fixed(
        "expression.map_get_values",
        "What map_get_values gives.",
        "conflicting",
        (_FUNCTIONS, "doc help/data-prep/troubleshooting-guide.md"),
        "for one key its value, null without one; for a list of keys the list of the values that are there, each once; "
        "get_values with a map does the same",
    ),
    fixed(
        "expression.add_to_map",
        "What add_to_map gives.",
        "conflicting",
        (_FUNCTIONS,),
        "the entries of all maps in one map, as the text says; not that map in another, as in the sample",
    ),
    fixed(
        "expression.user_agents",
        "How a user agent is named, and in which class its device is.",
        "inferred",
        (_FUNCTIONS, "Yauaa"),
        "names and versions as ua-parser has them, but in Yauaa's words: Windows NT, Internet Explorer, the same name "
        "for a browser's mobile form, ?? for the version of a known name; the class by words of the text and the "
        "device; Android without the word Mobile is a tablet; what is not recognised is Unknown; 2,048 characters "
        "are read",
    ),
    fixed(
        "expression.analytics",
        "What the strings of Analytics mean where nothing is written of it.",
        "inferred",
        (_FUNCTIONS,),
        "the first event or eVar of a name counts, names are exact; blanks around anything are dropped; an absent "
        "event or id is null; an event without value is 1, in products too; empty text has no products, else there "
        "are as many as commas and one; the two functions that are only in a comment of the page exist",
    ),
)
