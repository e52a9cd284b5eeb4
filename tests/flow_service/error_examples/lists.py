"""The errors of lists and searches."""

from tests.flow_service.in_process import Platform
from tests.replies import Answer

from .ways import Way, listing, where


def across(platform: Platform) -> Answer:
    """Sort what is searched for in two sandboxes."""
    headers = {"x-active-sandbox-ids": "one,another"}
    return platform.ask("POST", "/flows/search", {"orderby": "name"}, headers=headers)


EXAMPLES: dict[str, Way] = {
    "LIMIT_AND_COUNT": listing(limit=1, count="true"),
    "ORDER_PREFIX": listing(orderby="!name"),
    "ORDER_FIELD": listing(orderby="#id"),
    "OPERATOR_NOT_BUILT": where("name~x"),
    "OPERATOR_WITH_LIST": where("createdAt>1,2"),
    "OPERATOR_FOR_FIELD": where("id>=1"),
    "FILTER_FIELD": where("nothing==1"),
    "OPERATOR_UNKNOWN": where("name!>1"),
    "PARAMETER_UNKNOWN": listing(colour="red"),
    "FILTER_VALUE": where("createdAt==1,2"),
    "FILTER_VALUE_MISSING": where("createdAt=="),
    "NUMBER_TOO_SMALL": listing(limit=0),
    "QUERY_INVALID": listing(count="perhaps"),
    "TOKEN_UNREADABLE": listing(continuationToken="forged"),
    "FILTER_TYPE": where("createdAt>soon"),
    "ORDER_ACROSS": across,
}

PUBLISHED: dict[str, str] = {"PARAMETER_UNKNOWN": "list.unknown_parameter", "ORDER_ACROSS": "search.sandboxes"}
