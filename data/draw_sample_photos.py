"""Draw the six pictures of the sample journal, the same pixels on every run.

Usage: ``python data/draw_sample_photos.py [FOLDER]``; the folder defaults to the sample journal's.
The pictures look like small lino prints in the colours of the page, so that the sample needs
nobody's photographs. Everything is drawn twice as large and reduced once, which smooths the edges.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Points = list[tuple[float, float]]
Outline = Sequence[tuple[float, float]]

WIDTH, HEIGHT, SCALE = 1200, 800, 2
MARGIN = 34
PAPER: Colour = (0xFB, 0xF9, 0xF4)
INK: Colour = (0x1E, 0x22, 0x27)
SEAL: Colour = (0xA8, 0x32, 0x1F)
WATER: Colour = (0x1F, 0x5F, 0x6B)
QUIET: Colour = (0x6A, 0x67, 0x60)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Return the colour ``share`` of the way from ``a`` to ``b``, 0 to 1."""
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


class Plate:
    """A picture under way, drawn in final pixels although it is kept twice as large."""

    def __init__(self, ground: Colour, seed: int) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self.draw = ImageDraw.Draw(self.image)
        self.random = Random(seed)

    def fill(self, points: Points, colour: Colour) -> None:
        """Fill a polygon."""
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def line(self, points: Outline, colour: Colour, width: float = 2) -> None:
        """Draw a line with rounded joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(scaled, fill=colour, width=max(1, round(width * SCALE)), joint="curve")

    def rect(
        self, box: tuple[float, float, float, float], colour: Colour, radius: float = 0
    ) -> None:
        """Fill a rectangle given by its corners, with rounded corners if asked."""
        scaled = tuple(v * SCALE for v in box)
        self.draw.rounded_rectangle(scaled, radius * SCALE, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        box = (x - radius, y - radius, x + radius, y + radius)
        self.draw.ellipse([v * SCALE for v in box], fill=colour)

    def fade(self, top: float, bottom: float, stops: list[Colour]) -> None:
        """Fill the rows from ``top`` to ``bottom`` with an even run through ``stops``."""
        rows = range(round(top * SCALE), round(bottom * SCALE))
        for row in rows:
            at = (row - rows.start) / max(1, len(rows) - 1) * (len(stops) - 1)
            index = min(int(at), len(stops) - 2)
            colour = mix(stops[index], stops[index + 1], at - index)
            self.draw.line([(0, row), (WIDTH * SCALE, row)], fill=colour)

    def finish(self) -> Image.Image:
        """Reduce, add the grain of the paper and the white margin of a print."""
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        noise = Image.frombytes("L", (WIDTH, HEIGHT), self.random.randbytes(WIDTH * HEIGHT))
        soft = noise.filter(ImageFilter.GaussianBlur(1.1)).point(lambda v: (v - 128) // 6 + 128)
        grey = Image.merge("RGB", (soft, soft, soft))
        grained = ImageChops.add(small, grey, offset=-128)
        page = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        mask = Image.new("L", (WIDTH * SCALE, HEIGHT * SCALE), 0)
        box = [v * SCALE for v in (MARGIN, MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN)]
        ImageDraw.Draw(mask).rounded_rectangle(box, 5 * SCALE, fill=255)
        page.paste(grained, mask=mask.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))
        return page


def ridge_line(random: Random, base: float, relief: float, rough: float) -> Points:
    """Return a mountain's outline by midpoint displacement, from edge to edge."""
    heights = [base, base - relief, base - relief * 0.35]
    spread = relief * 0.6
    while len(heights) < 257:
        finer: list[float] = []
        for left, right in pairwise(heights):
            finer += [left, (left + right) / 2 + random.uniform(-spread, spread)]
        heights = [*finer, heights[-1]]
        spread *= rough
    step = WIDTH / (len(heights) - 1)
    return [(index * step, height) for index, height in enumerate(heights)]


