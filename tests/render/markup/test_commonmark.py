"""The parser reads every example of CommonMark 0.31.2, but for a short list with reasons."""

import json
from pathlib import Path

import pytest

from yearlog.render.markup import engine

EXAMPLES = json.loads(
    (Path(__file__).parent / "data" / "commonmark-0.31.2.json").read_text(encoding="utf-8")
)
# An empty block quote is written on one line. The text of these two is the same.
WHITE_SPACE = {239, 240}
# A bare address is a link, as on GitHub: in Chinese text nobody writes angle brackets.
BARE_ADDRESS = {602, 608, 611}


@pytest.fixture(scope="module")
def parser():
    # Raw HTML is off in yearlog; it is on here because the examples use it everywhere.
    md = engine.parser.__wrapped__(html=True)
    md.enable("html_block")
    md.add_render_rule("definition", lambda *_: "")
    return md


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: str(e["example"]))
def test_example_of_the_specification(parser, example):
    html = parser.render(example["markdown"], engine.new_env())
    if example["example"] in WHITE_SPACE:
        assert html.replace("\n", "") == example["html"].replace("\n", "")
    elif example["example"] in BARE_ADDRESS:
        assert html != example["html"]
        assert '<a href="https://' in html
    else:
        assert html == example["html"]


def test_all_examples_are_there():
    assert len(EXAMPLES) == 652
