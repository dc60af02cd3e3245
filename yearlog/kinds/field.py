"""One declared field of a kind, and everything that is derived from the declaration.

A kind is a frozen dataclass; each attribute is made by one of the functions at the end of
`yearlog.kinds.types` and carries a `Field` in its metadata. Table columns, form rows, command-line
options, importer columns, JSON and front matter all come from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields
from datetime import date
from typing import Any, ClassVar, Generic, Literal, NamedTuple, Protocol, TypeVar

from yearlog.errors import YearlogError
from yearlog.i18n import Both, Lang
from yearlog.kinds.values import Airport, Place

V = TypeVar("V")
Precision = Literal["day", "month", "year"]
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
Front = str | list["Front"] | dict[str, "Front"]
Row = Mapping[str, Any]
Columns = dict[str, type]


class Context(Protocol):
    """What a parser may ask of its surroundings."""

    @property
    def lang(self) -> Lang:
        """The language the user types in."""

    @property
    def today(self) -> date:
        """The date on the user's wall calendar."""

    def read_date(self, text: str) -> tuple[date, date | None, Precision]:
        """Read a date or a range in the user's words: first day, last day or None, precision."""

    def airport(self, text: str, on: date | None) -> Airport:
        """Find one airport, or raise UnknownAirport or AmbiguousPlace."""

    def place(self, text: str) -> Place:
        """Find one place, or raise UnknownPlace or AmbiguousPlace."""


class FieldType(Generic[V]):
    """How values of one type are read, stored and shown.

    ``empty`` is the value of a field that was left out. ``widget`` names the form control.
    """

    widget: ClassVar[str] = "line"
    empty: V
    metavar: ClassVar[Both] = Both("文字", "TEXT")

    def columns(self, name: str) -> dict[str, type]:
        """Return the table columns, name to Python type (str, int or float)."""
        return {name: str}

    def parse(self, text: str, context: Context) -> V:
        """Read what a person typed; raise a YearlogError that says what to type instead."""
        raise NotImplementedError

    def to_row(self, name: str, value: V) -> dict[str, Any]:
        """Return the column values for ``value``."""
        return {name: value}

    def from_row(self, name: str, row: Row) -> V:
        """Return the value the columns hold."""
        value: V = row[name]
        return value

    def to_json(self, value: V) -> Json:
        """Return the value for ``--json``."""
        return value  # type: ignore[return-value]  # true for the plain types, overridden by the rest

    def to_front(self, value: V) -> Front:
        """Return the value for front matter, strings at the leaves."""
        return self.edit(value)

    def from_front(self, data: Front, context: Context) -> V:
        """Return the value front matter holds, exactly as written or as a person would type it."""
        if not isinstance(data, str):
            raise NotOneValue(data)
        return self.parse(data, context) if data else self.empty

    def edit(self, value: V) -> str:
        """Return text that ``parse`` reads back as ``value``."""
        return "" if value is None else str(value)

    def show(self, value: V, lang: Lang) -> str:  # noqa: ARG002  overridden where languages differ
        """Return the value as a person reads it."""
        return self.edit(value)


class NotOneValue(YearlogError):
    """A list or mapping stands where one value is expected."""

    def __init__(self, data: object) -> None:
        super().__init__(
            f"这里应是一个值，而不是列表或映射：{data}",
            f"Expected a single value here, not a list or mapping: {data}",
        )


class Field(NamedTuple):
    """One declared field.

    ``option`` is the command-line option; ``derived`` fields are computed and never typed;
    ``sensitive`` ones stay out of every export by default.
    """

    type: FieldType[Any]
    label: Both
    help: Both
    option: str
    required: bool = False
    derived: bool = False
    sensitive: bool = False
    main: bool = True
    name: str = ""

    @property
    def columns(self) -> Columns:
        """Table columns of this field."""
        return self.type.columns(self.name)


