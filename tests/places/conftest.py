"""The gazetteer the tests ask: compiled from the tables of this checkout."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from yearlog.places.gazetteer import Gazetteer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def compiler() -> ModuleType:
    """Load data/gazetteer/compiler the way hatch_build.py does."""
    folder = ROOT / "data" / "gazetteer" / "compiler"
    spec = spec_from_file_location(
        "gazetteer_compiler", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["gazetteer_compiler"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def gazetteer(compiler: ModuleType) -> Iterator[Gazetteer]:
    opened = Gazetteer(compiler.build_if_stale(ROOT))
    yield opened
    opened.close()
