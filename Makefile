# The commands of this project. `make` alone prints them.
#
#   VENV=path     the virtual environment to use and, if it is missing, to create
#   PYTHON=path   the Python that creates it (default: the newest one found, 3.11 or later)
#   HOST=, PORT=  where `make demo` listens
#   SECONDS=      how long `make soak` takes
#   EXAMPLES=N    how much random input `make test` tries: N times as much as usual, and new each day

VENV ?= .venv
PYTHON ?= $(shell sh tools/find_python.sh)
HOST ?= localhost
PORT ?= 8080
SECONDS ?= 600
EXAMPLES ?= 1

BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test check format bundle bench soak

help:
	@echo 'make demo    start the example app on http://$(HOST):$(PORT)/'
	@echo 'make test    run all tests: Python, JavaScript, and Chromium'
	@echo 'make check   format, lint, types, layers, freshness of the bundle, then all tests'
	@echo 'make format  format the Python code'
	@echo 'make bundle  build the JavaScript client again'
	@echo 'make bench   run the benchmarks'
	@echo 'make soak    ten minutes of users (SECONDS=600), drawn in soak.svg'

demo: $(VENV)/.installed
	@$(BIN)/python examples/demo/demo.py --host $(HOST) --port $(PORT)

test: $(VENV)/.installed-dev
	@$(BIN)/python tools/test.py --examples=$(EXAMPLES)

check: $(VENV)/.installed-dev
	@$(BIN)/python tools/check.py
	@$(BIN)/python tools/test.py

format: $(VENV)/.installed-dev
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

bundle: client/node_modules/.package-lock.json
	node client/build.mjs

bench: $(VENV)/.installed-dev
	$(BIN)/python -P benchmarks/loop.py
	$(BIN)/python -P benchmarks/rows.py

soak: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/attacks/soak.py $(SECONDS) soak.svg

client/node_modules/.package-lock.json: client/package-lock.json
	npm ci --prefix client --no-audit --no-fund

$(VENV)/bin/python:
	@sh tools/make_venv.sh '$(PYTHON)' '$(VENV)'

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo 'Installing Lona into $(VENV)'
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	@echo 'Installing Lona and what its tests need into $(VENV)'
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.installed
