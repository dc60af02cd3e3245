"""Photos are published upright and say nothing of where and how they were taken."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from yearlog.render.photos import publishable

RED, BLUE = (200, 30, 30), (30, 30, 200)


def halves(size: tuple[int, int] = (80, 40)) -> Image.Image:
    """A picture that is red on the left and blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, size[0], size[1]))
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def close(colour: tuple[int, ...], expected: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(colour, expected, strict=True))


def camera_jpeg(orientation: int) -> bytes:
    """A JPEG as a telephone makes it, with a place, a camera, a comment and XMP."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCam"
    exif[0x8825] = {1: "N", 2: (45.0, 30.0, 0.0), 3: "W", 4: (73.0, 34.0, 0.0)}
    return saved(
        halves(), "JPEG", quality=95, exif=exif, comment=b"SecretComment",
        xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SecretXmp</x:xmpmeta>",
    )  # fmt: skip


def test_what_a_camera_noted_is_gone():
    raw = camera_jpeg(1)
    assert all(word in raw for word in (b"SecretCam", b"SecretComment", b"SecretXmp"))
    data, suffix, size = publishable(raw)
    assert suffix == ".jpg"
    assert size == (80, 40)
    assert b"Secret" not in data
    assert b"Exif" not in data
    found = opened(data)
    assert not found.getexif()
    assert {"exif", "comment", "xmp", "icc_profile"} & set(found.info) == set()


def test_the_orientation_is_applied_before_it_is_forgotten():
    data, _, size = publishable(camera_jpeg(6))  # 6: to be turned a quarter clockwise to be upright
    assert size == (40, 80)
    upright = opened(data)
    assert close(upright.getpixel((20, 10)), RED)
    assert close(upright.getpixel((20, 70)), BLUE)


def test_a_png_stays_a_png_with_its_transparency_but_without_its_text():
    image = Image.new("RGBA", (30, 20), (*RED, 255))
    image.paste((0, 0, 0, 0), (0, 0, 10, 20))
    notes = PngInfo()
    notes.add_text("Author", "SecretName")
    notes.add_itxt("XML:com.adobe.xmp", "SecretXmp")
    data, suffix, _ = publishable(saved(image, "PNG", pnginfo=notes))
    assert suffix == ".png"
    assert b"Secret" not in data
    assert opened(data).getpixel((5, 5))[3] == 0
    assert opened(data).getpixel((20, 5)) == (*RED, 255)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_other_formats_become_jpeg_on_white(kind):
    image = Image.new("RGBA", (30, 20), (*RED, 255))
    image.paste((0, 0, 0, 0), (0, 0, 10, 20))
    data, suffix, _ = publishable(saved(image, kind))
    assert suffix == ".jpg"
    assert opened(data).format == "JPEG"
    assert close(opened(data).convert("RGB").getpixel((3, 10)), (255, 255, 255))


def test_large_photos_are_reduced_and_small_ones_left():
    large = saved(halves((3000, 1000)), "JPEG")
    assert publishable(large)[2] == (1600, 533)
    assert publishable(large, longest=300)[2] == (300, 100)
    assert publishable(saved(halves((10, 5)), "JPEG"))[2] == (10, 5)


def swapped_profile() -> bytes:
    """sRGB with red and blue exchanged: its red is what a reader of sRGB calls blue."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1)
    return swapped.replace(b"????", b"bXYZ", 1)


def test_a_photo_in_other_colours_is_brought_to_srgb():
    image = Image.new("RGB", (8, 8), RED)
    data, _, _ = publishable(saved(image, "PNG", icc_profile=swapped_profile()))
    found = opened(data)
    assert "icc_profile" not in found.info
    assert close(found.getpixel((4, 4)), BLUE)


def test_colours_for_print_become_colours_for_screens():
    data, suffix, _ = publishable(saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"))
    assert suffix == ".jpg"
    assert opened(data).mode == "RGB"


def test_a_broken_profile_does_not_lose_the_photo():
    data = saved(halves(), "PNG", icc_profile=b"nonsense")
    assert opened(publishable(data)[0]).size == (80, 40)


def test_the_same_photo_gives_the_same_bytes():
    raw = camera_jpeg(3)
    assert publishable(raw) == publishable(raw)


def test_what_is_no_photo_is_refused():
    with pytest.raises(OSError, match="cannot identify"):
        publishable(b"not a picture")
