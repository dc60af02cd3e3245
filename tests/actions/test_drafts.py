"""A form or line as a draft and back, and whose drafts are offered."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearlog.actions import drafts, entries
from yearlog.actions.drafts import Kept
from yearlog.actions.tui_support import Filled, PhotoWords
from yearlog.actions.workspace import Workspace
from yearlog.i18n import Both
from yearlog.journal.drafts import Draft
from yearlog.kinds.values import Attachment, Place

PHOTO = Attachment("0" * 64, "湖.png", "image/png", 69, Both("清晨", "dawn"), Both("", "a lake"))
FORM = Filled(
    "stay",
    {"title_zh": "滑雪周", "body_en": "one\ntwo", "place": "Cambridge", "tags": ""},
    {"Cambridge": Place("Cambridge", "剑桥", country_code="US", latitude=42.37, longitude=-71.11)},
    (PhotoWords("湖.png", PHOTO, PHOTO.caption, PHOTO.alt), PhotoWords("~/b.png")),
)


def test_a_form_comes_back_whole(space: Workspace) -> None:
    drafts.keep(space, Kept("1", "form", FORM, entry_id="some", base=3, year=2024))
    found = drafts.offered(space)
    assert [(one.form, one.line, one.entry_id, one.base, one.year) for one in found] == [
        (FORM, "", "some", 3, 2024)
    ]


@given(st.dictionaries(st.text(min_size=1), st.text()), st.text())
def test_any_words_come_back_as_they_were(words: dict[str, str], line: str) -> None:
    # What is stored is JSON in UTF-8; lone surrogates are no text, and no terminal sends them.
    words = {name.encode(errors="replace").decode(): text.encode(errors="replace").decode()
             for name, text in words.items()}  # fmt: skip
    form = Filled("talk", words)
    draft = Draft("1", "form", "talk", drafts._fields(form), owner="", at="")
    kept = drafts._kept(draft)
    assert kept is not None
    assert kept.form == form
    kept = drafts._kept(Draft("2", "line", "", {"line": line}))
    assert kept is not None
    assert kept.line == line


@pytest.mark.parametrize(
    ("owner", "minutes", "offered"),
    [
        (f"{os.getpid()}@here", 0, True),
        (f"{os.getppid()}@here", 0, False),
        (f"{os.getppid()}@here", 24 * 60 + 1, True),
        (f"{2**22 + 1}@here", 0, True),
        (f"{2**80}@here", 0, False),
        ("17@elsewhere", 0, False),
        ("17@elsewhere", 24 * 60 + 1, True),
        ("", 0, True),
    ],
)
def test_whose_draft_is_offered(
    space: Workspace, monkeypatch: pytest.MonkeyPatch, owner: str, minutes: int, offered: bool
) -> None:
    monkeypatch.setattr(drafts.platform, "node", lambda: "here")
    space.journal.drafts.keep(Draft("1", "line", "", {"line": "r 今天"}, owner=owner))
    hours, rest = divmod(10 * 60 + minutes, 60)
    days, hours = divmod(hours, 24)
    monkeypatch.setenv("YEARLOG_NOW", f"2025-12-{20 + days}T{hours:02d}:{rest:02d}:00+00:00")
    assert bool(drafts.offered(space)) is offered
    assert (drafts.still_offered(space, "1") is not None) is offered


@pytest.mark.parametrize(
    "broken",
    [
        Draft("1", "form", "talk", {}),
        Draft("1", "form", "talk", {"words": [], "chosen": {}, "photos": []}),
        Draft("1", "form", "nothing", {"words": {}, "chosen": {}, "photos": []}),
        Draft("1", "line", "", {}),
        Draft("1", "line", "", {"line": "x", "year": "soon"}),
        Draft("1", "editor", "talk", {"line": "x"}),
    ],
    ids=lambda one: f"{one.door} {one.kind} {sorted(one.fields)}",
)
def test_a_draft_of_another_shape_harms_no_other(space: Workspace, broken: Draft) -> None:
    space.journal.drafts.keep(broken._replace(owner=drafts.owner()))
    drafts.keep(space, Kept("2", "line", line="r 今天"))
    assert [one.id for one in drafts.offered(space)] == ["2"]
    assert len(space.journal.drafts.listed()) == 2


def test_the_entry_as_it_was_opened_comes_from_the_history(space: Workspace) -> None:
    entry = entries.add_line(space, ["r", "2025-06-01", "初夏。"])[0]
    opened = space.journal.revision(entry.id)
    kept = Kept("1", "form", Filled("reflection"), entry_id=entry.id, base=opened)
    entries.edit(space, entry.id, {"body_zh": "盛夏。"})
    assert drafts.as_opened(space, kept) == entry
    entries.delete(space, [entry.id])
    assert drafts.as_opened(space, kept) == entry
    assert drafts.as_opened(space, Kept("2", "form", Filled("reflection"))) is None
    gone = Kept("3", "form", Filled("reflection"), entry_id="0" * 32, base=1)
    assert drafts.as_opened(space, gone) is None


def test_the_headline_tells_drafts_apart() -> None:
    def of(kind: str, **words: str) -> str:
        return drafts.headline(Kept("1", "form", Filled(kind, words)), "en")

    assert of("talk", title_zh="半个题目", place="Zurich") == "半个题目"
    assert of("talk", title_zh="半个题目", title_en="Half a title") == "Half a title"
    assert of("flight", origin="ITH", destination="JFK") == "ITH → JFK"
    assert of("flight", destination="JFK") == "JFK"
    assert of("reflection", body_zh="\n雪停了。\n湖面很静。") == "雪停了。"
    assert of("stay", starts_on="2025-05-12") == ""
    assert drafts.headline(Kept("1", "line", line=" t 5/14 "), "zh") == "t 5/14"
