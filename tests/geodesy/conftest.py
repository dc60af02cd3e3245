"""The program as the command line's tests run it: flights go in the way a user types them."""

from tests.cli.conftest import run  # noqa: F401  a fixture is found by its name here
