"""What each key does, declared once: bindings, the bottom line and the help come from here.

No key needs an extension of the terminal's keyboard protocol: plain letters, Enter, Tab, Esc,
arrows, function keys and Ctrl with a letter reach the program everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

Where = Literal["year", "reading", "form", "dispute", "line", "drafts", "help"]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a key does.

    ``name`` finds the words in the catalogues (``cmd_<name>``, ``help_<name>``) and is the stable
    id of its binding; ``keys`` are Textual's key names, ``shown`` is how a person reads them.
    ``hint`` puts it on the bottom line. Without ``bound`` a widget handles the key by itself.
    """

    name: str
    where: Where
    keys: str
    action: str
    shown: str
    hint: bool = False
    bound: bool = True

    @property
    def id(self) -> str:
        """The id by which a keymap may rebind it."""
        return f"{self.where}.{self.name}"


COMMANDS: tuple[Command, ...] = (
    Command("line", "year", "a", "line", "a", hint=True),
    Command("forms", "year", "", "", "f t p s r m", hint=True, bound=False),
    Command("form_flight", "year", "f", "new('flight')", "f"),
    Command("form_talk", "year", "t", "new('talk')", "t"),
    Command("form_project", "year", "p", "new('project')", "p"),
    Command("form_stay", "year", "s", "new('stay')", "s"),
    Command("form_reflection", "year", "r", "new('reflection')", "r"),
    Command("form_moment", "year", "m", "new('moment')", "m"),
    Command("drafts", "year", "w", "drafts", "w"),
    Command("open", "year", "enter", "open", "Enter", hint=True),
    Command("edit", "year", "e", "edit", "e"),
    Command("delete", "year", "d", "delete", "d"),
    Command("visibility", "year", "v", "visibility", "v"),
    Command("years", "year", "", "", "[ ]", hint=True, bound=False),
    Command("year_before", "year", "left_square_bracket", "year(-1)", "["),
    Command("year_after", "year", "right_square_bracket", "year(1)", "]"),
    Command("move", "year", "", "", "j k ↑ ↓", bound=False),
    Command("page", "year", "", "", "PgUp PgDn", bound=False),
    Command("ends", "year", "", "", "g G", bound=False),
    Command("undo", "year", "u", "undo", "u", hint=True),
    Command("redo", "year", "ctrl+r", "redo", "Ctrl+R"),
    Command("language", "year", "L", "language", "L"),
    Command("theme", "year", "T", "theme", "T"),
    Command("help", "year", "question_mark", "help", "?", hint=True),
    Command("quit", "year", "q", "quit", "q"),
    Command("close", "reading", "escape,q,enter,backspace", "close", "Esc", hint=True),
    Command("edit", "reading", "e", "edit", "e", hint=True),
    Command("neighbours", "reading", "", "", "j k", hint=True, bound=False),
    Command("next", "reading", "j,n", "step(1)", "j"),
    Command("previous", "reading", "k,p", "step(-1)", "k"),
    Command("visibility", "reading", "v", "visibility", "v", hint=True),
    Command("delete", "reading", "d", "delete", "d", hint=True),
    Command("undo", "reading", "u", "undo", "u"),
    Command("redo", "reading", "ctrl+r", "redo", "Ctrl+R"),
    Command("language", "reading", "L", "language", "L"),
    Command("help", "reading", "question_mark", "help", "?", hint=True),
    Command("save", "form", "ctrl+s", "save", "Ctrl+S", hint=True),
    Command("keep", "form", "escape", "close", "Esc", hint=True),
    Command("field", "form", "", "", "Tab", hint=True, bound=False),
    Command("choose", "form", "", "", "↑ ↓ ← →", hint=True, bound=False),
    Command("online", "form", "", "", "Ctrl+O", bound=False),
    Command("theirs", "form", "f8", "theirs", "F8"),
    Command("fresh", "form", "f9", "fresh", "F9"),
    Command("language", "form", "f2", "language", "F2"),
    Command("help", "form", "f1", "help", "F1", hint=True),
    Command("save_mine", "dispute", "ctrl+s", "save", "Ctrl+S", hint=True),
    Command("theirs", "dispute", "f8", "theirs", "F8", hint=True),
    Command("keep", "dispute", "escape", "close", "Esc", hint=True),
    Command("field", "dispute", "", "", "Tab", hint=True, bound=False),
    Command("help", "dispute", "f1", "help", "F1", hint=True),
    Command("store", "line", "", "", "Enter", hint=True, bound=False),
    Command("expand", "line", "tab", "expand", "Tab", hint=True),
    Command("keep", "line", "escape", "close", "Esc", hint=True),
    Command("language", "line", "f2", "language", "F2"),
    Command("help", "line", "f1", "help", "F1", hint=True),
    Command("open", "drafts", "enter", "open", "Enter", hint=True),
    Command("discard", "drafts", "d", "discard", "d", hint=True),
    Command("close", "drafts", "escape,q,w", "close", "Esc", hint=True),
    Command("neighbours", "drafts", "", "", "j k ↑ ↓", hint=True, bound=False),
    Command("language", "drafts", "L,f2", "language", "L"),
    Command("help", "drafts", "question_mark,f1", "help", "?", hint=True),
    Command("close", "help", "escape,q,question_mark,f1,enter", "close", "Esc", hint=True),
    Command("language", "help", "L,f2", "language", "L", hint=True),
)


def bindings(where: Where) -> list[BindingType]:
    """Return the bindings of one part of the interface; none shows by itself."""
    return [
        Binding(
            command.keys,
            command.action,
            command.name,
            show=False,
            id=None if "," in command.keys else command.id,
        )
        for command in COMMANDS
        if command.where == where and command.bound
    ]


def hints(where: Where) -> Sequence[Command]:
    """Return what the bottom line of one part shows: six at most."""
    return [command for command in COMMANDS if command.where == where and command.hint]


def listed(where: Where) -> Sequence[Command]:
    """Return what the help lists for one part: every key once."""
    hidden = {"year": {"forms", "years"}, "reading": {"neighbours"}}.get(where, set())
    return [
        command for command in COMMANDS if command.where == where and command.name not in hidden
    ]
