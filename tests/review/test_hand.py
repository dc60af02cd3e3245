"""The measure that the hand-computed journals use, against distances published elsewhere."""

from __future__ import annotations

import pytest

from tests.review.hand import km


@pytest.mark.parametrize(
    ("ends", "published"),
    [
        # By geographiclib, as ``tests/sample_facts.md`` gives them.
        (("YVR", "SYD"), 12483.6), (("YUL", "ZRH"), 6012.9), (("OSL", "LYR"), 2019.7),
        (("HND", "HNL"), 6201.8), (("YUL", "BOS"), 409.2), (("GVA", "LHR"), 755.1),
    ],
)  # fmt: skip
def test_the_measure_agrees_with_published_geodesics(
    ends: tuple[str, str], published: float
) -> None:
    assert km(*ends) == pytest.approx(published, rel=0.001)
