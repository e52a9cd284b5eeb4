"""What can be asserted of each operation of Flow Service, row by row, and the tests that assert it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Tests = Mapping[str, Sequence[str]]
"""Names of tests by the path of their module."""

C_ACTIONS = "contract_tests/test_actions.py"
C_BAD = "contract_tests/test_bad_requests.py"
C_CONFIGS = "contract_tests/test_configs.py"
C_DRAFTS = "contract_tests/test_drafts.py"
C_ENTITIES = "contract_tests/test_entities.py"
C_ETAGS = "contract_tests/test_etags.py"
C_EXPLORE = "contract_tests/test_explore.py"
C_FLOWS = "contract_tests/test_flows.py"
C_GATEWAY = "contract_tests/test_gateway.py"
C_ISOLATION = "contract_tests/test_isolation.py"
C_MACHINES = "contract_tests/test_machines.py"
C_LISTS = "contract_tests/test_lists.py"
C_OPERATIONS = "contract_tests/test_operations.py"
C_RACES = "contract_tests/test_etag_races.py"
C_REFERENCES = "contract_tests/test_references.py"
C_RUNS = "contract_tests/test_runs.py"
C_SCHEDULES = "contract_tests/test_schedules.py"
C_SEARCHES = "contract_tests/test_searches.py"
C_SPECS = "contract_tests/test_specs.py"
C_TUTORIAL = "contract_tests/test_tutorial.py"
ACTIONS = "tests/flow_service/test_actions.py"
ANY_ORDER = "tests/flow_service/test_any_order.py"
CONFIGS = "tests/flow_service/test_configs.py"
CONNECTIONS = "tests/flow_service/test_connections.py"
DRAFTS = "tests/flow_service/test_drafts.py"
ETAGS = "tests/flow_service/test_etags.py"
EXPLORE = "tests/flow_service/test_explore.py"
EXPLORE_FILES = "tests/flow_service/test_explore_files.py"
EXPLORE_SOURCES = "tests/flow_service/test_explore_sources.py"
FILTERS = "tests/flow_service/test_filters.py"
FLOWS = "tests/flow_service/test_flows.py"
GATEWAY = "tests/test_gateway.py"
LISTS = "tests/flow_service/test_lists.py"
LIST_LAWS = "tests/flow_service/test_list_laws.py"
OWN_SPECS = "tests/flow_service/test_own_specs.py"
PAGE_TOKENS = "tests/flow_service/test_page_tokens.py"
PATCHES = "tests/flow_service/test_patches.py"
REFERENCES = "tests/flow_service/test_references.py"
RUNS = "tests/flow_service/test_runs.py"
RUN_HISTORIES = "tests/flow_service/test_run_histories.py"
RUN_REPORTS = "tests/flow_service/test_run_reports.py"
RUN_RETRIES = "tests/flow_service/test_run_retries.py"
SCHEDULES = "tests/flow_service/test_schedules.py"
SEARCHES = "tests/flow_service/test_searches.py"
SOURCE_CONNECTIONS = "tests/flow_service/test_source_connections.py"
SPECS = "tests/flow_service/test_specs.py"
TARGET_CONNECTIONS = "tests/flow_service/test_target_connections.py"
TENANTS = "tests/flow_service/test_tenants.py"


class Row(NamedTuple):
    """Operations of the contract, and what is asserted of them where."""

    operations: tuple[str, ...]
    asserted: Mapping[str, Tests]


MADE_TWICE: Tests = {C_ENTITIES: ["test_making_the_same_twice_makes_two"]}
SHOWN: Tests = {C_ENTITIES: ["test_a_look_up_shows_one_item_as_it_was_sent"]}
UNKNOWN_ID: Tests = {C_ENTITIES: ["test_an_unknown_id_is_404_and_named"]}
CHANGED: Tests = {C_ENTITIES: ["test_a_change_leaves_id_and_creation_and_moves_the_time"]}
STALE: Tests = {C_ETAGS: ["test_a_stale_etag_is_refused_and_changes_nothing"]}
DELETED: Tests = {C_ENTITIES: ["test_a_deleted_entity_answers_with_nothing_and_is_gone"]}
NOT_CHANGED: Tests = {C_ENTITIES: ["test_a_change_that_is_not_possible_is_refused"]}
PUBLISHED_IN_ORDER: Tests = {
    C_DRAFTS: ["test_a_draft_is_published_once_and_after_what_it_stands_on"],
    DRAFTS: ["test_a_chain_of_drafts_is_published_from_its_base_on_and_in_no_other_order"],
}
USED: Tests = {
    C_REFERENCES: ["test_nothing_goes_before_the_flow_that_needs_it"],
    REFERENCES: ["test_what_a_flow_uses_stays_until_the_last_flow_is_gone"],
}

ASSERTED: Mapping[str, Row] = {
    "any": Row(
        (),
        {
            "no token, a bad token, no api key, no organisation": {
                C_GATEWAY: ["test_a_wrong_header_is_refused_in_the_words_of_the_gateway"]
            },
            "a token that nobody issued": {
                C_GATEWAY: ["test_a_token_that_nobody_issued_is_let_in_or_refused_as_the_rules_say"]
            },
            "an error has a JSON body or none": {
                C_OPERATIONS: ["test_an_operation_answers_as_its_document_says"],
                C_GATEWAY: [
                    "test_an_unknown_path_is_404_in_json",
                    "test_a_wrong_method_is_405_in_json_and_names_the_right_ones",
                ],
                C_BAD: ["test_a_body_of_the_wrong_kind_is_refused"],
            },
            "the exact codes of headers": {
                GATEWAY: [
                    "test_a_bad_header_is_refused_alike_by_every_service",
                    "test_the_first_thing_wrong_is_reported_in_the_order_of_the_rule",
                    "test_the_sandbox_header_follows_its_rules",
                ]
            },
            "a wrong content type": {C_BAD: ["test_another_content_type_than_json_is_refused"]},
        },
    ),
    "POST /connections": Row(
        ("createConnection",),
        {
            "201, a UUID, a quoted etag; two equal ones differ": MADE_TWICE,
            "an unknown spec": {
                C_REFERENCES: ["test_nothing_stands_on_what_is_not_there"],
                CONNECTIONS: ["test_the_spec_of_a_connection_is_known_and_gets_its_version"],
            },
            "an unknown way to sign in; a missing password": {
                C_ENTITIES: ["test_a_connection_needs_a_known_way_to_sign_in_and_all_of_it"],
                CONNECTIONS: [
                    "test_an_unknown_way_to_sign_in_is_refused_with_those_that_are_known",
                    "test_every_published_way_to_sign_in_is_refused_without_what_it_requires",
                ],
            },
            "the Location": {C_ENTITIES: ["test_the_location_of_what_was_made_is_where_it_is"]},
            "a draft of a spec without drafts": {
                C_DRAFTS: ["test_a_source_that_knows_no_drafts_has_none"],
                DRAFTS: ["test_a_spec_that_knows_no_drafts_has_none"],
            },
        },
    ),
    "GET /connections/{id}": Row(
        ("retrieveConnection",),
        {
            "one item with its id, etag, names, times, state, spec and sandbox": SHOWN,
            "an unknown id is 404 and named": UNKNOWN_ID,
            "secrets are masked": {
                C_TUTORIAL: ["test_the_password_comes_back_masked"],
                CONNECTIONS: ["test_no_secret_is_shown_and_all_else_is"],
            },
            "another sandbox is 404": {
                C_ISOLATION: ["test_another_sandbox_neither_shows_nor_touches_it"],
                TENANTS: ["test_an_entity_of_another_tenant_is_unknown"],
            },
        },
    ),
    "GET /connections": Row(
        ("listConnections",),
        {
            "items and links; one by its id": {
                C_LISTS: [
                    "test_no_page_is_longer_than_its_limit",
                    "test_equality_finds_by_one_name_or_by_several",
                ]
            },
            "pages cover all, once": {
                C_LISTS: [
                    "test_the_pages_together_are_the_whole_list",
                    "test_the_link_to_the_next_page_can_be_followed_as_clients_do",
                ],
                LIST_LAWS: ["test_a_list_is_what_meets_all_filters_in_order_whatever_its_pages"],
                PAGE_TOKENS: ["test_all_ways_of_clients_to_page_on_lead_to_the_same_page"],
            },
            "a count comes alone, and not with a limit": {
                C_LISTS: ["test_the_count_is_the_length_of_the_list"],
                LISTS: ["test_a_count_comes_alone", "test_no_count_may_stand_beside_a_limit"],
            },
            "orders and their opposites": {
                C_LISTS: ["test_the_oldest_comes_first_and_orders_can_be_turned_round"],
            },
            "bad operators, empty values, unknown parameters": {
                C_LISTS: ["test_a_question_that_makes_no_sense_is_refused"],
                FILTERS: ["test_a_filter_that_cannot_be_read_is_refused"],
                LISTS: ["test_an_unknown_parameter_matters_only_where_it_is_published"],
            },
        },
    ),
    "PATCH /connections/{id}": Row(
        ("patchConnection",),
        {
            "with the current etag: a ref, a new etag, times, the value": {
                **CHANGED,
                C_ETAGS: ["test_the_current_etag_lets_a_change_through"],
            },
            "with an old etag: 412 and nothing changed": STALE,
            "of many with one etag one wins": {
                C_RACES: ["test_of_many_patches_with_one_etag_exactly_one_wins"],
                ETAGS: ["test_of_many_simultaneous_changes_exactly_one_wins"],
            },
            "no etag, bare etag, move": NOT_CHANGED,
            "the spec stays": {
                C_ENTITIES: ["test_a_connection_stays_with_its_source"],
                PATCHES: ["test_the_spec_of_a_connection_is_for_ever"],
            },
            "a list that fails changes nothing": {
                C_ETAGS: ["test_a_patch_is_applied_whole_or_not_at_all"],
                PATCHES: ["test_a_list_that_fails_at_its_end_changes_nothing"],
            },
            "credentials are replaced whole": {
                C_ENTITIES: ["test_credentials_are_replaced_whole_and_never_shown"],
                PATCHES: ["test_a_whole_object_is_replaced_wholly"],
            },
        },
    ),
    "DELETE /connections/{id}": Row(
        ("deleteConnection",),
        {
            "202 or 204 and nothing, then 404; an unknown id": DELETED,
            "in use, and then no more": {
                **USED,
                C_REFERENCES: ["test_a_base_connection_can_go_once_its_flow_has_gone"],
            },
        },
    ),
    "GET /connections/{id}/test": Row(
        ("testConnection",),
        {
            "a boolean": {C_CONFIGS: ["test_a_test_of_credentials_says_yes_or_no"]},
            "a word makes it false": {
                C_CONFIGS: ["test_credentials_that_do_not_work_fail_their_test_and_nothing_else"],
                CONNECTIONS: ["test_a_test_fails_when_a_secret_is_the_word_invalid"],
            },
        },
    ),
    "GET …/explore": Row(
        ("getByConnectionId", "exploreByConnectionSpecId"),
        {
            "rest is hierarchical, its schema that of an object": {
                C_TUTORIAL: ["test_exploring_shows_the_documented_fields_and_rows_that_have_them"],
            },
            "a preview adds rows that the schema declares": {
                C_EXPLORE: ["test_a_source_behind_rest_declares_all_its_rows_hold"],
                EXPLORE: ["test_every_key_in_the_data_is_declared_in_the_schema"],
                EXPLORE_SOURCES: ["test_a_source_behind_rest_declares_what_it_shows"],
            },
            "the root is an array; folders, files, tables": {
                C_EXPLORE: [
                    "test_files_are_reached_from_the_root_through_their_folders",
                    "test_tables_are_named_by_the_root_and_shown_with_their_rows",
                ],
                EXPLORE_SOURCES: ["test_a_source_of_files_can_be_walked_from_its_root_to_every_row"],
                EXPLORE_FILES: ["test_the_same_rows_come_out_of_every_format"],
            },
            "a folder without a name, a bad type": {
                C_EXPLORE: ["test_what_cannot_be_shown_is_refused", "test_a_table_that_is_not_there_is_refused"],
            },
            "bad base64": {
                C_BAD: ["test_broken_base64_is_refused"],
                EXPLORE: ["test_what_is_no_base64_of_an_object_is_refused"],
            },
            "names of parameters in any case": {
                C_EXPLORE: ["test_the_case_of_parameters_does_not_matter"],
                EXPLORE: ["test_parameters_are_read_as_real_clients_write_them"],
            },
        },
    ),
    "GET …/configs": Row(
        ("exploreConfigByConnectionId", "configByConnectionSpecId"),
        {
            "items": {
                C_CONFIGS: [
                    "test_the_columns_are_those_that_exploring_shows",
                    "test_the_data_sets_that_can_be_exported_come_page_by_page",
                ],
                CONFIGS: ["test_the_columns_are_those_that_exploring_shows_first"],
            }
        },
    ),
    "POST /connections/{id}/action": Row(
        ("performAction",),
        {
            "publish makes a draft enabled, once": {
                **PUBLISHED_IN_ORDER,
                C_ACTIONS: ["test_what_is_published_is_not_published_again"],
            },
            "finalize is for providers": {
                C_ACTIONS: ["test_finalizing_is_for_providers"],
                ACTIONS: ["test_what_belongs_to_providers_is_refused"],
            },
            "the case of the operation": {
                C_ACTIONS: ["test_the_case_of_an_action_does_not_matter"],
                ACTIONS: ["test_the_case_of_an_action_does_not_matter"],
            },
            "no body is needed": {
                C_BAD: ["test_a_call_without_a_body_needs_no_content_type"],
                ACTIONS: ["test_a_body_is_not_needed_and_is_checked_where_it_comes"],
            },
        },
    ),
    "POST /connections/search": Row(
        ("getConnectionsByFilters",),
        {
            "as the list that is filtered alike": {C_SEARCHES: ["test_a_search_finds_what_the_list_shows"]},
            "a limit beyond a thousand": {
                C_SEARCHES: [
                    "test_a_search_that_makes_no_sense_is_refused",
                    "test_the_largest_page_of_a_search_is_a_thousand",
                ],
                SEARCHES: ["test_what_a_search_cannot_do_is_refused"],
            },
        },
    ),
    "GET /connectionSpecs, /{id}": Row(
        ("listConnectionSpecs", "retrieveConnectionSpec"),
        {
            "the lake's and Mixpanel's are there, alone as in the list": {
                C_SPECS: ["test_a_spec_of_the_tutorial_is_listed_once_and_looked_up"],
                SPECS: ["test_the_fixed_ids_of_the_tutorial_are_there"],
            },
            "a filter by name": {C_SPECS: ["test_a_filter_by_name_selects_quoted_or_not"]},
            "ways to sign in": {C_SPECS: ["test_each_way_to_sign_in_has_a_name_a_type_and_a_schema"]},
            "names are unique": {C_SPECS: ["test_no_two_specs_have_one_name"]},
        },
    ),
    "POST, PUT /connectionSpecs": Row(
        ("createConnectionSpec", "updateConnectionSpec"),
        {
            "201, the bare spec, its Location": {
                C_SPECS: ["test_a_spec_of_ones_own_comes_back_whole"],
                OWN_SPECS: ["test_a_spec_comes_back_whole_from_its_creation_its_look_up_and_the_list"],
            },
            "PUT replaces": {
                C_SPECS: ["test_a_replacement_leaves_nothing_of_what_was_there"],
                OWN_SPECS: ["test_a_replacement_leaves_nothing_of_what_was_there_but_who_made_it"],
            },
            "name and provider are needed": {C_SPECS: ["test_a_spec_needs_a_name_and_a_provider"]},
            "connections of it": {
                C_SPECS: ["test_a_connection_of_ones_own_spec_is_checked_by_it"],
                OWN_SPECS: ["test_a_connection_of_an_own_spec_is_checked_and_masked_by_it"],
            },
        },
    ),
    "GET /flowSpecs, /{id}, search": Row(
        ("listFlowSpecs", "retrieveFlowSpec", "searchFlowSpecs"),
        {
            "Mixpanel's is there": {C_SPECS: ["test_a_spec_of_the_tutorial_is_listed_once_and_looked_up"]},
            "it leads into the lake, on a schedule of draft 7": {
                C_SPECS: ["test_mixpanels_flow_spec_leads_into_the_lake_on_a_schedule"],
                SPECS: ["test_the_schemas_in_a_spec_are_schemas"],
            },
            "names quoted and unquoted": {C_SPECS: ["test_a_filter_by_name_selects_quoted_or_not"]},
            "searches": {
                C_SEARCHES: [
                    "test_flow_specs_are_searched_as_they_are_listed",
                    "test_groups_of_flow_specs_share_them_out",
                ],
                SEARCHES: ["test_flow_specs_are_sorted_counted_and_cut_to_the_limit"],
            },
        },
    ),
    "POST, PUT /flowSpecs": Row(
        ("createFlowSpec", "updateFlowSpec"),
        {
            "a source that is added can be read from": {
                C_SPECS: ["test_a_flow_spec_names_a_source_before_flows_read_from_it"],
                OWN_SPECS: ["test_a_flow_spec_has_to_name_a_source_before_flows_can_read_from_it"],
            },
            "whole, replaced, name and provider": {
                C_SPECS: [
                    "test_a_spec_of_ones_own_comes_back_whole",
                    "test_a_replacement_leaves_nothing_of_what_was_there",
                    "test_a_spec_needs_a_name_and_a_provider",
                ]
            },
        },
    ),
    "POST /sourceConnections": Row(
        ("createSourceConnection",),
        {
            "201 and a ref": MADE_TWICE,
            "an unknown base": {
                C_REFERENCES: ["test_nothing_stands_on_what_is_not_there"],
                SOURCE_CONNECTIONS: ["test_the_base_connection_is_named_and_known"],
            },
            "a base of another spec": {
                SOURCE_CONNECTIONS: ["test_the_spec_of_a_base_connection_may_differ_unless_published"]
            },
            "a missing project": {
                C_ENTITIES: ["test_a_source_connection_says_what_its_source_requires"],
                SOURCE_CONNECTIONS: ["test_what_a_source_requires_is_required"],
            },
            "a draft base is for drafts": {
                C_DRAFTS: ["test_a_draft_is_named_by_drafts_alone"],
                DRAFTS: ["test_a_draft_can_only_be_named_by_drafts"],
            },
        },
    ),
    "GET /sourceConnections[/{id}]": Row(
        ("getSourceConnections", "retrieveSourceConnection"),
        {
            "the base is inherited; the list by base": {
                C_REFERENCES: ["test_each_knows_what_it_stands_on"],
                FILTERS: ["test_source_connections_are_found_by_base_and_by_parameter"],
            },
            "params come back": {
                C_ENTITIES: ["test_a_source_connection_says_what_its_source_requires"],
                SOURCE_CONNECTIONS: ["test_parameters_beyond_those_required_are_echoed_verbatim"],
            },
            "one item, 404": {**SHOWN, **UNKNOWN_ID},
        },
    ),
    "PATCH, DELETE, action /sourceConnections": Row(
        ("patchSourceConnection", "deleteSourceConnection", "performAction_1"),
        {
            "changes": CHANGED,
            "stale etags": STALE,
            "deletion": DELETED,
            "in use": USED,
            "publish before the base": PUBLISHED_IN_ORDER,
        },
    ),
    "POST /targetConnections": Row(
        ("createTargetConnection",),
        {
            "201 with a real data set": MADE_TWICE,
            "without a data set": {
                C_ENTITIES: ["test_a_target_connection_names_its_data_set"],
                TARGET_CONNECTIONS: ["test_a_target_in_the_lake_names_its_data_set"],
            },
            "with Mixpanel's spec": {
                C_TUTORIAL: ["test_mixpanels_spec_for_the_target_is_the_tutorials_own_slip"],
                TARGET_CONNECTIONS: ["test_mixpanels_spec_is_taken_for_the_lakes_unless_published"],
            },
        },
    ),
    "GET, PATCH, DELETE, action /targetConnections": Row(
        (
            "getTargetConnections",
            "retrieveTargetConnection",
            "patchTargetConnection",
            "deleteTargetConnection",
            "performAction_2",
        ),
        {
            "look-ups": SHOWN,
            "changes": CHANGED,
            "stale etags": STALE,
            "deletion": DELETED,
            "in use": USED,
            "publication": PUBLISHED_IN_ORDER,
            "the schema comes back": {C_ENTITIES: ["test_a_target_connection_names_its_data_set"]},
        },
    ),
    "POST /flows": Row(
        ("createFlow",),
        {
            "201 and a ref": MADE_TWICE,
            "the truth table of schedules": {
                C_SCHEDULES: [
                    "test_a_schedule_is_taken_exactly_when_it_keeps_the_rules",
                    "test_every_frequency_has_its_smallest_interval",
                ],
                SCHEDULES: [
                    "test_a_schedule_is_taken_exactly_when_it_keeps_the_rules",
                    "test_each_fault_of_a_schedule_has_its_code",
                ],
            },
            "a state in the body": {
                C_REFERENCES: ["test_a_flow_reads_and_writes_what_its_spec_names"],
                REFERENCES: ["test_a_flow_brings_no_state"],
            },
            "unknown ids, two ids, an unknown mapping": {
                C_REFERENCES: ["test_nothing_stands_on_what_is_not_there"],
                REFERENCES: [
                    "test_a_flow_names_one_known_connection_on_each_side",
                    "test_a_mapping_set_is_there_in_the_version_asked_for",
                ],
            },
            "specs that do not fit": {
                C_REFERENCES: ["test_a_flow_reads_and_writes_what_its_spec_names"],
                REFERENCES: ["test_a_flow_spec_joins_the_specs_it_says_it_joins"],
            },
            "the delta column": {
                REFERENCES: ["test_a_delta_column_is_there_exactly_where_rows_are_copied_again"],
            },
            "a start in the past": {SCHEDULES: ["test_a_schedule_is_taken_exactly_when_it_keeps_the_rules"]},
        },
    ),
    "GET /flows/{id}": Row(
        ("retrieveFlow",),
        {
            "one item, etag and version": SHOWN,
            "schedule and transformations come back": {
                C_SCHEDULES: ["test_a_schedule_comes_back_as_it_was_sent"],
                C_FLOWS: ["test_transformations_come_back_as_they_were_sent"],
            },
            "both connections and their specs": {
                C_REFERENCES: ["test_each_knows_what_it_stands_on"],
                FLOWS: ["test_a_flow_shows_what_it_connects"],
            },
            "the link to its runs": {C_FLOWS: ["test_a_flow_leads_to_its_runs"]},
            "the last operation": {C_FLOWS: ["test_a_flow_says_what_was_done_to_it_last"]},
        },
    ),
    "GET /flows": Row(
        ("listFlows",),
        {
            "by state, by what it connects, by several": {
                C_FLOWS: ["test_flows_are_found_by_state_and_by_what_they_connect"],
                C_LISTS: ["test_several_filters_must_all_hold", "test_equality_finds_by_one_name_or_by_several"],
            },
            "by the time of creation": {C_FLOWS: ["test_flows_are_found_by_state_and_by_what_they_connect"]},
        },
    ),
    "PATCH /flows/{id}": Row(
        ("patchFlow",),
        {
            "name and description": CHANGED,
            "stale etags": STALE,
            "a start that has passed": {
                C_FLOWS: ["test_what_has_started_starts_no_more_at_another_time"],
                SCHEDULES: ["test_what_can_no_longer_change_after_the_start"],
            },
            "an interval that is left over": {
                C_FLOWS: ["test_a_change_of_frequency_leaves_an_interval_that_fits"],
                SCHEDULES: ["test_a_changed_schedule_keeps_the_rules_but_may_start_in_the_past"],
            },
            "transformations of a draft": {
                C_DRAFTS: ["test_transformations_are_added_to_a_draft_and_published_with_it"]
            },
            "what was done last is what was asked": {
                C_FLOWS: ["test_a_flow_says_what_was_done_to_it_last"],
                FLOWS: ["test_a_changed_flow_tells_what_was_changed_and_when"],
            },
        },
    ),
    "DELETE /flows/{id}": Row(
        ("deleteByFlow",),
        {
            "202 or 204, then 404": DELETED,
            "then the base connection": {C_REFERENCES: ["test_a_base_connection_can_go_once_its_flow_has_gone"]},
        },
    ),
    "POST /flows/{id}/action": Row(
        ("postStateTransition",),
        {
            "disable and enable": {
                C_ACTIONS: ["test_a_flow_is_disabled_and_enabled_again", "test_a_flow_is_as_it_was_told_last"],
                ACTIONS: ["test_an_action_leads_where_the_table_says_or_changes_nothing"],
            },
            "publish in order": PUBLISHED_IN_ORDER,
            "an unknown operation": {C_ACTIONS: ["test_an_action_that_is_not_there_for_users_is_refused"]},
        },
    ),
    "POST /flows/search": Row(
        ("getFlowsByFilters",),
        {
            "a projection": {
                C_SEARCHES: ["test_a_projection_leaves_the_named_fields"],
                SEARCHES: ["test_a_projection_names_the_fields_to_show"],
            },
            "as the list": {
                C_SEARCHES: ["test_a_search_finds_what_the_list_shows"],
                LIST_LAWS: ["test_a_search_answers_as_the_list_does"],
            },
        },
    ),
    "POST /runs": Row(
        ("createFlowRun",),
        {
            "201, an id somewhere, scheduled": {
                C_RUNS: ["test_a_run_that_was_asked_for_is_scheduled_and_found"],
                RUNS: [
                    "test_a_new_run_is_scheduled_and_says_what_is_known",
                    "test_the_three_answers_hold_the_id_and_the_etag",
                ],
            },
            "flows that do not run once, unknown flows": {
                C_RUNS: ["test_only_a_known_flow_that_runs_once_is_run"],
                RUNS: ["test_only_flows_that_run_once_run_on_demand", "test_a_run_of_no_flow_is_refused"],
            },
            "a window that is turned round": {
                C_RUNS: ["test_a_window_does_not_end_before_it_starts"],
                RUNS: ["test_a_window_is_taken_exactly_when_it_can_be_read_and_does_not_end_before_it_starts"],
            },
            "the delta column of a second run; the flow's Copy": {
                C_RUNS: ["test_the_first_run_of_a_table_says_which_column_tells_what_is_new"],
                RUNS: ["test_the_delta_column_is_given_once_and_then_stays"],
            },
        },
    ),
    "GET /runs, /runs/{id}": Row(
        ("listFlowRuns", "retrieveFlowRun"),
        {
            "by the flow": {C_RUNS: ["test_runs_are_listed_by_their_flow"]},
            "a status, times in milliseconds": {C_RUNS: ["test_the_figures_of_every_run_belong_together"]},
            "relations; the flow's last run": {
                C_RUNS: ["test_what_a_run_says_of_itself_holds_together_and_the_flow_says_the_same"],
                RUN_HISTORIES: ["TestRunsMachine"],
            },
        },
    ),
    "PUT /runs/{id}": Row(
        ("updateRun",),
        {
            "no etag, a stale one, the bare run with a new one": {
                C_RUNS: ["test_a_report_needs_the_current_etag_and_gives_a_new_one"],
                RUN_REPORTS: [
                    "test_a_report_needs_the_current_etag",
                    "test_a_report_answers_the_bare_run_with_a_new_etag",
                ],
            }
        },
    ),
    "POST /runs/{id}/action": Row(
        ("postAction",),
        {
            "a failed run becomes another": {
                C_RUNS: ["test_a_failed_run_is_tried_again_as_another"],
                RUN_RETRIES: ["test_a_failed_run_is_tried_again_as_a_new_one"],
            },
            "a run with records": {
                C_RUNS: ["test_what_brought_records_is_not_tried_again"],
                RUN_RETRIES: ["test_what_failed_or_took_in_nothing_is_tried_again"],
            },
            "a disabled flow": {C_RUNS: ["test_nothing_is_tried_again_while_its_flow_is_disabled"]},
            "an unknown operation": {
                C_RUNS: ["test_a_run_is_only_ever_tried_again"],
                RUN_RETRIES: ["test_no_other_action_is_possible"],
            },
        },
    ),
    "stateful sequences": Row(
        (),
        {
            "the chain from base to flow": {
                C_TUTORIAL: ["test_the_tutorial_works_from_top_to_bottom"],
                C_REFERENCES: ["test_each_knows_what_it_stands_on"],
            },
            "any order of changes and actions; etags move, ids and creation stay": {
                ANY_ORDER: ["TestAnyOrder"],
                C_MACHINES: ["test_any_order_of_calls_leaves_what_the_model_says"],
            },
            "a model predicts every look-up and list": {
                ANY_ORDER: ["TestAnyOrder"],
                RUN_HISTORIES: ["TestRunsMachine"],
            },
            "deletions respect references": {ANY_ORDER: ["TestAnyOrder"], **USED},
            "two sandboxes never see each other": {
                ANY_ORDER: ["TestAnyOrder"],
                C_ISOLATION: ["test_the_lists_of_another_sandbox_do_not_hold_it"],
                TENANTS: ["test_lists_and_counts_show_only_ones_own"],
            },
        },
    ),
}
