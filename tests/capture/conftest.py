"""A reader of words on the stopped day, Saturday 2025-12-20."""

from __future__ import annotations

from datetime import date

import pytest

from yearlog.capture.resolve import Resolver
from yearlog.places.gazetteer import Gazetteer

TODAY = date(2025, 12, 20)


@pytest.fixture
def context(gazetteer: Gazetteer) -> Resolver:
    return Resolver("en", TODAY, gazetteer)
