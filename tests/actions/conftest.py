"""What the tests of the actions share."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Give a small photo."""
    path = tmp_path / "snow.jpg"
    Image.new("RGB", (24, 16), "white").save(path)
    return path
