"""The page of the report: any findings make one that is valid, holds all it shows, and runs nothing of theirs."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings

from contract_tests.findings import Findings
from contract_tests.profiles import examples
from contract_tests.report import as_json, as_page, write
from tests.contract_suite.reported import finding, run, runs

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
ATTACK = "</pre><script>alert('1')</script><img src=x onerror=alert(2)> \x00 \u202e {{ 7 * 7 }}"


def elements(page: str) -> list[tuple[str, dict[str, str], str]]:
    """The name, attributes and text of all elements of a page; raises ParseError where it is not valid."""
    tree = html5lib.HTMLParser(strict=True).parse(page)
    return [(str(each.tag), dict(each.attrib), "".join(each.itertext())) for each in tree.iter()]


@settings(max_examples=examples(0.4), deadline=None)
@given(runs())
def test_any_findings_make_a_valid_page_that_asks_no_network_for_anything(found: Findings) -> None:
    page = as_page(found)
    page.encode("utf-8")
    for name, attributes, text in elements(page):
        assert name.removeprefix(NAMESPACE) not in ("script", "img", "link", "iframe", "object", "embed", "base")
        assert not {each for each in attributes if each.startswith("on") or each in ("src", "srcset", "action")}
        assert attributes.get("href", "#").startswith("#")
        assert not name.endswith("}style") or not re.search(r"url\(|@import", text)


@settings(max_examples=examples(0.4), deadline=None)
@given(runs())
def test_any_findings_make_json(found: Findings) -> None:
    assert as_json(found).isascii()


def test_what_a_test_says_is_shown_and_never_run() -> None:
    page = as_page(run(finding(f"contract_tests/test_x.py::test_x[{ATTACK}]", "differs", detail=ATTACK)))
    assert "script" not in {name.removeprefix(NAMESPACE) for name, _, _ in elements(page)}
    shown = [text for name, _, text in elements(page) if name == f"{NAMESPACE}pre"]
    assert shown == [ATTACK.replace("\x00", "\\x00").replace("\u202e", "\\u202e")]


def test_a_page_has_its_landmarks_and_each_table_a_caption() -> None:
    parts = elements(as_page(run(finding())))
    counts = [name.removeprefix(NAMESPACE) for name, _, _ in parts]
    assert [counts.count(name) for name in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
    assert counts.count("table") == counts.count("caption")
    ids = [attributes["id"] for _, attributes, _ in parts if "id" in attributes]
    assert len(ids) == len({*ids})
    links = {attributes["href"][1:] for _, attributes, _ in parts if "href" in attributes}
    assert links <= {*ids}


def test_an_operation_that_nobody_asked_for_stands_out() -> None:
    page = as_page(run(finding(operations={"createFlow": {"201": 4, "418": 1}})))
    rows = {text.split()[0]: text for name, _, text in elements(page) if name == f"{NAMESPACE}tr"}
    assert "201 ×4" in rows["createFlow"] and "418 ×1 not documented" in rows["createFlow"]
    assert "never asked" in rows["deleteDataset"] and "never asked" not in rows["createFlow"]


def test_a_wrong_guess_stands_apart_from_what_differs_and_at_its_rule() -> None:
    page = as_page(run(finding("a", "guess", detail="other", rests_on=["etag.form"]), finding("b", "differs")))
    texts = [(name.removeprefix(NAMESPACE), " ".join(text.split())) for name, _, text in elements(page)]
    assert ("h3", "1 wrong guess") in texts
    assert ("h3", "1 test with another answer than the contract's") in texts
    [rule] = [text for name, text in texts if name == "tr" and text.startswith("etag.form")]
    assert "? guess" in rule


@pytest.mark.parametrize(("name", "beginning"), [("deep/page.html", "<!DOCTYPE html>"), ("all.json", "{")])
def test_the_file_is_a_page_or_json_as_its_name_says(tmp_path: Path, name: str, beginning: str) -> None:
    write(run(finding()), tmp_path / name)
    assert (tmp_path / name).read_text("utf-8").startswith(beginning)
