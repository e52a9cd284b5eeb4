"""How the page looks: in a real browser, where there is one, nothing sticks out; and its colours can be told apart."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from contract_tests.report.drawing import drawing
from contract_tests.report.life_cycles import Arrow, LifeCycle
from contract_tests.report.page import TEMPLATES, shown, templates
from tests.contract_suite.reported import finding, run
from tests.servers import PATIENCE

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
LONG = "a_very_long_name_without_a_blank_in_it_" * 4
MEASURE = """<script>addEventListener("load", () => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  const outside = (each, box) => each.getBoundingClientRect().right > box + 1;
  const wide = [...document.querySelectorAll("body *")].filter(each => outside(each, innerWidth));
  const cards = [...document.querySelectorAll("svg text")].filter(each =>
    outside(each, each.ownerSVGElement.getBoundingClientRect().right));
  const texts = [...document.querySelectorAll("svg text")].map(each => each.getBBox());
  const overlap = texts.filter((one, n) => texts.slice(n + 1).some(other =>
    one.x < other.x + other.width && other.x < one.x + one.width && Math.abs(one.y - other.y) < 11));
  parent.postMessage(JSON.stringify({
    width: innerWidth, wide: wide.map(each => each.outerHTML.slice(0, 90)), cards: cards.length,
    texts: texts.length, overlap: overlap.length }), "*");
});</script>"""
FRAME = """<!DOCTYPE html><title></title>
<script>addEventListener("message", event => { document.title = event.data; });</script>
<iframe src="page.html" width="{width}" height="900" frameborder="0"></iframe>"""
"""A browser's own windows are not as narrow as a phone's."""
CYCLE = LifeCycle(
    "flows",
    [
        Arrow("nothing", "create", "enabled", "spec", 1204),
        Arrow("nothing", "create with a draft of what is there", "draft", "spec", 17),
        Arrow("draft", "publish", "enabled", "spec", 0),
        Arrow("draft", "patch, last step impossible", "draft", "spec", 12),
        Arrow("enabled", "disable", "disabled", "spec", 3),
        Arrow("disabled", "enable", "enabled", "spec", 3),
        Arrow("enabled", "name an unknown version in a mapping", "enabled", "spec", 0),
        *(Arrow(state, "delete", "gone", "spec", 2) for state in ("draft", "enabled", "disabled")),
    ],
)


def page() -> str:
    """A page with some of everything, and long words."""
    tests = (
        finding(f"contract_tests/{LONG}", "differs", detail=LONG, operations={"createFlow": {"418": 1}}, moves=3),
        finding("b", "guess", detail="other", rests_on=["etag.form"]),
        finding("c", "excluded", need="lasting"),
    )
    told = {**shown(run(*tests)), "life_cycles": [(CYCLE, drawing(CYCLE))]}
    return templates().get_template("page.html").render(told)


@pytest.mark.skipif(BROWSER is None, reason="there is no browser")
@pytest.mark.parametrize("width", [390, 1280])
def test_in_a_browser_nothing_sticks_out_and_no_label_lies_on_another(tmp_path: Path, width: int) -> None:
    (tmp_path / "page.html").write_text(page().replace("</head>", f"{MEASURE}</head>"), "utf-8")
    (tmp_path / "frame.html").write_text(FRAME.replace("{width}", str(width)), "utf-8")
    command = [
        str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        "--no-first-run", f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=5000", "--dump-dom",
        (tmp_path / "frame.html").as_uri(),
    ]  # fmt: skip
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    found = re.search(r"<title>(.*?)</title>", ended.stdout)
    assert found, ended.stderr
    measured: dict[str, Any] = json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert measured.pop("texts") > len(CYCLE.arrows)
    assert measured == {"width": width, "wide": [], "cards": 0, "overlap": 0}


def brightness(colour: str) -> float:
    """How bright a colour is: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    digits = "".join(digit * 2 for digit in colour) if len(colour) == 3 else colour
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_all_colours_of_text_stand_out_from_what_they_are_on(scheme: int) -> None:
    blocks = re.findall(r":root {(.*?)}", (TEMPLATES / "style.css").read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 2
    colours = dict(re.findall(r"--([\w-]+): #(\w+);", blocks[scheme]))
    texts = [name for name in colours if name not in ("paper", "soft", "line")]
    assert len(texts) == 7
    for text, ground in product(texts, ("paper", "soft")):
        dark, bright = sorted((brightness(colours[text]), brightness(colours[ground])))
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
