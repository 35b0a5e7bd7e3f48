# `make demo` and `make test` are all a newcomer needs; each sets up its own virtual environment in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Processes that share the tests; a file's tests stay together (tests/conftest.py).
WORKERS ?= 2
SOURCES := agent finetune instruments model simulators tests

.PHONY: demo test format lint typecheck imports docs clean

demo: $(VENV)/base
	$(BIN)/fractoscope demo --out demo

test: lint typecheck imports
	$(BIN)/python -m pytest --numprocesses $(WORKERS)

lint: $(VENV)/dev
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)

format: $(VENV)/dev
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

typecheck: $(VENV)/dev
	mkdir -p .links/fractoscope
	for room in agent finetune instruments model simulators; do ln -sfn ../../$$room .links/fractoscope/$$room; done
	$(BIN)/mypy -p fractoscope

imports: $(VENV)/dev
	$(BIN)/lint-imports

docs: $(VENV)/docs
	$(BIN)/mkdocs build --strict

clean:
	rm -rf $(VENV) .links build dist site demo

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

# The pinned torch comes first: another package's open range would fetch a GPU build of several gigabytes.
$(VENV)/base: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet "torch==2.13.0"
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/dev: $(VENV)/base
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

$(VENV)/docs: $(VENV)/base
	$(BIN)/python -m pip install --quiet --editable ".[docs]"
	touch $@
