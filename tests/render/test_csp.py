"""The sealed page: what the policy says, what cannot be sealed, and what a browser makes of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yearlog.render.csp import PHOTOS_AND_MAP_BESIDE, UnsealablePageError, seal, source_hash

PAGE = '<!doctype html><html><head><meta charset="utf-8"><title>x</title>{}</head><body>{}</body>'


def policy_of(html: str) -> dict[str, str]:
    content = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    assert content
    return dict(part.strip().partition(" ")[::2] for part in content[1].split(";"))


def test_hash_is_the_one_the_standard_prints():
    # CSP Level 3, section 8.3, gives this pair for the script alert('Hello, world.');
    assert (
        source_hash("alert('Hello, world.');")
        == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    )


def test_policy_is_the_first_element_of_head_and_names_every_inline_text():
    page = PAGE.format("<style>p{color:red}</style>", "<script>alert('Hello, world.');</script>")
    sealed = seal(page)
    assert re.match(r'<!doctype html><html><head>\s*<meta http-equiv="Content-Security', sealed)
    policy = policy_of(sealed)
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    assert policy["style-src"].startswith("'sha256-")
    assert policy["img-src"] == "data:"
    assert policy["base-uri"] == policy["form-action"] == "'none'"


def test_page_without_scripts_allows_none():
    policy = policy_of(seal(PAGE.format("", "<p>text</p>")))
    assert policy["script-src"] == policy["style-src"] == "'none'"


def test_json_data_needs_no_permission_to_run():
    page = PAGE.format("", '<script type="application/json">{"a": 1}</script>')
    assert policy_of(seal(page))["script-src"] == "'none'"


def test_line_ends_hash_as_the_browser_reads_them():
    assert source_hash("a\r\nb\rc") == source_hash("a\nb\nc")


def test_directives_replace_and_extend():
    policy = policy_of(seal(PAGE.format("", ""), directives=PHOTOS_AND_MAP_BESIDE))
    assert policy["img-src"] == "'self' file: data:"
    assert policy["frame-src"] == "'self' file:"


@pytest.mark.parametrize(
    ("head", "body", "named"),
    [
        ("", '<p style="color:red">', "style attribute"),
        ("", '<p STYLE="color:red">', "style attribute"),
        ("", '<img onerror="x()">', "event attribute onerror"),
        ("", "<svg><path onClick=x() /></svg>", "event attribute onclick"),
        ("", '<script src="a.js"></script>', "external script"),
        ("", '<svg><script href="a.js"/></svg>', "external script"),
        ('<link rel="stylesheet" href="a.css">', "", "external style"),
        ('<link rel="alternate StyleSheet" href="a.css">', "", "external style"),
        ("", '<a href=" java\tscript:alert(1)">x</a>', "javascript: address"),
        ("", "<script>x='<!--'</script>", "<!--"),
        ('<meta http-equiv="content-security-policy" content="">', "", "another policy"),
    ],
)
def test_what_no_hash_can_allow_is_refused(head, body, named):
    with pytest.raises(UnsealablePageError, match=re.escape(named)):
        seal(PAGE.format(head, body))


def test_every_offence_is_named_at_once():
    with pytest.raises(UnsealablePageError) as caught:
        seal(PAGE.format("", '<p style="a" onclick="b">'))
    assert len(caught.value.offences) == 2


def test_page_without_head_is_refused():
    with pytest.raises(UnsealablePageError, match="no <head>"):
        seal("<p>text</p>")


def test_sealing_twice_changes_nothing_and_sealing_differently_is_refused():
    sealed = seal(PAGE.format("<style>p{color:red}</style>", ""))
    assert seal(sealed) == sealed
    with pytest.raises(UnsealablePageError, match="another policy"):
        seal(sealed, directives={"img-src": "*"})
    with pytest.raises(UnsealablePageError, match="another policy"):
        seal(sealed.replace("color:red", "color:blue"))


def test_style_attributes_pass_only_where_the_policy_says_so():
    page = PAGE.format("", '<p style="color:red">')
    sealed = seal(page, directives={"style-src-attr": "'unsafe-inline'"})
    assert policy_of(sealed)["style-src-attr"] == "'unsafe-inline'"


def test_charset_stays_where_browsers_look_for_it():
    scripts = "".join(f"<script>{n}</script>" for n in range(30))
    with pytest.raises(UnsealablePageError, match="charset"):
        seal(PAGE.format("", scripts))


@pytest.mark.browser
def test_a_browser_runs_what_was_hashed_and_nothing_else(page_in_chromium, tmp_path: Path):
    html = PAGE.format(
        "<style>p{color:rgb(1, 2, 3)}</style>",
        "<p>text</p><script>window.ours = 1\r\n</script>",
    )
    sealed = seal(html).replace("</body>", "<script>window.theirs = 1</script></body>")
    (tmp_path / "page.html").write_bytes(sealed.encode())
    opened = page_in_chromium(tmp_path / "page.html")
    assert opened.evaluate("[window.ours, window.theirs]") == [1, None]
    assert opened.evaluate("getComputedStyle(document.querySelector('p')).color") == "rgb(1, 2, 3)"


@pytest.mark.browser
def test_photos_and_map_beside_the_page_show_from_a_folder(page_in_chromium, tmp_path: Path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "x.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>', encoding="utf-8"
    )
    (tmp_path / "map.html").write_text("<title>the map</title>", encoding="utf-8")
    body = '<img id="photo" src="photos/x.svg"><iframe src="map.html"></iframe>'
    sealed = seal(PAGE.format("", body), directives=PHOTOS_AND_MAP_BESIDE)
    (tmp_path / "page.html").write_text(sealed, encoding="utf-8")
    opened = page_in_chromium(tmp_path / "page.html")
    assert opened.evaluate("document.getElementById('photo').naturalWidth") == 7
    assert opened.frames[1].title() == "the map"
    assert not opened.messages
