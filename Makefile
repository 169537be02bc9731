# Two commands matter: `make demo` shows the system with an invented district, `make test` proves it.
# Everything stays in .venv/; only `make test` may install a system package (Chromium), and only as root.

PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: setup demo test bench check lock translations chromium
.DEFAULT_GOAL := setup

setup: .venv/.ready

.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "casework needs Python 3.11 or newer: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --no-print-directory install PACKAGE=python3-venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q casework
	@touch $@

demo: setup
	$(BIN)/casework demo

# SQLite first, everything; then on PostgreSQL whatever reads or writes records (see tests/conftest.py).
test: setup chromium
	$(BIN)/python -m pytest -q -n 2 --dist worksteal
	CASEWORK_TEST_DATABASE=postgresql $(BIN)/python -m pytest -q -n 2 --dist worksteal -m postgresql

# The browser tests say which package is missing where it cannot be installed from here.
chromium:
	@command -v chromium >/dev/null || $(MAKE) --no-print-directory install PACKAGE=chromium || true

.PHONY: install
install:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PACKAGE); \
	else \
	  echo "Please install the system package $(PACKAGE) (on Debian: apt-get install $(PACKAGE))." >&2; exit 1; \
	fi

# DuckDB is looked at beside the others here, and needed nowhere else.
bench: setup
	$(BIN)/python -m pip install --quiet --require-hashes -r bench/requirements.lock
	$(BIN)/python -m bench

check: setup
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

# How the lock is made; `uv` is needed here and nowhere else.
lock:
	uv pip compile pyproject.toml --group dev --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --output-file requirements.lock
	uv pip compile --group bench --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --output-file bench/requirements.lock

translations: setup
	$(BIN)/pybabel --quiet extract --no-location --omit-header -F pyproject.toml -k _l \
	  -o casework/translations/messages.pot .
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --omit-header \
	  -i casework/translations/messages.pot -d casework/translations
	$(BIN)/pybabel --quiet compile --use-fuzzy -d casework/translations
	@rm -f casework/translations/messages.pot