def down_to_edge(outline: Outline) -> Points:
    """Close an outline along the lower edge of the picture."""
    return [*outline, (WIDTH, HEIGHT), (0, HEIGHT)]


def ridge() -> Image.Image:
    """Mountains before sunrise: five layers of slopes, a line of light on the highest."""
    plate = Plate(PAPER, 26)
    warm = mix(PAPER, SEAL, 0.34)
    plate.fade(0, 500, [mix(PAPER, WATER, 0.6), mix(PAPER, WATER, 0.3), PAPER, warm])
    plate.disc(322, 410, 44, SEAL)
    layers = [(470, 250, 0.3), (540, 170, 0.46), (610, 130, 0.62), (690, 110, 0.8), (770, 90, 1)]
    for number, (base, relief, depth) in enumerate(layers):
        outline = ridge_line(plate.random, base, relief, 0.53)
        tone = mix(mix(PAPER, WATER, min(1, depth * 1.2)), INK, depth**3 * 0.85)
        plate.fill(down_to_edge(outline), tone)
        if number == 0:
            plate.line(outline, mix(PAPER, SEAL, 0.06), 4)
    return plate.finish()


def inside_window() -> Image.Image:
    """Return a mask of the pane of an aeroplane window, as large as the drawing."""
    mask = Image.new("L", (WIDTH * SCALE, HEIGHT * SCALE), 0)
    box = [v * SCALE for v in (345, 92, 855, 720)]
    ImageDraw.Draw(mask).rounded_rectangle(box, 215 * SCALE, fill=255)
    return mask


def window() -> Image.Image:
    """A horizon at dusk through an aeroplane window, with the tip of the wing."""
    plate = Plate(mix(PAPER, QUIET, 0.16), 33)
    plate.rect((300, 48, 900, 764), mix(PAPER, QUIET, 0.3), 258)
    plate.rect((310, 56, 890, 756), mix(PAPER, QUIET, 0.08), 250)
    plate.rect((338, 85, 862, 727), mix(PAPER, INK, 0.4), 222)
    view = Plate(WATER, 33)
    dusk = [mix(WATER, INK, 0.62), WATER, mix(WATER, PAPER, 0.45), mix(PAPER, SEAL, 0.18)]
    view.fade(80, 470, [*dusk, mix(PAPER, SEAL, 0.5)])
    view.line([(0, 471), (WIDTH, 471)], SEAL, 3)
    view.fade(473, 730, [mix(WATER, PAPER, 0.42), mix(WATER, INK, 0.4), mix(WATER, INK, 0.75)])
    for _ in range(46):
        y = view.random.uniform(484, 700)
        x, length = view.random.uniform(300, 900), (y - 455) * view.random.uniform(0.25, 0.8)
        share = view.random.uniform(0.08, 0.3)
        view.line([(x - length, y), (x + length, y)], mix(WATER, PAPER, share), 1 + (y - 480) / 90)
    view.fill([(860, 735), (860, 632), (560, 566), (524, 520), (514, 522), (536, 584)], INK)
    view.line([(860, 640), (566, 572)], mix(INK, PAPER, 0.35), 1.4)
    view.disc(519, 521, 4, SEAL)
    plate.image.paste(view.image, mask=inside_window())
    return plate.finish()


def bridge(plate: Plate, deck: float, colour: Colour) -> None:
    """Draw a suspension bridge with two towers, its cables and hangers."""
    plate.line([(0, deck - 6), (WIDTH, deck + 4)], colour, 5)
    left, right, top = 470.0, 980.0, deck - 190
    spans = [(left - 430, left, deck - 10, top), (left, right, top, top), (right, 1390, top, deck)]
    for start, end, high, low in spans:
        sag = 150 if high == low else 24
        cable: Points = []
        for index in range(61):
            t = index / 60
            y = high + (low - high) * t + sag * 4 * t * (1 - t)
            cable.append((start + (end - start) * t, min(y, deck)))
        plate.line(cable, colour, 3)
        for x, y in cable[::3]:
            plate.line([(x, y), (x, deck)], colour, 1)
    for tower in (left, right):
        for side in (-11, 11):
            plate.line([(tower + side, top - 10), (tower + side * 1.3, deck + 50)], colour, 6)
        for rung in (0.0, 70.0, 140.0):
            plate.line([(tower - 12, top + rung), (tower + 12, top + rung)], colour, 5)


