"""The folding of yearlog.places, loaded by path so that the package need not be installed."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

_PATH = Path(__file__).parents[2] / "yearlog" / "places" / "fold.py"
_SPEC = spec_from_file_location("_gazetteer_fold", _PATH)
assert _SPEC is not None and _SPEC.loader is not None  # noqa: PT018
_MODULE = module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)
fold = _MODULE.fold
is_han = _MODULE.is_han
