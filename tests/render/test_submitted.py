"""What the page says of submissions, and of milestones of projects of other years."""

from __future__ import annotations

from datetime import date

import pytest

from tests.render import sample as small
from yearlog.actions import reviews
from yearlog.actions.entries import add_line
from yearlog.actions.workspace import Workspace
from yearlog.capture.line import tokens
from yearlog.i18n import Lang
from yearlog.render import html, markdown
from yearlog.render.page.submitted import outcome_sentences, steps_elsewhere
from yearlog.review.model import YearReview
from yearlog.review.visible import EVERYTHING, PUBLIC


def project(
    space: Workspace, *steps: str, line: str = "p Firn 2023-01-01..2026-12-31", **more: str
) -> None:
    more = {"milestones": "\n".join(steps), "visibility": "public"} | more
    add_line(space, tokens(line), more=more)


def of(space: Workspace) -> YearReview:
    return reviews.year_review(space, 2025, PUBLIC, today=date(2026, 1, 15))


@pytest.mark.parametrize(
    ("steps", "zh", "en"),
    [
        (["2025-03-01 submitted"], "投稿 1 次，暂无结果。", "1 submission, pending."),
        (
            ["2025-03-01 submitted", "2025-05-01 accepted"],
            "投稿 1 次，已录用。",
            "1 submission, accepted.",
        ),
        (
            ["2025-03-01 submitted", "2025-11-01 submitted"],
            "投稿 2 次：暂无结果 2 次。",
            "2 submissions: 2 pending.",
        ),
        (
            ["2024-11-01 submitted", "2025-02-01 accepted"],
            "2024 年的投稿录用 1 次。",
            "1 submission from 2024 accepted.",
        ),
        (["2025-02-01 accepted"], "录用 1 次。", "1 accepted."),
        (
            ["2025-03-01 submitted", "2025-05-01 rejected", "2025-06-01 accepted"],
            "投稿 1 次，被拒；没记投稿的另有 1 次录用。",
            "1 submission, rejected; 1 more accepted, with no submission on record.",
        ),
        (
            [
                "2023-11-01 submitted",
                "2024-11-01 submitted",
                "2025-02-01 rejected",
                "2025-03-01 accepted",
            ],
            "2023 年的投稿被拒 1 次；2024 年的投稿录用 1 次。",
            "1 submission from 2023 rejected; 1 from 2024 accepted.",
        ),
    ],
)
def test_how_the_submissions_of_the_year_ended(
    space: Workspace, steps: list[str], zh: str, en: str
) -> None:
    project(space, *steps)
    assert outcome_sentences(of(space), "zh") == [zh]
    assert outcome_sentences(of(space), "en") == [en]


def test_without_submissions_nothing_is_said(space: Workspace) -> None:
    project(space, "2025-01-01 started")
    assert outcome_sentences(of(space), "en") == steps_elsewhere(of(space), "en") == []


def test_a_milestone_of_a_project_that_was_over_has_its_proof_on_the_page(space: Workspace) -> None:
    line = "p Paper 2024-01-01..2024-09-30"
    project(space, "2024-08-01 submitted @CHI", "2025-02-01 accepted @CHI", "2025-04-27 released",
            line=line, status="finished")  # fmt: skip
    review = of(space)
    assert steps_elsewhere(review, "zh") == [
        "其他年份项目的节点：Paper，2月1日录用（CHI）；Paper，4月27日发布。"
    ]
    (english,) = steps_elsewhere(review, "en")
    before, _, steps = english.partition(": ")
    assert before == "Milestones of projects of other years"
    assert steps == "Paper, accepted, 1 Feb (CHI); Paper, released, 27 Apr."
    languages: tuple[Lang, ...] = ("zh", "en")
    for lang in languages:
        (sentence,) = steps_elsewhere(review, lang)
        for page in pages(review, lang):
            assert sentence in page
            assert "0 个项目" not in page
            assert "0 projects" not in page
    assert '<section class="list projects" id="projects-en"' in pages(review, "en")[0]


def pages(review: YearReview, lang: Lang) -> tuple[str, str]:
    """Return the page as HTML and as Markdown."""
    page = html.page(
        review, mode=lang, languages=("zh", "en"), assets=small.assets(), attributions=()
    )
    return page, markdown.document(review, lang=lang, photos={}, attributions=())


def test_a_year_without_projects_has_no_such_section(space: Workspace) -> None:
    add_line(space, tokens("r 2025-03-01 Snow"))
    review = reviews.year_review(space, 2025, EVERYTHING, today=date(2026, 1, 15))
    page, text = pages(review, "en")
    assert 'id="projects-en"' not in page
    assert "## Projects" not in text