def skyline(plate: Plate, shore: float) -> None:
    """Draw the far bank: low buildings, a few windows still lit."""
    x = 0.0
    while x < WIDTH:
        width, height = plate.random.uniform(26, 74), plate.random.uniform(18, 92)
        plate.rect((x, shore - height, x + width, shore), mix(INK, WATER, 0.16))
        for row in range(int(height // 15)):
            for column in range(int(width // 13)):
                if plate.random.random() < 0.16:
                    left, top = x + 5 + column * 13, shore - height + 6 + row * 15
                    glow = mix(mix(INK, PAPER, 0.7), SEAL, 0.15)
                    plate.rect((left, top, left + 4, top + 5), glow)
        x += width + plate.random.uniform(0, 10)


def harbour() -> Image.Image:
    """A harbour at night: a row of lights, their reflections, a suspension bridge."""
    plate = Plate(INK, 29)
    shore = 468.0
    plate.fade(0, shore, [mix(INK, WATER, 0.12), mix(INK, WATER, 0.5), mix(WATER, PAPER, 0.2)])
    bridge(plate, 376, mix(INK, WATER, 0.3))
    skyline(plate, shore)
    plate.fade(shore, HEIGHT, [mix(INK, WATER, 0.55), mix(INK, WATER, 0.25), INK])
    for index in range(17):
        x = 70 + index * 67 + plate.random.uniform(-9, 9)
        colour = SEAL if index in {4, 11} else mix(PAPER, SEAL, 0.1)
        plate.disc(x, shore - 5, 12, mix(mix(INK, WATER, 0.4), colour, 0.3))
        plate.disc(x, shore - 5, 5, colour)
        y, reach = shore + 10, plate.random.uniform(120, 260)
        while y < shore + reach:
            share = 1 - (y - shore) / (reach + 20)
            half = 4 + (y - shore) * 0.055 * plate.random.uniform(0.5, 1.5)
            sway = plate.random.uniform(-4, 4)
            tone = mix(mix(INK, WATER, 0.35), colour, share * 0.85)
            plate.line([(x - half + sway, y), (x + half + sway, y)], tone, 2.6)
            y += plate.random.uniform(6, 12)
    return plate.finish()


def by_hand(plate: Plate, points: Points, colour: Colour, width: float = 3) -> None:
    """Draw a line as a marker would: nearly straight, slightly off."""
    wobbly: Points = []
    for (x0, y0), (x1, y1) in pairwise(points):
        for step in range(9):
            t = step / 8
            jitter = plate.random.uniform(-1.3, 1.3)
            wobbly.append((x0 + (x1 - x0) * t + jitter, y0 + (y1 - y0) * t - jitter))
    plate.line(wobbly, colour, width)


def column_of_work(plate: Plate, x: float, colour: Colour) -> None:
    """Fill one column of the whiteboard with boxes, lines of scribble and arrows."""
    y = 220.0
    while y < 560:
        height = plate.random.choice([46.0, 62.0, 84.0])
        left, right = x + plate.random.uniform(2, 16), x + 142 - plate.random.uniform(0, 16)
        corners = [(left, y), (right, y), (right, y + height), (left, y + height), (left, y)]
        if plate.random.random() < 0.25:
            plate.fill(corners, mix(PAPER, colour, 0.22))
        by_hand(plate, corners, colour)
        for row in range(int(height // 19) - 1):
            end = right - plate.random.uniform(14, 58)
            at = y + 20 + row * 17
            by_hand(plate, [(left + 12, at), (end, at)], mix(PAPER, colour, 0.75), 2.2)
        foot = y + height
        if foot + 34 < 560:
            middle = (left + right) / 2
            by_hand(plate, [(middle, foot + 4), (middle, foot + 26)], colour, 2.4)
            head = [(middle - 6, foot + 19), (middle, foot + 27), (middle + 6, foot + 19)]
            plate.line(head, colour, 2.4)
        y = foot + 34


def whiteboard() -> Image.Image:
    """A whiteboard in five columns, four of them full, one empty for want of a pen."""
    plate = Plate(mix(PAPER, QUIET, 0.26), 5)
    plate.fade(690, HEIGHT, [mix(PAPER, QUIET, 0.5), mix(PAPER, QUIET, 0.6)])
    plate.rect((122, 96, 1090, 652), mix(PAPER, INK, 0.3), 8)
    plate.rect((112, 86, 1080, 642), mix(PAPER, INK, 0.62), 8)
    plate.rect((124, 98, 1068, 630), mix(PAPER, WATER, 0.03), 3)
    colours = [WATER, SEAL, INK, mix(PAPER, QUIET, 0.4), mix(QUIET, SEAL, 0.35)]
    for index, colour in enumerate(colours):
        x = 154 + index * 182
        by_hand(plate, [(x + 4, 176), (x + 138, 176)], colour, 4)
        by_hand(plate, [(x + 20, 152), (x + 104, 152)], colour, 5)
        if index:
            by_hand(plate, [(x - 22, 130), (x - 22, 600)], mix(PAPER, INK, 0.2), 1.6)
        if index != 3:
            column_of_work(plate, x, colour)
    by_hand(plate, [(482, 470), (512, 446)], SEAL, 2.6)
    plate.rect((300, 640, 900, 660), mix(PAPER, INK, 0.5), 4)
    for index, colour in enumerate([WATER, SEAL, INK, mix(QUIET, SEAL, 0.35)]):
        pen = 360 + index * 112 + plate.random.uniform(-14, 14)
        plate.rect((pen, 629, pen + 62, 641), PAPER, 5)
        plate.rect((pen + 42, 629, pen + 66, 641), colour, 5)
    return plate.finish()


def seats(row: int) -> Iterator[tuple[float, float, float]]:
    """Yield the left edge, the top and the width of each seat of a row, 0 the farthest."""
    nearness = row / 7
    width, top = 34 + 86 * nearness**1.25, 444 + 330 * nearness**1.45
    count = 13 + (row % 2)
    gap = width * 0.16
    start = WIDTH / 2 - (count * (width + gap) - gap) / 2
    for index in range(count):
        x = start + index * (width + gap)
        off_centre = (x + width / 2 - WIDTH / 2) / WIDTH
        yield x, top - 34 * (1 + nearness) * off_centre**2 * 4, width


def hall() -> Image.Image:
    """A lecture theatre from the back: rows of empty seats, a lit screen below."""
    plate = Plate(mix(INK, WATER, 0.18), 15)
    plate.fade(0, 440, [mix(INK, WATER, 0.1), mix(INK, WATER, 0.42)])
    plate.fill([(0, 0), (250, 120), (250, 424), (0, 560)], mix(INK, WATER, 0.28))
    plate.fill([(1200, 0), (950, 120), (950, 424), (1200, 560)], mix(INK, WATER, 0.24))
    plate.fill([(250, 120), (950, 120), (1200, 0), (0, 0)], mix(INK, WATER, 0.06))
    for at in range(330, 871, 135):
        lamp = [(at - 34.0, 60.0), (at + 34, 60), (at + 26, 76), (at - 26, 76)]
        plate.fill(lamp, mix(INK, PAPER, 0.5))
    plate.rect((360, 156, 840, 372), mix(WATER, PAPER, 0.3), 4)
    plate.rect((370, 164, 830, 364), PAPER, 2)
    slope = [(410.0 + i * 19, 312 - 74 * math.sin(i / 20 * math.pi * 0.6) ** 2) for i in range(21)]
    band = [(x, y - 12 - i * 1.3) for i, (x, y) in enumerate(slope)]
    back = [(x, y + 12 + i * 1.3) for i, (x, y) in reversed(list(enumerate(slope)))]
    plate.fill(band + back, mix(PAPER, WATER, 0.25))
    plate.line(slope, SEAL, 4)
    plate.line([(402, 196), (402, 340), (800, 340)], QUIET, 2)
    plate.fill([(250, 424), (950, 424), (1200, 560), (1200, 800), (0, 800), (0, 560)], INK)
    plate.rect((560, 386, 640, 430), mix(INK, SEAL, 0.4), 3)
    for row in range(8):
        light = 0.42 - 0.035 * row
        for x, y, width in seats(row):
            height = width * 0.95
            tone = mix(INK, WATER, 0.4 + light * 0.6)
            plate.rect((x, y, x + width, y + height), tone, width * 0.2)
            plate.rect((x, y, x + width, y + width * 0.1), mix(tone, PAPER, light), width * 0.05)
    return plate.finish()


def track(offset: float) -> tuple[Points, Points]:
    """Return the two edges of a ski track that winds up a slope and narrows with distance."""
    left: Points = []
    right: Points = []
    for index in range(161):
        t = index / 160
        near = (1 - t) ** 1.5
        y = 268 + 560 * near
        middle = 690 - 180 * near + math.sin(t * math.pi * 4.6 + 0.5) * (18 + 190 * near)
        x = middle + offset * (0.1 + near)
        half = 1.1 + 10 * near
        left.append((x - half, y))
        right.append((x + half, y))
    return left, right


def tracks() -> Image.Image:
    """Two ski tracks winding up a slope of snow to a small figure on its crest."""
    plate = Plate(PAPER, 12)
    plate.fade(0, 330, [mix(PAPER, WATER, 0.62), mix(PAPER, WATER, 0.3), mix(PAPER, WATER, 0.12)])
    far = ridge_line(plate.random, 300, 90, 0.5)
    plate.fill(down_to_edge(far), mix(PAPER, WATER, 0.48))
    crest = [
        (x, 330 - 72 * math.sin(min(1.0, x / 1080) * math.pi * 0.62)) for x in range(0, 1201, 8)
    ]
    plate.fill(down_to_edge(crest), mix(PAPER, WATER, 0.03))
    for band in range(26):
        y = 350 + band * 18 + plate.random.uniform(-5, 5)
        start, length = plate.random.uniform(-200, 1000), plate.random.uniform(120, 420)
        lift = plate.random.uniform(8, 22)
        hump = [(start + length * i / 12, y - lift * math.sin(i / 12 * math.pi)) for i in range(13)]
        share = plate.random.uniform(0.07, 0.15)
        plate.line(hump, mix(PAPER, WATER, share), 2 + band / 12)
    for offset in (-26.0, 26.0):
        left, right = track(offset)
        plate.fill(left + right[::-1], mix(PAPER, WATER, 0.36))
        plate.line(left, mix(WATER, INK, 0.2), 1.6)
    plate.line([(692, 262), (692, 240)], INK, 5)
    plate.line([(683, 266), (704, 264)], INK, 2)
    plate.disc(692, 234, 5, SEAL)
    return plate.finish()


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "hall": hall,
    "harbour": harbour,
    "ridge": ridge,
    "tracks": tracks,
    "whiteboard": whiteboard,
    "window": window,
}


def main(folder: Path) -> None:
    """Write the pictures into ``folder`` as JPEG, 1200 by 800 pixels."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        draw().save(folder / f"{name}.jpg", quality=80, optimize=True, progressive=False)


if __name__ == "__main__":
    default = Path(__file__).parent / "sample" / "photos"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default)