def declare(
    kind_of: FieldType[Any],
    label: Both,
    help: Both,  # noqa: A002  the word of the design
    *,
    option: str = "",
    required: bool = False,
    derived: bool = False,
    sensitive: bool = False,
    main: bool = True,
) -> Any:
    """Return a dataclass field that carries a `Field`; used only in the body of a kind.

    ``main=False`` puts the field under "more" in a form.
    """
    declared = Field(kind_of, label, help, option, required, derived, sensitive, main)
    return field(default=kind_of.empty, metadata={"field": declared})


class Kind(NamedTuple):
    """What a kind is called, and which fields of the spine it uses.

    ``spine`` names the spine fields its form shows, in order; own fields follow the first of them
    unless ``layout`` orders them all. ``sign`` is one cell wide and always stands near its word.
    """

    name: str
    letter: str
    words: tuple[str, ...]
    label: Both
    plural: Both
    sign: str
    table: str
    spine: tuple[str, ...]
    layout: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()


class Doubt(NamedTuple):
    """Something that was assumed of an entry, or looks wrong in it; no reason to refuse it.

    ``about`` is ``clock`` where a wall time had to be interpreted, else what looks wrong. ``field``
    is the field to look at. ``brief`` has the figures alone: neither a place nor a time, so that a
    report for others may hold them.
    """

    about: Literal["clock", "zone", "speed", "length", "delay", "early", "order"]
    field: str
    said: Both
    brief: str = ""


class Details:
    """Base of the dataclasses that hold what one kind alone has."""

    KIND: ClassVar[Kind]

    @classmethod
    def settle(
        cls, values: dict[str, Any], context: Context, starts_on: date | None
    ) -> dict[str, Any]:
        """Return ``values`` with derived fields filled in and fields checked against each other."""
        del context, starts_on
        return values

    def doubts(self) -> tuple[Doubt, ...]:
        """Return what was assumed or looks wrong, for the author to look at."""
        return ()

    def headline(self, lang: Lang) -> str:
        """Return one line that names the entry where it has no title, or an empty string."""
        del lang
        return ""


_declared: dict[type, tuple[Field, ...]] = {}


def fields_of(details: type[Details]) -> tuple[Field, ...]:
    """Return the declared fields of a kind in the order they were written."""
    if details not in _declared:
        _declared[details] = tuple(_read_declaration(details))
    return _declared[details]


def _read_declaration(details: type[Details]) -> list[Field]:
    declared = []
    for attribute in fields(details):  # type: ignore[arg-type]  # every Details is a dataclass
        spec: Field | None = attribute.metadata.get("field")
        if spec is not None:
            option = spec.option or "--" + attribute.name.replace("_", "-")
            declared.append(
                Field(
                    spec.type,
                    spec.label,
                    spec.help,
                    option,
                    spec.required,
                    spec.derived,
                    spec.sensitive,
                    spec.main,
                    attribute.name,
                )
            )
    return declared


def to_row(details: Details) -> dict[str, Any]:
    """Return the row of the kind's own table, without the entry id."""
    row: dict[str, Any] = {}
    for spec in fields_of(type(details)):
        if not isinstance(spec.type, ChildRows):
            row |= spec.type.to_row(spec.name, getattr(details, spec.name))
    return row


class ChildRows(FieldType[V]):
    """A field that holds many rows in a table of its own, keyed by entry id and position."""

    table: ClassVar[str]

    def columns(self, name: str) -> dict[str, type]:
        """Child rows take no column in the kind's own table."""
        del name
        return {}

    def child_columns(self) -> dict[str, type]:
        """Return the columns of the child table besides entry id and position."""
        raise NotImplementedError

    def to_rows(self, value: V) -> list[dict[str, Any]]:
        """Return the child rows in order."""
        raise NotImplementedError

    def from_rows(self, rows: list[Row]) -> V:
        """Return the value that the child rows, in order, hold."""
        raise NotImplementedError
