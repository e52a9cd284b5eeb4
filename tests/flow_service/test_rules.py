"""Rules: a reply of Flow Service names those that it rests on, and no others."""

from tests.bodies import connection_body
from tests.flow_service.in_process import Platform


def test_no_reply_names_a_rule_it_does_not_rest_on(platform: Platform) -> None:
    source = platform.given_source().id
    assert platform.ask("GET", f"/sourceConnections/{source}").rules == set()
    created = platform.create("connections", connection_body()).rules
    assert created == {"etag.form", "create.fields", "create.location", "connection.test"}
