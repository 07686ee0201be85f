# Works with GNU make 3.81 (the version on macOS) and the POSIX tools. `make` without a target lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# It is part of the package, because it also goes into the folder of each office.
LOCK := generator/offices/requirements.txt
PIP_INSTALL := $(BIN)/python -m pip install
LOCKED := $(PIP_INSTALL) --require-hashes --no-build-isolation

# Hide the notice of Material for MkDocs about MkDocs 2.
export NO_MKDOCS_2_WARNING := 1
# Build jieba, which is published as source only, the same way with every version of pip.
export PIP_USE_PEP517 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Keep compiled modules: the tests start many programs, each of which would compile them again.
unexport PYTHONDONTWRITEBYTECODE

# Each file marks a finished step of the set-up. A step runs again only if one of its inputs is newer.
VENV_MADE := $(VENV)/.made
SITE_READY := $(VENV)/.site-ready
DEV_READY := $(VENV)/.dev-ready

.PHONY: help site preview check handbook test soak bench lock clean browser tools soaktools
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | awk -F'|' '{ printf "make %-8s %s\n", $$1, $$2 }'

site: $(SITE_READY) ## build the site into site/
	$(BIN)/mkdocs build --strict

preview: $(SITE_READY) ## show the site on this computer and rebuild it when a file is saved
	$(BIN)/mkdocs serve

check: $(SITE_READY) ## list the problems of the table
	$(BIN)/work-plan check

handbook: $(SITE_READY) ## write the handbook's lists of messages and columns
	$(BIN)/python -m tests.handbook

test: $(DEV_READY) browser tools ## check style and types, then run all tests except the long ones
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	@folder=$$(.ci/temporary) && trap 'rm -rf "$$folder"' EXIT INT TERM && \
		TMPDIR=$$folder $(BIN)/pytest -n logical --dist loadfile

# Lighthouse measures a page's speed, so nothing runs beside it. It runs even if another test failed.
LIGHTHOUSE := tests/reader/test_lighthouse.py

soak: $(DEV_READY) browser tools soaktools ## run the long tests
	@folder=$$(.ci/temporary) || exit; trap 'rm -rf "$$folder"' EXIT; trap 'exit 1' INT TERM; failed=0; \
	TMPDIR=$$folder $(BIN)/pytest -m soak --hypothesis-profile=default --ignore=$(LIGHTHOUSE) \
		-n logical --dist worksteal -o tmp_path_retention_policy=failed || failed=1; \
	$(BIN)/pytest -m soak $(LIGHTHOUSE) || failed=1; \
	exit $$failed

bench: $(DEV_READY) ## measure speed and size against other tools
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/filter.py
	$(BIN)/python benchmarks/publish.py
	$(BIN)/python benchmarks/phone.py
	$(BIN)/python benchmarks/preview.py
	$(BIN)/python benchmarks/nasty_pages.py

UV_COMPILE = $(BIN)/uv pip compile --no-config --python $(BIN)/python --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	--quiet $(LOCK_FLAGS)

# The build backend is locked too. Locked versions stay if they still fit; LOCK_FLAGS=--upgrade takes the newest ones.
lock: $(BIN)/uv ## update the locks from pyproject.toml (newest versions: LOCK_FLAGS=--upgrade)
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
		> $(VENV)/build-system.in
	$(UV_COMPILE) --output-file $(LOCK) $(VENV)/build-system.in pyproject.toml
	$(UV_COMPILE) --output-file requirements-dev.txt --extra dev --constraints $(LOCK) \
		$(VENV)/build-system.in pyproject.toml

clean: ## remove everything that these commands created, including .venv and site/
	rm -rf $(VENV) site build .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

browser:
	@.ci/browser

tools:
	@.ci/tools

soaktools:
	@.ci/soak-tools

$(VENV_MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Python 3.11 or newer is needed, and "$(PYTHON)" is not. Install it, or name it: make PYTHON=python3.12 ...' >&2; \
		exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# The locked build backend is installed first, so that it builds the packages that come as source.
$(SITE_READY): $(LOCK) pyproject.toml $(VENV_MADE)
	sed -n '/^setuptools==/,/[^\\]$$/p' $(LOCK) > $(VENV)/build-system.txt
	$(LOCKED) -r $(VENV)/build-system.txt
	$(LOCKED) -r $(LOCK)
	$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_READY): requirements-dev.txt $(SITE_READY)
	$(LOCKED) -r requirements-dev.txt
	@touch $@

$(BIN)/uv: $(VENV_MADE)
	$(PIP_INSTALL) uv
	@touch $@
