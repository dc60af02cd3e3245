"""A photo as it may be published: upright, no larger than a page needs, nothing but pixels."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITY = 82


def publishable(data: bytes, *, longest: int = 1600) -> tuple[bytes, str, tuple[int, int]]:
    """Return a photo's pixels in a file of their own, its suffix, and its size in pixels.

    The orientation that a camera noted is applied and the longer side reduced to ``longest``.
    Colours in another space are converted to sRGB. Position, time, camera, comments and embedded
    previews are gone, because nothing but the pixels is copied: PNG stays PNG, all else becomes
    JPEG, the first frame of an animation. The same bytes in give the same bytes out.

    Raises:
        OSError: if the bytes are no image that Pillow reads.
    """
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data)) as source:
        keep_png = source.format == "PNG"
        source.seek(0)
        upright = ImageOps.exif_transpose(source)
        picture = _in_srgb(upright, transparent=keep_png)
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    out = BytesIO()
    if keep_png:
        bare.save(out, "PNG", optimize=True)
    else:
        bare.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue(), ".png" if keep_png else ".jpg", bare.size


def _in_srgb(image: Image, *, transparent: bool) -> Image:
    """Return the pixels as 8-bit sRGB or grey; what is transparent stays so, or is put on white."""
    from PIL import Image

    image = _converted(image)
    if image.mode not in {"RGBA", "LA", "PA"} and "transparency" not in image.info:
        return image if image.mode in {"L", "RGB"} else image.convert("RGB")
    image = image.convert("RGBA")
    if transparent:
        return image
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    return paper.convert("RGB")


def _converted(image: Image) -> Image:
    """Return the colours of an image with a profile in sRGB; the image as it is without one."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    try:
        found = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if image.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        return image  # a broken profile: the numbers as they are come nearest
    return found or image
