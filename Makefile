# Everything that these make lies in this folder: .venv, .demo, build and the tools' caches. `make clean` removes it.
export XDG_CACHE_HOME := $(CURDIR)/.venv/cache
export XDG_CONFIG_HOME := $(CURDIR)/.venv/config
export XDG_DATA_HOME := $(CURDIR)/.venv/data
export UV_CACHE_DIR := $(CURDIR)/.venv/cache/uv
export PYTHON
unexport PYTHONDONTWRITEBYTECODE  # hundreds of processes begin in a run of the tests: what is compiled is kept

BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help demo airflow page accept test faults topology test-all bench audit release lint format lock clean

PAGE := reports/page/static/index.html

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

demo: .venv/ready ## Make a synthetic authority, run the DAGs in Airflow, deliver every report to mailboxes here
	@$(BIN)/python tools/run_demo.py

airflow: .venv/ready page ## Start the Airflow UI on this machine, with the demo's data
	@$(BIN)/python tools/run_airflow.py

page: $(PAGE) ## Build the Reports page of the Airflow UI, out of web/

$(PAGE): .venv/ready tools/build_page.py $(shell find web -type f -not -path 'web/node_modules/*')
	@$(BIN)/python tools/build_page.py

accept: .venv/ready ## Accept pages, texts and figures of the demo's reports as they are now
	@$(BIN)/python tools/accept.py

test: .venv/ready .venv/browser page ## Run the tests: all but those that take long, and the topology
	@mkdir -p build
	$(BIN)/python -m pytest --basetemp=build/tests -n auto --no-loadscope-reorder

faults: .venv/ready ## Kill Airflow's tasks and its scheduler, and send under a thousand sequences of random faults
	@mkdir -p build
	$(BIN)/python -m pytest --basetemp=build/faults -n auto --no-loadscope-reorder -m long

topology: .venv/ready .venv/redis ## Run the services of docker-compose.yaml as processes, kill workers, and see that all arrives once
	@mkdir -p build
	$(BIN)/python -m pytest --basetemp=build/topology -m topology tests/topology

test-all: test faults topology ## Run every test

bench: .venv/bench .venv/browser .venv/redis page ## Measure speed and memory beside others, into benchmarks/README.md; ONLY=floor for one
	@$(BIN)/python -m benchmarks $(ONLY)

audit: .venv/ready ## Look for known vulnerabilities and unfit licences in what is locked
	@$(BIN)/python tools/audit.py

release: .venv/ready page ## Build what an authority installs: sdist, wheel, lock file, bill of materials
	@$(BIN)/python tools/release.py

lint: .venv/ready ## Check style, types and the arrows of the architecture
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/ready ## Put the code into shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: .venv/ready ## Renew requirements.lock, for Python 3.11 to 3.13
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --no-annotate --upgrade \
		--custom-compile-command "make lock" pyproject.toml -o requirements.lock

clean: ## Remove all that these have made
	rm -rf web/node_modules reports/page/static
	rm -rf .venv .demo build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/ready: requirements.lock pyproject.toml tools/bootstrap
	@tools/bootstrap

.venv/bench: .venv/ready
	@tools/bootstrap bench

.venv/redis: .venv/ready
	@tools/bootstrap redis

.venv/browser: .venv/ready
	@tools/bootstrap browser
