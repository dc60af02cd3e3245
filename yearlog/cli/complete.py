"""The words a shell may complete: kinds, settings, and the choices of a field."""

from __future__ import annotations

import re
from collections.abc import Callable

import click

from yearlog import kinds

Completer = Callable[[click.Context, click.Parameter, str], list[str]]


def kind_words(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the names of the kinds; the Chinese ones once a letter of them is there.

    Only the first word of a line names a kind: after it there is nothing to complete.
    """
    if param.name and ctx.params.get(param.name):
        return []
    found = list(kinds.names())
    if incomplete:
        found += [details.KIND.label.zh for details in kinds.everything()]
    return [word for word in found if word.startswith(incomplete)]


def search_words(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the filters of a search, in Chinese once a letter of one is there, or the kinds."""
    del ctx, param
    from yearlog.actions.search import FILTERS

    name, colon, begun = incomplete.partition(":")
    if colon and name in FILTERS["kind"]:
        listed = [details.KIND.label for details in kinds.everything()]
        words = [label.zh if name == FILTERS["kind"].zh else label.en for label in listed]
        return [f"{name}:{word}" for word in words if word.startswith(begun)]
    filters = [f"{both.en}:" for both in FILTERS.values()]
    if incomplete:
        filters += [f"{both.zh}:" for both in FILTERS.values()]
    return [word for word in filters if word.startswith(incomplete)]


def setting_keys(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the keys of the settings, and the numbers that can be stated of a year."""
    del ctx, param
    from yearlog import config

    keys = [one.key for one in config.listed()]
    year = re.match(r"baseline\.[0-9]{4}\.", incomplete)
    if year:
        from yearlog.review.numbers import NUMBERS

        keys = [f"{year[0]}{name}" for name in NUMBERS]
    return [key for key in keys if key.startswith(incomplete)]


def setting_values(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return what the setting that was named may hold."""
    del param
    from yearlog import config

    choices = {one.key: one.choices for one in config.listed()}.get(ctx.params.get("key") or "", ())
    return [word for word in choices if word.startswith(incomplete)]


def one_of(choices: list[str]) -> Completer:
    """Return what completes one of some fixed words."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        del ctx, param
        return [word for word in choices if word.startswith(incomplete)]

    return complete
