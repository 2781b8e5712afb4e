# make demo   builds a mesh of small domain projects, judges it and prints what it found
# make test   lint and all tests on the embedded DuckDB
# make help   the other targets

VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= python3
DEMO_DATABASE := integration_tests/domains/target/mesh.duckdb
DOMAINS := integration_tests/domains
MUTANTS ?= 100000
SEED ?= 1

export DBT_SEND_ANONYMOUS_USAGE_STATS := false

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-engines lint lint-python lint-sql format pages fuzz mutants bench clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(VENV)/.installed ## Make the virtual environment with everything that the rest needs

$(VENV)/.installed: python/pyproject.toml integration_tests/reference/requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' \
		|| { echo "Python 3.10 or later is needed; $(PYTHON) is older. Say: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@echo "Setting up $(VENV) (once, about a minute)"
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 2; }
	@# without isolation, or dbt would be installed a second time for a plan that an editable install does not carry
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'hatchling>=1.18' 'editables>=0.3'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable './python[dev]' \
		--requirement integration_tests/reference/requirements.txt
	@touch $@

demo: setup ## Build the demo mesh, gather it, build the hub, run the mesh-wide tests, print the findings
	@$(BIN)/python $(DOMAINS)/build_domains.py
	@$(BIN)/mesh check --registry $(DOMAINS)/mesh_domains.yml --database $(DEMO_DATABASE) \
		|| [ $$? -eq 1 ]
	@echo
	@echo "The mesh is in $(DEMO_DATABASE); every planted fault is named in $(DOMAINS)/README.md."

test: setup lint ## Lint and all tests on DuckDB
	@$(BIN)/python -m pytest -q --numprocesses 2 --dist loadfile

test-engines: setup ## The hub and the companion on a real PostgreSQL server, started and stopped here
	@$(BIN)/python integration_tests/engines/postgres.py -- $(BIN)/python -m pytest -q -m postgres

lint: lint-python lint-sql ## ruff, mypy strict and sqlfluff

lint-python: setup
	@$(BIN)/ruff check python integration_tests
	@$(BIN)/ruff format --check python integration_tests
	@cd python && ../$(BIN)/mypy

lint-sql: setup
	@$(BIN)/python integration_tests/lint/lint_sql.py

format: setup ## Format Python and SQL where a tool can
	@$(BIN)/ruff check --fix python integration_tests
	@$(BIN)/ruff format python integration_tests

pages: setup ## Write the page of each rule from the seed and the YAML
	@$(BIN)/python integration_tests/rules/write_pages.py

fuzz: setup ## Break real manifests in MUTANTS ways (100000) from SEED (1), and look for what is lost or breaks
	@$(BIN)/python python/tests/fuzz.py --mutants $(MUTANTS) --seed $(SEED)

mutants: demo ## Change each condition of each policy's SQL, and say which changes no test sees (minutes)
	@rm -rf .cache/mutants
	@$(BIN)/python integration_tests/mutants/mutate.py .cache/mutants

bench: setup ## Time check, gather and the hub build on generated meshes (minutes)
	@$(BIN)/python integration_tests/bench/check.py
	@$(BIN)/python integration_tests/bench/run.py

clean: ## Remove everything that was built
	@rm -rf $(VENV) .cache target logs dbt_packages $(DOMAINS)/target $(DOMAINS)/*/target $(DOMAINS)/*/logs \
		$(DOMAINS)/*/dbt_packages
