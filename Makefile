# Everything a person or a machine does here is one target; `make help` lists them.
# Needs only make and a bare python3 (3.11 or newer); the rest goes into .venv.
# Written for GNU make 3.81 and newer, which is what macOS ships.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PLAN ?= workstreams
PYTEST_ARGS ?=

# The first Python that is new enough: on macOS plain python3 may be an old one.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$python; break; fi; done)

PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' --exclude-newer '3 days' $(UPGRADE)

## app: open the planner in the browser
.PHONY: app
app: $(VENV)/app.stamp
	@echo 'De planner opent in de browser / the planner opens in your browser: http://localhost:8501'
	$(BIN)/streamlit run app.py

## test: everything that must hold before a change is accepted
.PHONY: test
test: lint
	$(BIN)/pytest -n auto --dist loadgroup $(PYTEST_ARGS)
	$(BIN)/planner check $(PLAN) --strict

## fuzz: schedule PLANS random plans (2000) twice, by the planner and by the reference of the tests
.PHONY: fuzz
PLANS ?= 2000
SEED ?= 1
fuzz: $(VENV)/dev.stamp
	$(BIN)/python -m tests.reference.fuzz --plans $(PLANS) --seed $(SEED) --jobs $$(nproc)

## lint: formatting, habits, direction of imports and types
.PHONY: lint
lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

## format: put the code in the house format
.PHONY: format
format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff check --fix-only --unsafe-fixes --select TC
	$(BIN)/ruff format

## bench: measure the speed of engine, loader and command line
.PHONY: bench
bench: $(VENV)/dev.stamp
	shopt -s nullglob; for script in benchmarks/*.py; do \
		echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

## screenshots: photograph every page of the app, for docs and release notes
.PHONY: screenshots
screenshots: $(VENV)/dev.stamp
	$(BIN)/python -m tests.screenshots

## lock: resolve requirements/*.txt again (UPGRADE=--upgrade takes newer releases)
.PHONY: lock
lock: $(VENV)/dev.stamp
	$(COMPILE) --extra fast --extra mpxj --extra pictures --group dev --output-file requirements/dev.txt
	$(COMPILE) --extra fast --extra mpxj --extra pictures --group build --constraints requirements/dev.txt \
		--no-annotate --output-file requirements/app.txt
	! grep -nE '[a-z]+://' requirements/*.txt

## clean: remove the environment and every cache
.PHONY: clean
clean:
	rm -rf $(VENV) .cache .hypothesis .ruff_cache .import_linter_cache build dist

## help: this list
.PHONY: help
help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST) | awk -F ': ' '{ printf "make %-12s %s\n", $$1, $$2 }'

$(BIN)/python:
	@if [ -z '$(PYTHON)' ]; then \
		echo 'Python 3.11 of nieuwer is niet gevonden / Python 3.11 or newer was not found.'; \
		echo 'Installeer het, of wijs het aan / install it, or name it: make PYTHON=/path/to/python3'; \
		exit 1; fi
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
		echo '$(PYTHON) kan geen omgeving maken: de module venv (met ensurepip) ontbreekt.'; \
		echo '$(PYTHON) cannot make an environment: the module venv (with ensurepip) is missing.'; \
		echo 'Debian, Ubuntu: sudo apt install python3-venv'; \
		exit 1; fi
	$(PYTHON) -m venv $(VENV)

# Hashes are checked; the package itself is linked to this folder, built by the pinned hatchling.
$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes --requirement requirements/dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $(VENV)/app.stamp $@

$(VENV)/app.stamp: requirements/app.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes --requirement requirements/app.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@
