# One verb a line; `make help` lists them. The first use sets everything up, the next is quick.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
# One worker more than processors: browsers and servers are waited for.
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
SYNC := $(UV) sync --quiet --frozen --inexact --all-extras --python $(PYTHON)

.PHONY: help setup run test soak check audit fmt lint types imports rules bank words screenshots bench

help: ## list the verbs
	@grep -E '^[a-z%-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

.tools/bin/uv:
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv

$(VENV)/.ready: pyproject.toml uv.lock | $(filter .tools/bin/uv,$(UV))
	$(SYNC)
	@touch $@

setup: $(VENV)/.ready ## prepare .venv with everything for use and tests

run: setup ## serve Certway on this machine and print its address
	@$(BIN)/certway serve

# A file in one process, which starts its servers once; in the order of the tests, the longest first.
TESTS := $(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder

# What keeps answers, and every page once: what of it asks a database runs on PostgreSQL as well; `make soak` runs all.
STORED := tests/web/site tests/web/sit tests/web/study tests/records tests/actions tests/cli/test_serve.py

test: setup ## run the whole suite, and on PostgreSQL again what asks a database
	$(TESTS)
	$(TESTS) --database=postgresql $(STORED)

soak: setup ## the long proofs: more examples, every seed, every page's tests on PostgreSQL
	$(TESTS) --hypothesis-profile=soak
	$(TESTS) --database=postgresql tests/web $(filter-out tests/web/%,$(STORED))

check: lint types imports rules bank test ## everything that must be clean

audit: setup ## look up the locked versions among known vulnerabilities (asks pypi.org)
	$(UV) export --quiet --frozen --all-extras --all-groups --no-emit-project --output-file $(VENV)/locked.txt
	$(BIN)/pip-audit --requirement $(VENV)/locked.txt --disable-pip --require-hashes --progress-spinner off

fmt: setup ## format the code
	$(BIN)/ruff check --quiet --fix src tests bench
	$(BIN)/ruff format src tests bench

lint: setup ## ruff
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check --quiet src tests bench

types: setup ## mypy --strict
	CERTWAY_DATA=.mypy_cache/data $(BIN)/mypy

imports: setup ## the layers
	$(BIN)/lint-imports

rules: setup ## the rule files
	$(BIN)/certway rules lint

bank: setup ## the bank of questions
	$(BIN)/certway bank lint

words: setup ## compile the catalogue of sentences
	$(BIN)/pybabel --quiet compile --domain certway --directory src/certway/exchange/words

screenshots: setup ## take the pictures of the pages that README shows
	@$(BIN)/python docs/screenshots/take.py

bench: bench-cli bench-plan bench-roster bench-pages bench-renew bench-bank bench-calibrate bench-assembly bench-adaptive bench-sitting bench-memory bench-readiness bench-study ## every benchmark

# What only benchmarks need, as Python calls it.
PEERS := anki catsim girth highspy openfisca_core

bench-%: setup ## one benchmark: cli, plan, roster, pages, renew, bank, calibrate, assembly, adaptive, sitting, memory, readiness or study
	@$(BIN)/python -c 'import sys; from importlib.util import find_spec; sys.exit(not all(map(find_spec, sys.argv[1:])))' $(PEERS) || $(SYNC) --group bench
	@$(BIN)/python bench/$*.py
