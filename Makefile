# A fresh machine needs only Python 3.11 or newer with venv, make, and a network for packages.
# Each stage leaves a stamp, so that what stands is not built again.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
VENDOR := src/oneruler/web/static/vendor
FONTS := src/oneruler/papers/fonts
AS_DEPLOYED := ONERULER_VAR=build/as-deployed ONERULER_ORIGIN=https://oneruler.example

.PHONY: demo test check style types floors django bench clean fonts-are-missing
.DELETE_ON_ERROR:

demo: $(STAMPS)/program $(VENDOR)/LICENCES.txt
	@$(BIN)/oneruler demo

test: $(STAMPS)/program $(STAMPS)/dev $(VENDOR)/LICENCES.txt
	@echo "== Tests"
	@$(BIN)/python -m pytest

check: style types floors django

style: $(STAMPS)/program $(STAMPS)/dev
	@echo "== ruff: style"
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(STAMPS)/program $(STAMPS)/dev
	@echo "== mypy: types"
	@$(BIN)/mypy

floors: $(STAMPS)/program $(STAMPS)/dev
	@echo "== import-linter: floors"
	@$(BIN)/lint-imports

django: $(STAMPS)/program
	@echo "== Django: settings as deployed, migrations complete"
	@$(AS_DEPLOYED) $(BIN)/oneruler manage check --deploy --fail-level WARNING
	@$(AS_DEPLOYED) $(BIN)/oneruler manage makemigrations --check --dry-run

bench: $(STAMPS)/program $(STAMPS)/dev $(STAMPS)/bench
	@$(BIN)/python -m benchmarks
	@echo "== Random packs and random payments, the long runs"
	@ONERULER_LONG=1 $(BIN)/python -m pytest -s tests/policy/test_random_packs.py tests/stories/test_money_machine.py

clean:
	rm -rf $(VENV) $(VENDOR) $(FONTS) build

$(STAMPS)/venv:
	@echo "== Python environment in $(VENV)"
	@$(PYTHON) -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要带 venv 的 Python 3.11 或更高版本（Python 3.11 or newer with venv is needed）：make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/base: requirements/base.txt requirements/build.txt | $(STAMPS)/venv
	@echo "== Packages of the program, from the lock"
	@$(PIP) install --require-hashes --no-deps -r requirements/base.txt -r requirements/build.txt
	@touch $@

$(STAMPS)/dev: requirements/dev.txt | $(STAMPS)/base
	@echo "== Packages for tests and checks, from the lock"
	@$(PIP) install --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

$(STAMPS)/bench: requirements/bench.txt | $(STAMPS)/base
	@echo "== Peers to measure against, from the lock"
	@$(PIP) install --require-hashes --no-deps -r requirements/bench.txt
	@touch $@

$(STAMPS)/program: pyproject.toml $(STAMPS)/base
	@echo "== The program itself"
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# One run lays both folders, this file last; where the fonts are gone, it does not stand for them any more.
$(VENDOR)/LICENCES.txt: package.json package-lock.json scripts/vendored_files.py $(STAMPS)/base \
  $(if $(wildcard $(FONTS)/LICENCES.txt),,fonts-are-missing)
	@echo "== Browser files and fonts, from the lock"
	@$(BIN)/python scripts/vendored_files.py

fonts-are-missing:
