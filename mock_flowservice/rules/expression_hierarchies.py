"""Objects, maps and lists in the mapping language."""

from .rule import Rule, fixed
from .sources import FIELDS, FUNCTIONS, TROUBLE

ROWS: tuple[Rule, ...] = (
    fixed(
        "expression.objects",
        "What functions on objects do where nothing is said of it.",
        "inferred",
        (FUNCTIONS,),
        "of equal keys the first wins, a null key is an error; only null and empty text, lists and objects are empty; "
        "shorter lists are filled up with null; delimiters are literal, a part is split at the first, blanks around "
        "keys and values are dropped, parts without a delimiter are skipped, an empty value is empty text; "
        "contains_key takes null for present, and is_set does the same",
    ),
    fixed(
        "expression.arrays_to_object",
        "How the function that makes objects out of lists is spelled.",
        "conflicting",
        (FUNCTIONS,),
        "arrays_to_object as in its syntax, and arrays_to_objects as in its sample",
    ),
    fixed(
        "expression.maps",
        "What functions on maps do where nothing is said of it.",
        "inferred",
        (FUNCTIONS,),
        "maps and objects are one kind of value; keys become text, a null key gives null, of equal keys the first "
        "wins; objects without the attribute of their key are left out; the name of that attribute stands in quotes "
        "or, in object_to_map, bare; null maps are passed over, a key with null is there",
    ),
    fixed(
        "expression.map_get_values",
        "What map_get_values gives.",
        "conflicting",
        (FUNCTIONS, TROUBLE),
        "for one key its value, null without one; for a list of keys the list of the values that are there, each once; "
        "get_values with a map does the same",
    ),
    fixed(
        "expression.add_to_map",
        "What add_to_map gives.",
        "conflicting",
        (FUNCTIONS,),
        "the entries of all maps in one map, as the text says; not that map in another, as in the sample",
    ),
    fixed(
        "expression.arrays",
        "What the functions on lists do with nulls, with one list as only argument, with objects in text, and for "
        "sources.",
        "inferred",
        (FUNCTIONS, FIELDS),
        "those for destinations only are offered everywhere; one list as only argument of coalesce, first and last "
        "stands for its members, and a null at the first or last place is what first and last give; a null list counts "
        "as empty for add_to_array and is passed over by join_arrays, which gives null when all are; size_of takes "
        "what size takes; array_to_string leaves nulls of the list out, and writes an object as "
        "{'name':'text','list':[1],'none':null}, a date-time in it as milliseconds, a quote or backslash in it after a "
        "backslash; the second argument of upsert_array_replace means nothing",
    ),
    fixed(
        "expression.json",
        "What json_to_object takes.",
        "conflicting",
        (FUNCTIONS,),
        "strict JSON text, also of a lone scalar, of at most 200 levels and 100,000 values; whole numbers keep all "
        "their digits, up to the size of a double; what is no text, as in its sample, is given back as it is",
    ),
)
