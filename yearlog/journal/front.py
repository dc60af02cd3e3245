"""Front matter: YAML with strings at its leaves, written so that it reads back as the same strings.

It is read with a loader that knows strings only: ``no``, ``007`` and ``12:30:45`` are what the
author typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.kinds.field import Front

LONGEST = 4_000_000
"""Characters of YAML that are read from one file: some 3 s of work at most."""

MOST_VALUES = 200_000
"""Values that are read from one file, keys among them: some 5 s of work."""


class BadFile(YearlogError):
    """A file that is not an entry; ``line`` counts from 1, 0 when it concerns the whole file."""

    def __init__(self, name: str, line: int, reason: Both) -> None:
        name = shown(name)
        at_zh = f"{name} 第 {line} 行" if line else name
        at_en = f"{name}, line {line}" if line else name
        super().__init__(f"{at_zh}：{reason.zh}", f"{at_en}: {reason.en}")
        self.line, self.reason = line, reason


def shown(name: str) -> str:
    """Return a file name fit to be printed on one line, whatever it holds."""
    return name if name.isprintable() else ascii(name)[1:-1]


def line_of(text: str, key: str, inner: str = "", *, first_line: int = 1) -> int:
    """Return the line of a file that a top-level key stands on, or 0; or an ``inner`` key below it.

    ``first_line`` is the line of the file that ``text`` begins on.
    """
    top = re.compile(rf"""(["']?){re.escape(key)}\1\s*:""")
    below = re.compile(rf"""[\s-]*(?:.*[{{,]\s*)?(["']?){re.escape(inner)}\1\s*:""")
    found = 0
    for at, line in enumerate(text.split("\n"), first_line):
        if found and inner:
            if line[:1].isalpha():
                break
            if below.match(line):
                return at
        elif top.match(line):
            found = at
            if not inner or below.match(line, line.find(":") + 1):
                return at
    return found


def to_yaml(data: Mapping[str, Front], *, blocks: bool = False) -> str:
    """Return a mapping of strings as YAML that reads back as the same strings.

    ``blocks`` writes texts of several lines as they are, indented, where that brings them back.
    """
    if blocks:
        text = _dumped(data, "|")
        try:
            if from_yaml(text, "") == _plain(data):
                return text
        except YearlogError:
            pass
    return _dumped(data, None)


def _dumped(data: Mapping[str, Front], style: str | None) -> str:
    import yaml

    text: str = yaml.dump(
        _plain(data),
        Dumper=_writer(style),
        allow_unicode=True,
        sort_keys=False,
        width=2**20,
        default_flow_style=False,
    )
    return text


_UNSAFE = re.compile(
    "[^\t\n\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML would take for a line break, or drop, outside double quotes."""


_HALF = re.compile("[\ud800-\udfff]")
"""Half of a pair, which can be written with a backslash and stored nowhere."""

_ELSEWHERE = re.compile(
    r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?|0[ob][0-7_]+|[yYnN]"
    r"|[-+]?[0-9][0-9_]*(:[0-9]+)+(\.[0-9]*)?"
)
"""What is a text to the YAML that writes this, and a number or a truth value to others."""


@cache
def _writer(of_lines: str | None) -> Any:
    """Return a dumper that escapes what would not come back as it was.

    ``of_lines`` is the style of texts of several lines, None for YAML's own choice.
    """
    import yaml

    class Dumper(yaml.SafeDumper):
        pass

    def written(dumper: Any, text: str) -> Any:
        style = of_lines if "\n" in text else "'" if _ELSEWHERE.fullmatch(text) else None
        style = '"' if _UNSAFE.search(text) else style
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Dumper.add_representer(str, written)
    return Dumper


def _plain(data: object) -> object:
    """Copy nested data so that YAML sees no shared object and writes no anchors."""
    if isinstance(data, Mapping):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return str(data)


def from_yaml(text: str, name: str, first_line: int = 1) -> dict[str, Front]:
    """Return a YAML mapping with strings at its leaves; BadFile names the line at fault."""
    import yaml

    if len(text) > LONGEST:
        reason = Both("YAML 太长", "the YAML is too long")
        raise BadFile(name, first_line, reason)
    try:
        data = yaml.load(text, Loader=_strings_only())  # noqa: S506  it makes strings only
    except _Refused as refused:
        raise BadFile(name, refused.line + first_line, refused.reason) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line if mark else _lines_before(text, getattr(error, "position", 0))
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        reason = Both(f"YAML 有误（{problem}）", f"bad YAML ({problem})")
        raise BadFile(name, line + first_line, reason) from None
    except RecursionError:
        reason = Both("YAML 嵌套太深", "the YAML is nested too deeply")
        raise BadFile(name, first_line, reason) from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        reason = Both("开头的 YAML 应是「键: 值」", "the YAML should be “key: value” lines")
        raise BadFile(name, first_line, reason)
    return cast("dict[str, Front]", data)


def _lines_before(text: str, position: int) -> int:
    """Return the lines before a character that no YAML may hold; libyaml counts bytes."""
    import yaml

    if yaml.__with_libyaml__:
        return text.encode().count(b"\n", 0, position)
    return text.count("\n", 0, position)


class _Refused(Exception):
    """YAML that could be read, but not without losing something, or not in bounded time."""

    def __init__(self, mark: Any, zh: str, en: str) -> None:
        self.line = int(mark.line)
        self.reason = Both(f"YAML 有误（{zh}）", f"bad YAML ({en})")
        super().__init__(en)


def _parser() -> Any:
    """Return a loader without types: with libyaml's scanner, which is eight times as fast."""
    import yaml

    if not yaml.__with_libyaml__:
        return yaml.BaseLoader
    scanner: Any = getattr(yaml.cyaml, "CParser")  # noqa: B009  its stubs do not name it
    bases: Any = (
        yaml.composer.Composer,
        yaml.constructor.BaseConstructor,
        yaml.resolver.BaseResolver,
    )

    class Parser(bases[0], scanner, *bases[1:]):  # type: ignore[misc]
        def __init__(self, stream: Any) -> None:
            scanner.__init__(self, stream)
            for base in bases:
                base.__init__(self)

    return Parser


@cache
def _strings_only() -> Any:
    """Return a loader that knows strings only, and neither aliases nor a key given twice.

    An alias can make a few bytes grow without end; of two equal keys one would be lost in silence.
    """
    import yaml

    class Loader(_parser()):  # type: ignore[misc]
        def __init__(self, stream: Any) -> None:
            super().__init__(stream)
            self.left = MOST_VALUES

        def compose_node(self, parent: Any, index: Any) -> Any:
            self.left -= 1
            mark = self.peek_event().start_mark
            if self.left < 0:
                raise _Refused(mark, "值太多", "too many values")
            if self.check_event(yaml.AliasEvent):
                raise _Refused(mark, "不读取别名", "aliases are not read")
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            seen = set()
            for key, _ in node.value:
                if not isinstance(key.value, str):
                    raise _Refused(key.start_mark, "键应是文字", "a key should be a text")
                if key.value in seen:
                    zh, en = f"「{key.value}」出现了两次", f"“{key.value}” stands here twice"
                    raise _Refused(key.start_mark, zh, en)
                seen.add(key.value)
            return super().construct_mapping(node, deep=deep)

        def construct_scalar(self, node: Any) -> Any:
            text: str = super().construct_scalar(node)
            if not text.isascii() and _HALF.search(text):
                raise _Refused(
                    node.start_mark, "有不完整的字符", "an incomplete character stands here"
                )
            return text

    return Loader
