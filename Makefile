# Panorama Sur. `make run` serves, `make test` tests; both set up what they need.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo $$p && break; done)
HOST ?= 127.0.0.1
PORT ?= 8050
RAW ?= ../shared/data/raw
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-strip-extras --no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: run test data reconcile lint bench lock vendor clean

run: $(VENV)/run.stamp
	@HOST=$(HOST) PORT=$(PORT) exec $(BIN)/python app.py

test: $(VENV)/test.stamp
	$(BIN)/python -m tests.browser.chromium
	$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -q -n auto --dist worksteal --cov --cov-report=term:skip-covered
	@if [ -d "$(RAW)" ]; then $(MAKE) --no-print-directory reconcile && \
	echo "Reconciled: every harmonised cell was compared with the raw files in $(RAW)."; \
	else echo "Not reconciled: there are no raw files in $(RAW). Everything else was tested."; fi

data: $(VENV)/test.stamp
	$(BIN)/python -m data.harmonise.build --raw $(RAW)

reconcile: $(VENV)/test.stamp
	$(BIN)/python -m data.reconcile --raw $(RAW)

lint: $(VENV)/test.stamp
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

bench: $(VENV)/test.stamp
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.bench

# Newest versions that pyproject.toml allows, pinned and hashed, no host named.
lock: $(VENV)/test.stamp
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra pipeline --extra test -c requirements.lock -o requirements-test.lock

# What is vendored from npm; see the RECIPE.md beside each.
vendor:
	sh assets/vendor/plotly/build.sh
	sh assets/vendor/d3/build.sh
	sh assets/vendor/ufuzzy/build.sh

$(VENV)/python.stamp:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: requirements.lock $(VENV)/python.stamp
	$(PIP) -r requirements.lock
	@touch $@

$(VENV)/test.stamp: requirements-test.lock $(VENV)/run.stamp
	$(PIP) -r requirements-test.lock
	@touch $@

clean:
	rm -rf $(VENV)
