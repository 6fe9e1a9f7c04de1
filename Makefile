# govledger: `make help` lists the targets.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PYTEST_WORKERS ?= 2
# What answers within a minute on two cores, chosen by `pytest --durations`: the rules, the words, what reads and what
# is signed, the law of the read side, the front door, and the freshness of the reference; on SQLite only.
QUICK := tests/vocabulary tests/entries tests/aggregates tests/meeting_file tests/erasure tests/transparency \
	tests/projections/test_law.py tests/projections/test_questions.py tests/projections/test_flags.py \
	tests/projections/test_verdict.py tests/projections/test_row_patterns.py tests/cli/test_front_door.py \
	tests/cli/test_params.py tests/cli/test_questions.py tests/cli/test_record.py tests/docs/test_reference.py \
	tests/docs/test_house.py tests/docs/test_index.py tests/projections/test_projections_found.py

.DEFAULT_GOAL := help
.PHONY: help demo serve quick test soak bench lint types contracts check docs dist clean

help: ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The virtual environment is remade when what it is made from changes.
$(VENV)/.runtime: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v else f"govledger needs Python 3.11 or newer; {sys.executable} is {v.major}.{v.minor}. Try: make PYTHON=python3.12 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

$(VENV)/.register: $(VENV)/.runtime
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[register]'
	@touch $@

demo: $(VENV)/.runtime ## record the example documents into a fresh ledger and ask it questions
	@$(BIN)/govledger demo

serve: $(VENV)/.register ## open the register of the examples in a browser
	@BIN=$(BIN) sh examples/serve.sh

quick: $(VENV)/.dev ## the part of the tests that answers within a minute, after each change
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS) -q $(QUICK) -k "not postgresql"

# The tests of one file share what they set up, so that a file goes to one worker.
test: $(VENV)/.dev ## everything: unit, property, both databases, documents
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist loadfile -q

soak: $(VENV)/.dev ## the long versions: crash loops and fuzzing in full
	GOVLEDGER_SOAK=1 $(BIN)/python -m pytest -n $(PYTEST_WORKERS) -q -m soak

bench: $(VENV)/.dev ## speed and memory as ratios against the stock recorders, in one run
	$(BIN)/python -m benchmarks

lint: $(VENV)/.dev ## ruff, format included
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy --strict
	$(BIN)/mypy

contracts: $(VENV)/.dev ## which package may import which
	$(BIN)/lint-imports

check: lint types contracts ## lint, types and contracts

docs: $(VENV)/.dev ## write the generated reference pages anew
	$(BIN)/python -m docs.generate

dist: $(VENV)/.runtime ## build the wheel, and try it where nothing else of govledger is
	@rm -rf dist
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps -w dist .
	@PYTHON=$(BIN)/python sh .ci/try-wheel dist/*.whl

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
