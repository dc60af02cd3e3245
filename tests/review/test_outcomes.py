"""What became of submissions: which acceptance or rejection ended which."""

from __future__ import annotations

from dataclasses import replace

from tests.review.conftest import Years, review_of
from yearlog.i18n import Both
from yearlog.review.model import YearReview
from yearlog.review.numbers import measure
from yearlog.review.numbers.outcomes import decided, outcomes
from yearlog.review.numbers.spreads import SPREADS


def project(years: Years, *steps: str, name: str = "Firn") -> None:
    years.add(f"p {name} 2024-01-01..2026-12-31", milestones="\n".join(steps))


def told(review: YearReview) -> list[tuple[str, str, str]]:
    """Return day and venue of each submission, and how it ended, with the day."""
    return [
        (
            f"{one.submitted.on:%m-%d}",
            one.submitted.venue,
            f"{one.ended} {one.result.on}" if one.result else one.ended,
        )
        for one in outcomes(review)
    ]


def test_a_submission_ends_with_the_next_outcome_of_its_project(years: Years) -> None:
    project(
        years,
        "2025-03-10 submitted Draft @CHI",
        "2025-06-01 rejected Reviews @CHI",
        "2025-09-10 submitted Again @UIST",
    )
    project(years, "2025-04-01 accepted Other", name="Hush")
    review = years.review(2025)
    assert told(review) == [("03-10", "CHI", "rejected 2025-06-01"), ("09-10", "UIST", "pending")]
    found = SPREADS["submissions.by_outcome"](review)
    assert {part.name.en: part.value for part in found.parts} == {"rejected": 1, "pending": 1}
    assert found.of.value == measure(review, "submissions").value == 2


def test_an_outcome_of_another_year_counts_for_the_year_of_the_submission(years: Years) -> None:
    project(years, "2024-11-10 submitted Draft @CHI", "2025-02-01 accepted In @CHI")
    assert told(years.review(2024)) == [("11-10", "CHI", "accepted 2025-02-01")]
    assert told(years.review(2025)) == []
    assert measure(years.review(2025), "accepted").value == 1


def test_of_several_that_wait_the_venue_decides_and_else_the_age(years: Years) -> None:
    project(
        years,
        "2025-01-10 submitted Long @CHI",
        "2025-02-10 submitted Short @UIST",
        "2025-03-10 submitted Data",
        "2025-05-01 accepted Short paper @uist 2025",
        "2025-06-01 rejected No @CHI",
        "2025-07-01 accepted Anywhere @VIS",
    )
    assert told(years.review(2025)) == [
        ("01-10", "CHI", "rejected 2025-06-01"),
        ("02-10", "UIST", "accepted 2025-05-01"),
        ("03-10", "", "accepted 2025-07-01"),
    ]


def test_without_a_word_on_venues_the_oldest_ends_first(years: Years) -> None:
    project(
        years,
        "2025-02-10 submitted Second",
        "2025-01-10 submitted First",
        "2025-05-01 rejected No",
    )
    assert told(years.review(2025)) == [
        ("01-10", "", "rejected 2025-05-01"),
        ("02-10", "", "pending"),
    ]


def test_rejected_and_submitted_again_on_one_day(years: Years) -> None:
    project(
        years,
        "2025-01-10 submitted One @CHI",
        "2025-05-01 rejected No @CHI",
        "2025-05-01 submitted Two @CHI",
    )
    assert [end for _, _, end in told(years.review(2025))] == ["rejected 2025-05-01", "pending"]


def test_an_outcome_without_a_submission_ends_nothing(years: Years) -> None:
    project(years, "2025-01-10 accepted Early", "2025-02-01 submitted Late", "2025-03-01 released")
    assert told(years.review(2025)) == [("02-01", "", "pending")]


def test_the_words_for_how_it_ended_are_in_both_languages(years: Years) -> None:
    project(years, "2025-01-10 submitted One", "2025-05-01 accepted Yes")
    (part,) = SPREADS["submissions.by_outcome"](years.review(2025)).parts
    assert part.name == Both("录用", "accepted")
    entry = replace(years.kept[0], visibility="private")
    assert outcomes(review_of([entry], 2025)) != ()


def test_what_a_year_decided_of_submissions_of_any_year(years: Years) -> None:
    project(
        years, "2024-11-10 submitted", "2025-02-01 accepted", "2025-03-01 submitted",
        "2026-01-10 accepted", "2026-01-11 rejected",
    )  # fmt: skip
    found = {
        year: [str(one.submitted.on) for one in decided(years.review(year))]
        for year in (2024, 2025, 2026)
    }
    assert found == {2024: [], 2025: ["2024-11-10"], 2026: ["2025-03-01"]}
