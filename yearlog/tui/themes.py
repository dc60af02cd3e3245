"""The two themes, *paper* and *ink*: the colours of the printed page on a terminal."""

from __future__ import annotations

from textual.theme import Theme

PAPER = Theme(
    name="paper",
    dark=False,
    primary="#a8321f",
    secondary="#1f5f6b",
    accent="#a8321f",
    error="#a8321f",
    warning="#a8321f",
    success="#1f5f6b",
    foreground="#1e2227",
    background="#fbf9f4",
    surface="#f3efe6",
    panel="#ece6d9",
    text_alpha=1.0,
    variables={
        "quiet": "#6a6760",
        "hairline": "#ddd7ca",
        "seal": "#a8321f",
        "water": "#1f5f6b",
        "chosen": "#efe9dc",
        "scrollbar": "#ddd7ca",
        "scrollbar-hover": "#c9c1af",
        "scrollbar-active": "#a8321f",
        "scrollbar-background": "#fbf9f4",
        "scrollbar-background-hover": "#fbf9f4",
        "scrollbar-background-active": "#fbf9f4",
        "input-cursor-background": "#1e2227",
        "input-cursor-foreground": "#fbf9f4",
        "input-selection-background": "#1f5f6b 25%",
    },
)
INK = Theme(
    name="ink",
    dark=True,
    primary="#f0806a",
    secondary="#7fb9c4",
    accent="#f0806a",
    error="#f0806a",
    warning="#f0806a",
    success="#7fb9c4",
    foreground="#e9e5dc",
    background="#16181b",
    surface="#1f2225",
    panel="#292c30",
    text_alpha=1.0,
    variables={
        "quiet": "#a09b90",
        "hairline": "#33363b",
        "seal": "#f0806a",
        "water": "#7fb9c4",
        "chosen": "#272a2e",
        "scrollbar": "#33363b",
        "scrollbar-hover": "#484c52",
        "scrollbar-active": "#f0806a",
        "scrollbar-background": "#16181b",
        "scrollbar-background-hover": "#16181b",
        "scrollbar-background-active": "#16181b",
        "input-cursor-background": "#e9e5dc",
        "input-cursor-foreground": "#16181b",
        "input-selection-background": "#7fb9c4 30%",
    },
)

APP_CSS = """
ToastRack { align: left bottom; padding: 0 0 1 2; }
ToastHolder { align-horizontal: left; }
Toast {
    width: auto; max-width: 96%; margin: 0; padding: 0 1;
    background: $panel; color: $foreground;
}
Toast.-information { border-left: outer $water; }
Toast.-error, Toast.-warning { border-left: outer $seal; }
"""
