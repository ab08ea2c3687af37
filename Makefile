# `make demo` and `make test` do everything from a fresh clone; the others are their parts.

# Many tests wait for processes: one worker more than the usual two cores uses them.
PYTEST = .venv/bin/pytest -n 3 --dist loadgroup --no-loadscope-reorder

.PHONY: help setup demo test test-full check bench rules rules-report screenshots lock clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## prepare this checkout: environments, pinned dependencies, system programs
	@deploy/setup.sh

demo: setup ## review a sample pull request end to end (ARGS=--once ends by itself)
	@.venv/bin/bartizan demo $(ARGS)

test: setup ## all tests, long suites in their short form
	@$(PYTEST) -m "not long"

test-full: setup ## all tests, long suites in full
	@$(PYTEST)

check: setup ## lint, types, import contracts, house rules
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache
	@.venv/bin/pytest -q tests/test_house.py

bench: setup ## figures, measured side by side in one run
	@.venv/bin/python -m tests.bench

screenshots: setup ## take the pictures in docs/pictures anew (needs Chromium: the package `chromium`)
	@.venv/bin/python -m tests.demo.pictures

rules: setup ## compile the rules' vocabularies and write docs/rules.md
	@.venv/bin/python -m checks.semgrep.vocabulary.generate
	@.venv/bin/python -m checks.catalogue

rules-report: setup ## each rule with its languages, weakness and examples
	@.venv/bin/python -m tests.rules_report

lock: ## resolve the lock files anew (needs uv on PATH)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml --group dev -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group pyproject.toml:engines -o engines.lock

clean: ## remove what was installed and cached here
	rm -rf .venv .venv-engines .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
