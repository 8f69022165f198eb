# Trích Lục. `make run` needs nothing but Python 3.11–3.13 and, the first time, a package index.

VENV := .venv
BIN := $(VENV)/bin
RAW ?= data/raw
CURATED ?= data/curated
GIVEN = $(if $(filter-out file,$(origin RAW)),TRICHLUC_RAW="$(RAW)") \
	$(if $(filter-out file,$(origin CURATED)),TRICHLUC_CURATED="$(CURATED)")
EVAL ?= ../shared/eval
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-strip-extras
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps

.DEFAULT_GOAL := help
.PHONY: help run report up down test check format docs golden screenshots score bench crash gazetteer lock clean purge

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

run: $(VENV)/run.stamp ## Set up, and curate data/raw into data/curated (RAW=…, CURATED=…)
	@$(BIN)/trichluc run --raw "$(RAW)" --curated "$(CURATED)"

report: $(VENV)/run.stamp ## Write pages about the published tables to report/ (CURATED=…)
	@$(BIN)/trichluc report --curated "$(CURATED)"

up: $(VENV)/run.stamp ## Start server, worker, watcher and schedules, with a dashboard (RAW=…, CURATED=…)
	@$(GIVEN) $(BIN)/python -m flows.stack up

down: $(VENV)/run.stamp ## Stop what `make up` started
	@$(BIN)/python -m flows.stack down

test: $(VENV)/dev.stamp ## Set up, and run the tests (TESTS=…: some of them)
ifdef TESTS
	$(BIN)/python -m pytest $(TESTS)
else
	$(BIN)/python -m pytest -m "not alone" --numprocesses auto --dist loadfile
	$(BIN)/python -m pytest -m alone
endif

check: $(VENV)/dev.stamp ## Lint, type-check, and see that generated files are up to date
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m schemas.dictionary --check

format: $(VENV)/dev.stamp ## Format the code and mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/dev.stamp ## Regenerate the pages that are made from the code
	$(BIN)/python -m schemas.dictionary

golden: $(VENV)/dev.stamp ## Regenerate tests/golden from data/raw; read the difference before you commit it
	$(BIN)/python -m tests.golden

screenshots: $(VENV)/dev.stamp ## Take the pictures in docs/images anew (needs Chromium)
	$(BIN)/python -m tests.screenshots

score: $(VENV)/dev.stamp ## Score the engine against the annotated articles in EVAL=…
	@test -d $(EVAL)/dev || { echo "EVAL=$(EVAL) is no folder of annotated articles (seeds, dev, headers, phrases)."; exit 1; }
	@for set in seeds dev headers phrases/periods.jsonl phrases/citations.jsonl; do \
		echo "== $$set"; $(BIN)/python -m bench.score $(EVAL)/$$set; done

bench: $(VENV)/dev.stamp ## Measure speed, beside peers where `pip install ".[bench]"` brought them
	$(BIN)/python -m bench

crash: $(VENV)/dev.stamp ## Kill runs at every operation and at random points, with readers beside them (minutes)
	TRICHLUC_TEST_EVERY_OPERATION=1 $(BIN)/python -m pytest -q tests/test_snapshot_crash.py
	$(BIN)/python -m bench.crash

gazetteer: $(VENV)/dev.stamp ## Renew the tables of administrative units in trichluc/rules
	$(BIN)/python -m pip install -qq --disable-pip-version-check vietnamadminunits==1.0.4
	$(BIN)/python -m tools.gazetteer

lock: ## Pin the dependencies anew (needs uv)
	echo 'setuptools>=77' | $(LOCK) pyproject.toml - -o requirements/run.txt
	echo 'setuptools>=77' | $(LOCK) --extra dev -c requirements/run.txt pyproject.toml - -o requirements/dev.txt

clean: ## Remove what was installed and built here; the published tables stay
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

purge: clean ## Remove the published tables of data/curated too, with every snapshot
	find data/curated -mindepth 1 ! -name README.md -delete 2>/dev/null || true
	rm -rf data/.curated-snapshots data/curated-docs

# The stamps make a second run start at once, without a network: they are as new as what they were installed from.
$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	@python=$$(.ci/find-python $(PYTHON)) && \
	{ test -x $(BIN)/python || { echo "Making $(VENV) with $$python"; "$$python" -m venv $(VENV); }; }
	@echo "Installing the dependencies (a few minutes, this time only)"
	@$(INSTALL) --require-hashes --only-binary=:all: -r requirements/run.txt
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@echo "Installing what the tests need"
	@$(INSTALL) --require-hashes --only-binary=:all: -r requirements/dev.txt
	@touch $@
