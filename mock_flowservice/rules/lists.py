"""Lists and searches of Flow Service."""

from .rule import Rule, fixed

LISTS = "doc help/dataflows/api/sort-and-filter.md"
ERRORS = "doc help/sources/errors/flow-service-errors.md"

ROWS: tuple[Rule, ...] = (
    fixed("list.page", "How much a page holds that names no limit.", "inferred", ("aepp",), "20"),
    Rule(
        "list.limit",
        "The largest page.",
        "conflicting",
        ("destinations spec", "spec"),
        "any limit from 1 up",
        "1 to 100",
    ),
    fixed(
        "list.order",
        "The order of a list without orderby.",
        "inferred",
        (LISTS,),
        "that of creation, newest last; after a change, too",
    ),
    fixed(
        "list.sorting",
        "What orderby makes of missing and of mixed values, and of ties.",
        "inferred",
        (LISTS,),
        "nothing stands first, then false, true, numbers, texts by the first 400 bytes of their characters (capitals "
        "before small letters), all else; ties stand in the order of creation, with - before the field, too",
    ),
    fixed(
        "list.token",
        "How long a continuationToken is good, and for what.",
        "inferred",
        ("spec", "aepp"),
        "for ever, in its own list and sandbox; it brings filters, order and limit along, of which a limit beside it "
        "changes the last; any other is 400, code 1452-400",
    ),
    Rule(
        "list.unknown_parameter",
        "What an unknown query parameter of a list does.",
        "inferred",
        (ERRORS,),
        "nothing",
        "400, code 1451-400",
    ),
    fixed(
        "list.conditions",
        "How many filters and how many fields to sort by one list takes.",
        "inferred",
        (LISTS,),
        "50 different ones; more are 400, code 1312-400",
    ),
    fixed(
        "list.projection",
        "What property means without an operator.",
        "conflicting",
        ("spec", LISTS),
        "the top-level fields to show, joined by commas",
    ),
    fixed(
        "list.equality",
        "What equals a value of a filter.",
        "conflicting",
        (LISTS, "doc help/sources/tutorials/api/monitor.md"),
        "texts and booleans that read alike, case aside, and numbers that are worth as much; = means ==",
    ),
    Rule(
        "list.not_equal",
        "What != leaves.",
        "inferred",
        (LISTS, ERRORS),
        "what holds none of the values, or nothing there",
        "the same, but for several values, which are 400, code 1443-400",
    ),
    fixed(
        "list.quotes",
        "What double quotes in a filter do.",
        "inferred",
        ("doc help/sources/tutorials/api/collect/database-nosql.md",),
        "they hold one value together, commas and outer blanks included; one that is part of it is written twice",
    ),
    fixed(
        "list.value_type",
        "What <, <=, > and >= compare.",
        "inferred",
        (LISTS, ERRORS),
        "numbers, and what is none does not meet them; a filter that wants a number and has none is 1454-400",
    ),
    fixed(
        "list.nested_path",
        "What a filter by an unknown path below a known field leaves.",
        "inferred",
        (LISTS, ERRORS),
        "nothing; an unknown field is 400, code 1449-400",
    ),
    fixed(
        "search.page",
        "How much a search answers at once.",
        "conflicting",
        ("spec", "destinations spec"),
        "as much as a list, up to a limit of 1000; of flow specs, which have no pages, all up to the limit; "
        "a limit beside count is 400, code 1401-400, as in lists",
    ),
    fixed(
        "search.query",
        "How the queryString of a search is written.",
        "inferred",
        ("spec",),
        "as the query of a list (property=state==enabled&property=…), or filters without property= before them; "
        "all joined by & have to be met; %26 stands for & in either, + for a blank behind property= alone",
    ),
    fixed(
        "search.groups",
        "What groupByProperty makes of the items of a search.",
        "inferred",
        ("spec",),
        "one item for each value at that path: the value under the path's name, and items with the specs that have it; "
        "more than 16 MiB of them are 400, code 1312-400",
    ),
    Rule(
        "search.sandboxes",
        "What x-active-sandbox-ids does.",
        "inferred",
        ("spec", ERRORS),
        "nothing",
        "with several ids, a search with orderby is 400, code 1424-400",
    ),
)
