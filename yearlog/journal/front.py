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


class BadFile(YearlogError):
    """A file that is not an entry; ``line`` counts from 1, 0 when it concerns the whole file."""

    def __init__(self, name: str, line: int, reason: Both) -> None:
        at_zh = f"{name} 第 {line} 行" if line else name
        at_en = f"{name}, line {line}" if line else name
        super().__init__(f"{at_zh}：{reason.zh}", f"{at_en}: {reason.en}")


def to_yaml(data: Mapping[str, Front]) -> str:
    """Return a mapping of strings as YAML that reads back as the same strings."""
    import yaml

    text: str = yaml.dump(
        _plain(data),
        Dumper=_writer(),
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


@cache
def _writer() -> Any:
    """Return a dumper that escapes what would not come back as it was."""
    import yaml

    class Dumper(yaml.SafeDumper):
        pass

    def written(dumper: Any, text: str) -> Any:
        style = '"' if _UNSAFE.search(text) else None
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

    try:
        data = yaml.load(text, Loader=_strings_only())  # noqa: S506  it makes strings only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = getattr(error, "position", None)  # of a character that no YAML may hold
        line = mark.line if mark else text.count("\n", 0, at) if isinstance(at, int) else 0
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


@cache
def _strings_only() -> Any:
    """Return a loader that knows strings only, and neither aliases nor a key given twice.

    An alias can make a few bytes grow without end; of two equal keys one would be lost in silence.
    """
    import yaml

    class Loader(yaml.BaseLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
                raise yaml.composer.ComposerError(None, None, "aliases are not read", mark)
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            seen = set()
            for key, _ in node.value:
                if key.value in seen if isinstance(key.value, str) else False:
                    problem = f"the key {key.value!r} stands here twice"
                    raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
                seen.add(str(key.value))
            return super().construct_mapping(node, deep=deep)

    return Loader
