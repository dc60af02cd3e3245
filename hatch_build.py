"""Make the gazetteer when yearlog is built or installed from its source tree."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore]
    """Compile data/gazetteer into yearlog/places before a wheel or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile unless up to date; a source distribution carries the sources instead."""
        if self.target_name == "sdist":
            return
        root = Path(self.root)
        folder = root / "data" / "gazetteer" / "compiler"
        spec = spec_from_file_location(
            "gazetteer_compiler", folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        if spec is None or spec.loader is None:
            raise FileNotFoundError(folder)
        compiler = module_from_spec(spec)
        sys.modules["gazetteer_compiler"] = compiler
        spec.loader.exec_module(compiler)
        compiler.build_if_stale(root)
