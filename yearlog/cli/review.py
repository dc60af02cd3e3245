"""``stats``, ``review``, ``map`` and ``export``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import click

from yearlog.actions import reviews
from yearlog.actions.entries import default_year
from yearlog.cli.common import YEAR, both, state
from yearlog.cli.program import Localised
from yearlog.cli.session import State, help_lang, print_json, put_path
from yearlog.errors import UsageError
from yearlog.i18n import LANGS, Both, t

_YEAR = f"[{both(Both('年份', 'YEAR'))}]"
_NAME = f"[{both(Both('数字名称', 'NAME'))}]"


def _text(key: str) -> str:
    return t(help_lang(), f"cli.{key}")


def _beside(context: click.Context, parameter: click.Parameter, value: str) -> int | reviews.Beside:
    """Return the year, or the word, that says what a year is set beside."""
    word = value.strip().casefold()
    if word in ("plan", "mean", "none"):
        return cast("reviews.Beside", word)
    try:
        return int(YEAR(word, parameter, context))
    except click.BadParameter:
        raise UsageError(*(t(lang, "cli.bad_compare", value=value) for lang in LANGS)) from None


def _year_and_name(
    context: click.Context, parameter: click.Parameter, words: tuple[str, ...]
) -> tuple[int | None, str | None]:
    """Return the year and the name of a number, whichever of them are given, in either order."""
    years = [word for word in words if word.isdecimal()]
    names = [word for word in words if word not in years]
    if len(years) > 1 or len(names) > 1:
        raise UsageError(*(t(lang, "cli.year_and_name") for lang in LANGS))
    from yearlog.cli.table_items import named
    from yearlog.review.numbers import UnknownNumber

    year = int(YEAR(years[0], parameter, context)) if years else None
    try:
        return year, named(names[0]) if names else None
    except UnknownNumber as error:
        raise UsageError(*(error.get(lang) for lang in LANGS)) from None


def _number_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the names of numbers, for a shell that completes one."""
    del ctx, param
    from yearlog.review.numbers import NUMBERS

    return [name for name in NUMBERS if name.startswith(incomplete)]


_RULES = [t(help_lang(), f"numbers.{name}") for name in ("rule", "rule_beside")]


