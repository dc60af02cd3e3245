"""One quiet line under the head of the year: unsaved drafts, and the key that goes on with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from yearlog import clock
from yearlog.i18n import Lang, t
from yearlog.text.width import display_width
from yearlog.tui.words import Bilingual, language

if TYPE_CHECKING:
    from yearlog.actions.drafts import Kept

MOST_NAMED = 4


def kind_word(kept: Kept, lang: Lang) -> str:
    """Return what a draft is: the kind of its form, or one line."""
    from yearlog import kinds

    return kinds.get(kept.kind).KIND.label.get(lang) if kept.form else t(lang, "tui.a_line")


def when(kept: Kept) -> str:
    """Return when a draft was last written, as briefly as it is clear."""
    from yearlog.actions.entries import at_minute

    stamp = at_minute(kept.at) if kept.at else ""
    today = clock.today().isoformat()
    if stamp.startswith(today):
        return stamp[11:]
    return stamp[5:] if stamp.startswith(today[:4]) else stamp


class DraftBar(Static, Bilingual):
    """Says how many drafts there are, and which; gone when there is none."""

    DEFAULT_CSS = """
    DraftBar { display: none; height: 1; padding: 0 2 0 3; color: $quiet; text-wrap: nowrap; }
    DraftBar.-some { display: block; }
    DraftBar {
        link-style: none; link-color: $quiet; link-background: $background;
        link-style-hover: underline; link-color-hover: $foreground;
        link-background-hover: $background;
    }
    """

    def __init__(self) -> None:
        super().__init__("", id="drafts", markup=False)
        self.drafts: list[Kept] = []

    def show(self, drafts: list[Kept]) -> None:
        """Show these drafts, newest first."""
        self.drafts = drafts
        self.set_class(bool(drafts), "-some")
        self.relabel(language(self.app))

    def on_resize(self) -> None:
        """Fit the line to the width."""
        self.relabel(language(self.app))

    def relabel(self, lang: Lang) -> None:
        """Say it in ``lang``, naming as many drafts as fit."""
        if not self.drafts:
            self.update("")
            return
        count = t(lang, "tui.drafts_count", n=len(self.drafts))
        keys = t(lang, "tui.drafts_key")
        room = max(20, self.app.size.width - 6 - display_width(count) - display_width(keys))
        names = self._names(lang, room)
        click = Style.from_meta({"@click": "screen.drafts"})
        line = Content.assemble((f"{count}{names}", ""), "  ", (keys, ""))
        key_at = len(count) + len(names) + 2 + keys.index("w")
        self.update(line.stylize(click).stylize("bold $foreground", key_at, key_at + 1))

    def _names(self, lang: Lang, room: int) -> str:
        comma, colon = t(lang, "tui.list_comma"), t(lang, "tui.list_colon")
        told = [
            t(lang, "tui.draft_named", kind=kind_word(one, lang), when=when(one))
            for one in self.drafts[:MOST_NAMED]
        ]
        for many in range(len(told), 0, -1):
            rest = "…" if many < len(self.drafts) else ""
            names = colon + comma.join(told[:many]) + rest
            if display_width(names) <= room - 2:
                return names
        return ""
