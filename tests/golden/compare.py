"""Compare two export folders: text by byte, pictures by size and decoded pixels.

Used by `.ci/run` and by the tests; exits 1 and names every file that differs.
"""

from __future__ import annotations

import base64
import io
import re
import sys
from pathlib import Path

from PIL import Image

_INLINE = re.compile(rb"data:image/[a-z]+;base64,([A-Za-z0-9+/=]+)")


def pixels(data: bytes) -> tuple[tuple[int, int], bytes]:
    """Return size and pixels of a picture."""
    with Image.open(io.BytesIO(data)) as image:
        return image.size, image.convert("RGB").tobytes()


def same(a: bytes, b: bytes, suffix: str) -> bool:
    """Return whether two files say the same."""
    if suffix in (".jpg", ".jpeg", ".png"):
        return pixels(a) == pixels(b)
    if suffix == ".html":
        inline_a, inline_b = _INLINE.findall(a), _INLINE.findall(b)
        if len(inline_a) != len(inline_b):
            return False
        pictures = zip(inline_a, inline_b, strict=True)
        if any(
            x != y and pixels(base64.b64decode(x)) != pixels(base64.b64decode(y))
            for x, y in pictures
        ):
            return False
        return _INLINE.sub(b"", a) == _INLINE.sub(b"", b)
    return a == b


def differences(expected: Path, found: Path) -> list[str]:
    """Return one line for each file that is missing, new or different."""
    names = {
        path.relative_to(root).as_posix()
        for root in (expected, found)
        for path in root.rglob("*")
        if path.is_file()
    }
    lines = []
    for name in sorted(names):
        a, b = expected / name, found / name
        if not a.exists() or not b.exists():
            lines.append(f"{name}: only in {expected if a.exists() else found}")
        elif not same(a.read_bytes(), b.read_bytes(), a.suffix.casefold()):
            lines.append(f"{name}: differs")
    return lines


if __name__ == "__main__":
    found = differences(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write("".join(line + "\n" for line in found))
    sys.exit(1 if found else 0)
