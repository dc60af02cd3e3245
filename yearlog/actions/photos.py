"""Photos: copied beside the journal under the hash of their bytes, before the entry is stored."""

from __future__ import annotations

import errno
import os
import warnings
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from yearlog import clock
from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.journal.errors import DiskFull, JournalNotWritable
from yearlog.journal.journal import Journal
from yearlog.kinds.values import NOTHING, Attachment

_TYPES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
}


class Photo(NamedTuple):
    """A photo file with what was said about it."""

    path: Path
    caption: Both = NOTHING
    alt: Both = NOTHING


class PhotoUnreadable(YearlogError):
    """A photo file that cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"读不了照片 {path}，什么也没有保存。请检查文件名。",
            f"Cannot read the photo {path}; nothing was saved. Check the file name.",
            field="photo",
        )


class NotAPhoto(YearlogError):
    """A file in a format that pages cannot show."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 不是 JPEG、PNG、WebP 或 GIF 图片，什么也没有保存。请先转换格式。",
            f"{path} is not a JPEG, PNG, WebP or GIF image; nothing was saved. Convert it first.",
            field="photo",
        )


class PhotoMissing(YearlogError):
    """A photo that an entry names is no longer beside the journal."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(
            f"照片 {name} 不在 {folder} 里。请从备份中找回这个文件夹。",
            f"The photo {name} is not in {folder}. Bring that folder back from a backup.",
        )


class PhotoDamaged(YearlogError):
    """A photo whose bytes are no longer a picture."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"照片 {path} 已损坏，无法导出。请从备份中找回它，或换一张。",
            f"The photo {path} is damaged and cannot be exported. "
            "Bring it back from a backup, or put another in its place.",
        )


def media_type(data: bytes) -> str:
    """Return the media type of an image by its first bytes, or an empty string."""
    for magic, name in _TYPES.items():
        if data.startswith(magic):
            return name
    return "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


class NoPosition(YearlogError):
    """A photo that does not say where it was taken."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"照片 {path} 没有记下拍摄地点。请给出坐标，例如 --near 46.20,6.14。",
            f"The photo {path} does not say where it was taken. "
            "Give coordinates, for example --near 46.20,6.14.",
        )


def position(path: Path) -> tuple[float, float]:
    """Return latitude and longitude in degrees, as the camera noted them in a photo (EXIF).

    Raises PhotoUnreadable, NotAPhoto, NoPosition.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of broken notes; what cannot be read is said below
            with Image.open(path) as image:
                noted = image.getexif().get_ifd(_GPS)
    except OSError as error:
        raise (NotAPhoto if path.is_file() and error.errno is None else PhotoUnreadable)(
            path
        ) from None
    try:
        angles = []
        for side, parts, signs in ((1, 2, _NORTH), (3, 4, _EAST)):
            degrees, minutes, seconds = (float(part) for part in noted[parts])
            if not (degrees >= 0 and 0 <= minutes < 60 and 0 <= seconds < 60):
                raise NoPosition(path)
            sign = signs[str(noted[side])[:1].upper()]
            angles.append(sign * (degrees + minutes / 60 + seconds / 3600))
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        raise NoPosition(path) from None
    latitude, longitude = angles
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise NoPosition(path)
    return latitude, longitude


_NORTH = {"N": 1, "S": -1}
_EAST = {"E": 1, "W": -1}
_GPS = 0x8825
"""The tag under which EXIF keeps where a photo was taken."""


def path_of(journal: Journal, sha256: str) -> Path:
    """Return where the bytes with this hash lie."""
    return journal.attachments / sha256[:2] / sha256


def stored_at(journal: Journal, photo: Attachment) -> Path:
    """Return where the bytes of a photo lie."""
    return path_of(journal, photo.sha256)


def read(journal: Journal, photo: Attachment) -> bytes:
    """Return the bytes of a photo; PhotoMissing if they are gone."""
    try:
        return stored_at(journal, photo).read_bytes()
    except OSError:
        raise PhotoMissing(photo.filename, journal.attachments) from None


def store(journal: Journal, photos: tuple[Photo, ...]) -> tuple[Attachment, ...]:
    """Copy photos beside the journal and return what entries keep of them."""
    kept = []
    for photo in photos:
        try:
            data = photo.path.expanduser().read_bytes()
        except OSError:
            raise PhotoUnreadable(photo.path) from None
        kept.append(keep(journal, data, photo.path.name, photo.caption, photo.alt, photo.path))
    return tuple(kept)


def keep(
    journal: Journal, data: bytes, name: str, caption: Both, alt: Both, path: Path
) -> Attachment:
    """Write the bytes of one photo unless they are there: new name, synced, renamed."""
    kind = media_type(data)
    if not kind:
        raise NotAPhoto(path)
    import hashlib

    photo = Attachment(hashlib.sha256(data).hexdigest(), name, kind, len(data), caption, alt)
    _ensure(stored_at(journal, photo), data)
    journal.after_commit.append(partial(_ensure_again, stored_at(journal, photo), path))
    return photo


def _ensure(target: Path, data: bytes) -> None:
    if target.exists():
        with suppress(OSError):
            os.utime(target)  # stored anew: doctor --fix leaves what is recent alone
        return
    try:
        _write(target, data)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(target.parent) from None
        raise JournalNotWritable(target.parent) from None


def _ensure_again(target: Path, source: Path) -> None:
    """Copy a photo once more if a purge removed it before the entry that has it was stored."""
    if not target.exists():
        _ensure(target, source.expanduser().read_bytes())


def _write(target: Path, data: bytes) -> None:
    """Write a file only its owner may read, under a new name, synced, then renamed."""
    for folder in (target.parents[1], target.parent):
        folder.mkdir(exist_ok=True, mode=0o700)
    fresh = target.with_name(f".{target.name}.{clock.new_id()[-12:]}")
    try:
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
