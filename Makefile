# `make help` lists what there is. `make run` and `make test` do the set-up themselves: they need a
# Python of 3.11 or newer (or uv) and a package index, nothing else. PYTHON=... chooses the Python.

BIN := .venv/bin
# A stamp says that the environment is ready. A newer pyproject.toml or lock file makes it out of date.
RUN_READY := .venv/.ready-to-run
TEST_READY := .venv/.ready-to-test
# uv for the set-up alone, on a machine that has none: it would be 46 MB in the environment, with pip.
INSTALLER := .venv-installer
# The extras to install, EXTRAS="anthropic ollama" in the environment or in .env (docs/models.md). They are
# remembered until EXTRAS names others; EXTRAS=none forgets them.
INSTALLED := .venv/.extras
IN_ENV_FILE = sed -En 's/^[[:space:]]*(export[[:space:]]+)?EXTRAS[[:space:]]*=([^\#]*).*/\2/p' .env 2>/dev/null | tail -n 1
EXTRAS ?= $(shell $(IN_ENV_FILE))
# Without commas, quotes and whatever else is in no name of an extra: it becomes a part of a shell command.
EXTRAS_CLEAN = $(filter-out none,$(shell printf '%s' '$(subst ','',$(EXTRAS))' | tr -c 'a-z0-9_-' ' '))
EXTRAS_WANTED := $(if $(strip $(EXTRAS)),$(EXTRAS_CLEAN),$(shell cat $(INSTALLED) 2>/dev/null))
PYTHONS := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run test test-llm lint types imports check bench clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

# The token may be in the environment or in .env; an empty one is none.
run: $(RUN_READY) ## start the bot, or, without TELEGRAM_BOT_TOKEN, the same conversation here
	@if [ -n "$$TELEGRAM_BOT_TOKEN" ] \
	    || grep -Eiqs '^[[:space:]]*(export[[:space:]]+)?TELEGRAM_BOT_TOKEN[[:space:]]*=[[:space:]]*["'\'']?[^[:space:]"'\''#]' .env; \
	then exec $(BIN)/kutip run; else exec $(BIN)/kutip chat; fi

test: $(TEST_READY) ## run the tests, on every core; ARGS="-k name" passes options to pytest
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

test-llm: $(TEST_READY) ## ask 50 questions of the language model that the settings name
	@$(BIN)/python -m pytest -q -m llm tests/llm $(ARGS)

lint: $(TEST_READY) ## check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(TEST_READY) ## check types
	$(BIN)/mypy

imports: $(TEST_READY) ## check which package imports which
	$(BIN)/lint-imports

check: lint types imports test ## all of the above, as CI does

bench: $(TEST_READY) ## measure the speeds that the README names; ARGS="--scale 1000 10000 100000" how it grows
	@$(BIN)/python -m tests.tools.bench $(ARGS)

clean: ## remove the environment and caches; your data folder stays
	rm -rf .venv $(INSTALLER) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage build dist
	find bot knowledge prompts tests -name __pycache__ -prune -exec rm -rf {} +

ifneq ($(strip $(EXTRAS_WANTED)),$(strip $(shell cat $(INSTALLED) 2>/dev/null)))
$(RUN_READY) $(TEST_READY): other-extras
endif
.PHONY: other-extras

$(RUN_READY): pyproject.toml uv.lock
	@$(call set_up,--no-dev --inexact)
	@touch $@

$(TEST_READY): pyproject.toml uv.lock
	@$(call set_up,--group dev)
	@touch $(RUN_READY) $@

# Messages go to stderr and nothing reads stdin, so `printf 'question' | make run` prints the answers only.
# Byte code is compiled here: some machines do not let Python write it later, which slows every start.
# The second attempt trusts the certificates of the machine, as company networks need, and shows its errors.
define set_up
exec 1>&2 </dev/null; \
say() { printf 'Kutip: %s\n' "$$*"; }; \
unset VIRTUAL_ENV; \
export UV_PROJECT_ENVIRONMENT=.venv; \
$(if $(PYTHON),export UV_PYTHON="$(PYTHON)"; )\
if uv --version >/dev/null 2>&1; then uv=uv; \
elif $(BIN)/uv --version >/dev/null 2>&1; then uv=$(BIN)/uv; \
else \
    python=; \
    for candidate in $(PYTHONS); do \
        if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
        then python=$$candidate; break; fi; \
    done; \
    if [ -z "$$python" ]; then \
        say "needs Python 3.11 or newer and found none: install one, or name it: make $(or $(MAKECMDGOALS),run) PYTHON=/path/to/python3"; exit 1; \
    fi; \
    if ! "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
        say "$$python cannot make virtual environments: install its venv part (Debian, Ubuntu: apt install python3-venv) and try again."; exit 1; \
    fi; \
    say "making .venv with $$("$$python" --version) ..."; \
    trap 'rm -rf $(INSTALLER)' EXIT; \
    "$$python" -m venv --clear $(INSTALLER) \
        && $(INSTALLER)/bin/python -m pip install -qq --disable-pip-version-check uv \
        || { say "could not make .venv, for the reason above."; exit 1; }; \
    uv=$(INSTALLER)/bin/uv; \
    export UV_PYTHON="$$python"; \
fi; \
say "fetching packages into .venv (a minute or two the first time) ..."; \
sync() { "$$uv" sync --quiet --frozen --compile-bytecode $(1) $(EXTRAS_WANTED:%=--extra %); }; \
sync 2>/dev/null || UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 sync \
    || { say "could not fetch the packages, for the reason above; try again when it is solved."; exit 1; }; \
$(BIN)/python -m compileall -q bot knowledge prompts; \
printf '%s\n' '$(strip $(EXTRAS_WANTED))' >$(INSTALLED); \
say "ready."
endef