@click.command(cls=Localised, help="\n\n".join([_text("stats_help"), *_RULES]))
@click.argument(
    "words",
    nargs=-1,
    metavar=f"{_YEAR} {_NAME}",
    callback=_year_and_name,
    shell_complete=_number_names,
)
@click.option(
    "--compare", default="plan", callback=_beside, metavar="YYYY|mean|none",
    help=_text("stats_compare"),
)  # fmt: skip
@click.option("--all", "of_all", is_flag=True, help=_text("stats_all"))
@click.option("--json", "as_json", is_flag=True, help=_text("json_option"))
@click.option("--csv", "as_csv", is_flag=True, help=_text("csv_option"))
@click.pass_context
def stats(
    context: click.Context,
    words: tuple[int | None, str | None],
    compare: int | reviews.Beside,
    of_all: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Print the numbers of a year, or the list behind one; private entries count too."""
    current = state(context)
    year, name = words
    if of_all and (year is not None or name is not None or compare != "plan"):
        raise UsageError(*(t(lang, "cli.all_or_one") for lang in LANGS))
    space = current.open(create=False)
    if name is not None:
        found = reviews.stats(space, default_year() if year is None else year, beside="none")
        _put_items(current, found, name, as_json=as_json, as_csv=as_csv)
        return
    if of_all:
        from yearlog.actions.years import every

        found = every(space)
    else:
        found = reviews.stats(space, default_year() if year is None else year, beside=compare)
    if as_json:
        print_json(found)
        return
    from yearlog.cli import table, table_years

    if as_csv:
        _put_csv(table_years.years_csv(found) if of_all else table.stats_csv(found))
        return
    units = space.setting("units")
    if of_all:
        lines = table_years.years_table(found, current.lang, _columns(), units)
    else:
        lines = table.stats_table(found, current.lang, units, _columns())
    for line in lines:
        click.echo(line)


def _put_items(current: State, found: Any, name: str, *, as_json: bool, as_csv: bool) -> None:
    """Print the list behind one number of a year."""
    from yearlog.cli import table_items

    number = next((one for one in found["numbers"] if one["name"] == name), None)
    if number is None:
        current.say("numbers.not_recorded", year=found["year"])
    elif as_json:
        print_json({"year": found["year"], **number})
    elif as_csv:
        _put_csv(table_items.items_csv(number))
    else:
        for line in table_items.items_table(number, found["year"], current, _columns()):
            click.echo(line)


def _columns() -> int:
    """Return how wide the terminal is; 80 columns where there is none."""
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _put_csv(rows: Iterable[tuple[str, ...]]) -> None:
    import csv
    from io import StringIO

    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    click.echo(text.getvalue(), nl=False)


@click.command(cls=Localised, help=_text("review_help"))
@click.argument("year", type=YEAR, required=False, metavar=_YEAR)
@click.option("--title-zh", metavar="TEXT", help=_text("review_title_zh"))
@click.option("--title-en", metavar="TEXT", help=_text("review_title_en"))
@click.option("--epigraph-zh", metavar="TEXT", help=_text("review_epigraph_zh"))
@click.option("--epigraph-en", metavar="TEXT", help=_text("review_epigraph_en"))
@click.option("--chapters", metavar="ID,ID…", help=_text("review_chapters"))
@click.option(
    "--cover", type=click.Path(path_type=Path), metavar="FILE", help=_text("review_cover")
)
@click.option("--compare-with", type=YEAR, metavar="YYYY", help=_text("review_compare"))
@click.option("--json", "as_json", is_flag=True, help=_text("json_option"))
@click.pass_context
def review(context: click.Context, /, year: int | None, as_json: bool, **given: Any) -> None:
    """Show or set title, epigraph, chapters and cover of the year's post."""
    current = state(context)
    space = current.open(create=False)
    chosen = default_year() if year is None else year
    chapters = given["chapters"]
    plan = reviews.plan(
        space,
        chosen,
        title=_pair(given, "title"),
        epigraph=_pair(given, "epigraph"),
        chapters=None if chapters is None else [one.strip() for one in chapters.split(",")],
        cover=given["cover"],
        compare_with=given["compare_with"],
    )
    if as_json:
        print_json(reviews.plan_json(plan))
        return
    from yearlog.cli.plan import plan_lines

    for line in plan_lines(plan, current):
        click.echo(line)


def _pair(given: dict[str, Any], name: str) -> Both | None:
    zh, en = given[f"{name}_zh"], given[f"{name}_en"]
    return None if zh is None and en is None else Both(zh or "", en or "")


@click.command("map", cls=Localised, help=_text("map_help"))
@click.argument("year", type=YEAR, required=False, metavar=_YEAR)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE",
    help=_text("map_output"),
)  # fmt: skip
@click.option("--private", is_flag=True, help=_text("include_private"))
@click.pass_context
def map_(context: click.Context, year: int | None, output: Path, private: bool) -> None:
    """Draw the year's travel: .html, .svg, .png or .geojson by suffix."""
    from yearlog.review.visible import EVERYTHING, PUBLIC

    current = state(context)
    space = current.open(create=False)
    chosen = default_year() if year is None else year
    reviews.write_map(space, chosen, output, EVERYTHING if private else PUBLIC)
    put_path(output)


@click.command(cls=Localised, help=_text("export_help"))
@click.argument("year", type=YEAR, required=False, metavar=_YEAR)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("yearlog-export"),
    metavar="DIR", help=_text("export_output"),
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["markdown", "html", "all"]), default="all",
    help=_text("export_format"),
)  # fmt: skip
@click.option("--lang", type=click.Choice(["zh", "en", "both"]), help=_text("export_lang"))
@click.option("--private", is_flag=True, help=_text("include_private"))
@click.option("--json", "as_json", is_flag=True, help=_text("json_option"))
@click.pass_context
def export(
    context: click.Context,
    year: int | None,
    output: Path,
    form: str,
    lang: str | None,
    private: bool,
    as_json: bool,
) -> None:
    """Write the year in review: Markdown, HTML and maps."""
    from yearlog.actions.export import export as write

    current = state(context)
    space = current.open(create=False)
    chosen = default_year() if year is None else year
    done = write(space, chosen, output, form=form, lang=lang, private=private)
    if as_json:
        print_json(
            {
                "year": chosen,
                "folder": str(done.folder),
                "files": list(done.files),
                "hidden": done.hidden,
            }
        )
    else:
        for name in done.files:
            put_path(done.folder / name)
    if done.hidden:
        current.say("hidden", n=done.hidden, year=chosen)
