# Two commands: `make demo` plays the main job, `make test` proves it. Each sets itself up in .venv.

PYTHON ?= python3
BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locales/*/LC_MESSAGES/messages.po))
BABEL := $(BIN)/python -m babel.messages.frontend
LANG_OF_DEMO ?= en

.PHONY: demo test run check lint format texts schema bench crash lock clean
.DEFAULT_GOAL := help

help: ## Show what there is
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

demo: .venv/runs $(CATALOGUES) ## Play the main job on the built-in sandbox
	$(BIN)/python -m bot demo --terminal --lang $(LANG_OF_DEMO)

run: .venv/runs $(CATALOGUES) ## Run the bot (needs config.toml and BOT_TOKEN)
	$(BIN)/python -m bot run

check: .venv/runs $(CATALOGUES) ## Look for what would keep the bot from running
	$(BIN)/python -m bot check

test: lint ## Pass all tests
	$(BIN)/python -m pytest -n 2

lint: .venv/develops $(CATALOGUES) ## Style, types and the order of imports
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	@report=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$report"; exit 1; }

format: .venv/develops ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

texts: .venv/develops ## Extract all texts and update every catalogue
	$(BABEL) -q extract -F babel.cfg -k text:1c,2 -k plural:1c,2,3 -c Translators: -w 100 \
		--add-location=file --sort-by-file --omit-header -o locales/messages.pot .
	for po in locales/*/LC_MESSAGES/messages.po; do \
		$(BABEL) -q update -i locales/messages.pot -o $$po --no-fuzzy-matching --ignore-obsolete \
			--ignore-pot-creation-date -w 100 -l $$(basename $$(dirname $$(dirname $$po))); \
	done

schema: .venv/runs ## Write down what the migrations come to
	$(BIN)/python -c "from bot.storage import migrations; print(migrations.schema(), end='')" \
		>bot/storage/schema.sql

bench: .venv/develops $(CATALOGUES) ## Measure, beside a plain echo bot
	$(BIN)/python -m tests.benchmarks

crash: .venv/develops $(CATALOGUES) ## Kill the bot many times, and count what is lost
	$(BIN)/python -m pytest tests/crash -q --kills 200 -p no:randomly

lock: .venv/develops ## Renew the lock files from pyproject.toml (needs uv)
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header pyproject.toml --group dev -o requirements-dev.lock

clean: ## Remove what was made
	rm -rf .venv $(CATALOGUES) .mypy_cache .ruff_cache .pytest_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/runs: requirements.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

.venv/develops: requirements-dev.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@ .venv/runs

%.mo: %.po
	$(BABEL) -q compile -i $< -o $@
