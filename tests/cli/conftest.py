"""The command line as the tests use it: in this process, and as a process of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from yearlog.cli import main


@dataclass
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one line on stderr, after nothing on stdout."""
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        return self.err.strip()


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program in this process, at a terminal unless ``stdin`` is given."""

    def call(*words: str, stdin: bytes | None = None, code: int = 0) -> Said:
        stream = _Terminal(io.BytesIO()) if stdin is None else io.TextIOWrapper(io.BytesIO(stdin))
        monkeypatch.setattr(sys, "stdin", stream)
        monkeypatch.setattr(sys, "argv", ["yearlog", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        said = Said(int(left.value.code or 0), out, err)
        assert "Traceback" not in err
        assert said.code == code, said
        return said

    return call


Process = Callable[..., Said]


@pytest.fixture
def process() -> Process:
    """Run the program as a process of its own, with no input unless ``stdin`` is given."""

    def call(*words: str | bytes, stdin: bytes = b"", code: int | None = 0, **env: str) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "yearlog", *words],
            input=stdin,
            capture_output=True,
            check=False,
            env={**os.environ, **env},
        )
        said = Said(done.returncode, done.stdout.decode("latin-1"), done.stderr.decode("latin-1"))
        if env.get("PYTHONIOENCODING") != "latin-1":
            said = Said(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in said.err
        if code is not None:
            assert said.code == code, said
        return said

    return call
