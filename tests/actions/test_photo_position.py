"""Where a photo was taken, as the camera noted it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from yearlog.actions import photos


def taken_at(path: Path, latitude: tuple[str, float], longitude: tuple[str, float]) -> Path:
    """Make a photo that notes a position, as cameras do: degrees, minutes, seconds and sides."""

    def parts(angle: float) -> tuple[IFDRational, ...]:
        minutes, seconds = divmod(round(angle * 3600, 2), 60)
        degrees, minutes = divmod(int(minutes), 60)
        return (
            IFDRational(degrees), IFDRational(minutes), IFDRational(round(seconds * 100), 100)
        )  # fmt: skip

    image = Image.new("RGB", (8, 8), "white")
    exif = image.getexif()
    exif[0x8825] = {
        1: latitude[0], 2: parts(latitude[1]), 3: longitude[0], 4: parts(longitude[1])
    }  # fmt: skip
    image.save(path, exif=exif)
    return path


@pytest.mark.parametrize(
    ("latitude", "longitude", "degrees"),
    [
        (("N", 46.2044), ("E", 6.1432), (46.2044, 6.1432)),
        (("S", 33.8688), ("E", 151.2093), (-33.8688, 151.2093)),
        (("N", 40.7128), ("W", 74.006), (40.7128, -74.006)),
    ],
)
def test_a_photo_says_where_it_was_taken(
    tmp_path: Path,
    latitude: tuple[str, float],
    longitude: tuple[str, float],
    degrees: tuple[float, float],
) -> None:
    path = taken_at(tmp_path / "photo.jpg", latitude, longitude)
    assert photos.position(path) == pytest.approx(degrees, abs=1e-5)


def test_a_photo_without_a_position(tmp_path: Path) -> None:
    path = tmp_path / "plain.jpg"
    Image.new("RGB", (8, 8)).save(path)
    with pytest.raises(photos.NoPosition):
        photos.position(path)


def test_what_is_no_photo(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("46.2, 6.1")
    with pytest.raises(photos.NotAPhoto):
        photos.position(path)
    with pytest.raises(photos.PhotoUnreadable):
        photos.position(tmp_path / "none.jpg")


@pytest.mark.parametrize(
    ("side", "parts"),
    [
        ("X", (46, 12, 0)),
        ("", (46, 12, 0)),
        ("N", (46, 99, 0)),
        ("N", (46, 12, 61)),
        ("N", (91, 0, 0)),
    ],
)
@pytest.mark.filterwarnings("error")
def test_a_broken_note_is_no_position(
    tmp_path: Path, side: str, parts: tuple[int, int, int]
) -> None:
    image = Image.new("RGB", (8, 8), "white")
    exif = image.getexif()
    exif[0x8825] = {
        1: side, 2: tuple(map(IFDRational, parts)), 3: "E", 4: tuple(map(IFDRational, (6, 9, 0)))
    }  # fmt: skip
    image.save(tmp_path / "photo.jpg", exif=exif)
    with pytest.raises(photos.NoPosition):
        photos.position(tmp_path / "photo.jpg")
