"""What an action works with: the journal, the gazetteer, the user's language and names."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from yearlog import clock, i18n
from yearlog.capture.resolve import Resolver
from yearlog.i18n import Lang
from yearlog.journal.journal import Journal
from yearlog.kinds.field import Json
from yearlog.kinds.values import Place
from yearlog.places.gazetteer import Gazetteer


def default_path() -> Path:
    """Return where the journal lies: ``YEARLOG_JOURNAL``, else the user's data folder."""
    chosen = os.environ.get("YEARLOG_JOURNAL")
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("yearlog") / "journal.sqlite3"


@dataclass
class Workspace:
    """An open journal and what belongs to it. Close it, or use it as a context manager."""

    journal: Journal
    chosen_lang: Lang | None = None
    gazetteer: Gazetteer = field(default_factory=Gazetteer)

    @classmethod
    def open(
        cls,
        path: Path | None = None,
        *,
        lang: Lang | None = None,
        create: bool = True,
        source: str = "cli",
    ) -> Workspace:
        """Open the journal at ``path`` or at its usual place."""
        return cls(Journal(path or default_path(), create=create, source=source), lang)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the journal and the gazetteer."""
        self.journal.close()
        self.gazetteer.close()

    @cached_property
    def settings(self) -> dict[str, Json]:
        """The settings that were set; `forget` after a change."""
        return self.journal.settings()

    def forget(self) -> None:
        """Read the settings anew at the next use: another process may have changed them."""
        self.__dict__.pop("settings", None)

    def setting(self, key: str) -> str:
        """Return a text setting, or its default."""
        value = self.settings.get(key)
        if isinstance(value, str):
            return value
        from yearlog import config

        defaults = {setting.key: setting.default for setting in config.listed()}
        return defaults.get(key, "")

    @property
    def lang(self) -> Lang:
        """The user's language: as asked for, else as set, else as the locale says."""
        if self.chosen_lang:
            return self.chosen_lang
        stored = self.settings.get("language")
        if stored in ("zh", "en"):
            return "zh" if stored == "zh" else "en"
        return i18n.from_locale()

    @property
    def visibility(self) -> dict[str, str]:
        """The default visibility of each kind that has one set."""
        prefix = "visibility."
        return {
            key.removeprefix(prefix): str(value)
            for key, value in self.settings.items()
            if key.startswith(prefix)
        }

    @property
    def homes(self) -> list[tuple[date, Place]]:
        """Where home is from which day on, as set by the user, oldest first."""
        stored = self.settings.get("home")
        homes = []
        for step in stored if isinstance(stored, list) else ():
            assert isinstance(step, dict) and isinstance(step["place"], dict)  # noqa: PT018
            homes.append((date.fromisoformat(str(step["from"])), Place(**step["place"])))  # type: ignore[arg-type]
        return sorted(homes, key=lambda home: home[0])

    @property
    def visited(self) -> tuple[Place, ...]:
        """The places that the user visited before the journal began, in the order they were set."""
        stored = self.settings.get("visited")
        return tuple(
            Place(**place)  # type: ignore[arg-type]
            for place in (stored if isinstance(stored, list) else ())
            if isinstance(place, dict)
        )

    @property
    def stated(self) -> dict[int, dict[str, float]]:
        """The totals that the user states, by year and by the name of the number."""
        from yearlog import config

        found: dict[int, dict[str, float]] = {}
        for key, value in self.settings.items():
            said = config.baseline(key)
            if said is not None and isinstance(value, int | float):
                found.setdefault(said[0], {})[said[1]] = value
        return found

    def resolver(self, *, year: int | None = None) -> Resolver:
        """Return what reads the user's words, with her aliases and home country."""
        homes = self.homes
        return Resolver(
            lang=self.lang,
            today=clock.today(),
            gazetteer=self.gazetteer,
            year=year,
            home_country=homes[-1][1].country_code if homes else "",
            aliases={key: place for key, (_, place) in self.journal.aliases().items()},
            been=cache(self.journal.been),
        )
