# make is the front door: it sets the environment up and starts the program, which knows the steps.

PYTHON ?= python3
YEAR ?=
PERIOD ?=
DATA ?= data/raw
RENDERER ?= auto
QUARANTINE ?=
SYNTHETIC ?=
SEED ?= 1
SCALE ?= 1
DRAWS ?= 500
BUILD ?= build
SITE ?= _site
DEST ?=
TARGET ?= test
ALLOW_SYNTHETIC ?=
# The site as it is now, with the reports of earlier years; left out, that in DEST.
PUBLISHED ?=

# Which of these are named: the others are those of the run before where it is looked at what that has made.
override GIVEN := $(strip $(foreach name,SEED SCALE DRAWS,$(if $(filter-out file default,$(origin $(name))),$(name))))
export GIVEN

# What a user names is text: make does not expand it, and a shell gets it from the environment, never as a part of a line.
SETTINGS := YEAR PERIOD DATA RENDERER QUARANTINE SYNTHETIC SEED SCALE DRAWS BUILD SITE DEST TARGET ALLOW_SYNTHETIC PUBLISHED
$(foreach name,$(SETTINGS),$(eval override $(name) := $$(value $(name))))
export $(SETTINGS)

# What a user has told their own Python is not told ours, and whatever the language is, text is UTF-8.
THEIRS := PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONINSPECT PYTHONOPTIMIZE PYTHONIOENCODING
unexport $(THEIRS)
export PYTHONUTF8 := 1

BIN := .venv/bin
RUN := $(BIN)/indikatorer --build "$$BUILD" --site "$$SITE" $${PUBLISHED:+--published "$$PUBLISHED"} $${DEST:+--released "$$DEST"}
# Settings of the user's own pip are for the user's own Python.
PIP := env -u PIP_TARGET -u PIP_PREFIX PIP_USER=0 $(BIN)/python -m pip install --quiet --disable-pip-version-check
# pip brings uv, which is faster at the rest; where uv does not find the packages that pip is set up to find, pip does.
UV := $(BIN)/uv pip install --quiet --no-config --system-certs --compile-bytecode --python $(BIN)/python
INSTALL = $(UV) --require-hashes -r $(1) 2> /dev/null || $(PIP) --require-hashes -r $(1)
IN_PLACE := $(PIP) --no-deps --no-build-isolation --editable .
# Left out, the commands take the last complete year.
OF_YEAR := $${YEAR:+--year "$$YEAR"}

.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help
.PHONY: help report units publish rollback preview tables notebooks registers facts quarto kolada test proofs fuzz check format calibrate pictures lab bench lock clean

help: ## Show this list
	@echo "make report YEAR=2021   the year's reports, tables and open data"
	@echo "make test               the whole test suite"
	@echo
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '  %-10s %s\n' "$$name" "$$what"; done
	@echo
	@echo "Settings: YEAR, DATA=$$DATA, RENDERER=auto|quarto|embedded, QUARANTINE=1; SYNTHETIC=1, SEED and SCALE of synthetic data,"
	@echo "          DRAWS=50 for a draft of the effects (500 in a report);"
	@echo "          PUBLISHED=the site with earlier years; to publish: DEST, TARGET=test|prod, ALLOW_SYNTHETIC=1."

# --- the main job: the steps are declared in src/indikatorer/pipeline.py, and due.py finds those that are due ---------

report: ## The reports of YEAR (left out: the last complete year) in _site/YEAR
units: ## A report for each unit's results dialogue: YEAR=2021 PERIOD=T1|T2|VB, in build/YEAR/units/PERIOD
publish: ## Make the report of YEAR and release the site in DEST with it
tables: ## The protected tables of YEAR in build/YEAR/tables
notebooks: ## The run notebooks of YEAR in build/YEAR/notebooks
registers: ## Read the delivery in DATA, check it, store it pseudonymised
report units publish tables notebooks registers: | $(BIN)/.main
	@$(RUN) make $@

rollback: | $(BIN)/.main ## Let the release before the current one in DEST be the current one
	@$(RUN) rollback --dest "$$DEST"

preview: | $(BIN)/.main ## The reports of YEAR in a browser, kept up to date while you write
	@test "$$YEAR" || $(RUN) make registers --as-before > /dev/null
	@$(RUN) preview $(OF_YEAR) --data "$$DATA"

facts: | $(BIN)/.main ## Every fact that a report of YEAR can write, with its meaning and where it is used
	@$(RUN) make notebooks --as-before > /dev/null
	@$(RUN) facts $(OF_YEAR)

quarto: | $(BIN)/.main ## Install Quarto in .venv, where its download can be reached
	@mkdir -p -m 700 "$$BUILD"
	@$(PIP) --require-hashes --no-deps -r requirements-quarto.lock 2> "$$BUILD/quarto.log" || { \
	  echo "Quarto cannot be installed here: its package, or its own download from github.com, is out of reach;" >&2; \
	  echo "$$BUILD/quarto.log has the details. RENDERER=embedded makes the same reports without it." >&2; exit 1; }

kolada: | $(BIN)/.main ## Fetch key figures of municipalities into DATA, from Kolada (needs a network)
	@$(RUN) fetch kolada --output "$$DATA"

# --- the workshop -----------------------------------------------------------------------------------------------------

fuzz: | $(BIN)/.dev ## A hundred thousand changed inputs of each kind, where the tests have a thousand
	@FUZZ=100000 $(BIN)/python -m pytest -n 2 tests/faults

proofs: | $(BIN)/.dev ## All that the tests try a sample of, and trouble in every step, as root: a night's work
	@PROOFS=1 FUZZ=100000 $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
	@$(BIN)/python -m tests.faults docs/faults.md

test: | $(BIN)/.dev ## Every test
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: | $(BIN)/.dev ## Lint, types, stripped notebooks
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/nbstripout --verify notebooks/*/*.ipynb

format: | $(BIN)/.dev ## Format the code and strip the notebooks
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet
	@$(BIN)/nbstripout notebooks/*/*.ipynb

calibrate: | $(BIN)/.main ## Hold the synthetic delivery against the published figures
	@$(BIN)/indikatorer --build "$$BUILD/calibration" make registers --synthetic
	@$(BIN)/indikatorer --build "$$BUILD/calibration" calibration

pictures: | $(BIN)/.main ## Renew the README's pictures of the reports of YEAR
	@$(RUN) make report
	@$(RUN) pictures $(OF_YEAR)

lab: | $(BIN)/.lab ## Open the notebooks in JupyterLab
	@echo "notebooks/berakning computes, from the registers: \`make registers\` first, and for the effects \`make tables YEAR=…\`." >&2
	@echo "notebooks/redovisning shows protected tables: \`make notebooks YEAR=…\` first. The cell with year and build says which." >&2
	@echo "What you try is not saved into a report: a run with make does that. What you see in berakning is confidential." >&2
	@$(BIN)/jupyter lab --notebook-dir=. notebooks

bench: | $(BIN)/.main ## Time and memory of every step from an empty folder, and both renderers where Quarto is
	@rm -rf "$$BUILD/bench"
	@$(BENCHED) --renderer embedded
	@if PATH=$(BIN):$$PATH command -v quarto > /dev/null; then $(BENCHED) --renderer quarto; fi
BENCHED = $(BIN)/indikatorer --build "$$BUILD/bench/build" --site "$$BUILD/bench/site" make report --year "$${YEAR:-2021}"

lock: ## Renew the locked requirements (needs uv)
	uv pip compile $(LOCK) pyproject.toml -o requirements.lock
	uv pip compile $(LOCK) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile $(LOCK) --extra lab -c requirements.lock pyproject.toml -o requirements-lab.lock
	echo pip-audit | uv pip compile $(LOCK) - -o requirements-audit.lock
	echo uv | uv pip compile $(LOCK) - -o requirements-uv.lock
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean: ## Remove everything derived, but not the environment or the key
	@rm -rf "$$SITE" && find "$$BUILD" -mindepth 1 -maxdepth 1 ! -name key -exec rm -rf {} + 2>/dev/null || true

# --- the environment: locked and hashed -------------------------------------------------------------------------------

# One run at a time sets it up.
LOCKED := $(PYTHON) src/indikatorer/base/locked.py "$$BUILD/.lock" $(MAKE) --no-print-directory

$(BIN)/.made:
	@echo "Setting up .venv (once) …" >&2
	@$(PYTHON) -m venv --clear .venv
	@-$(PIP) --require-hashes -r requirements-uv.lock 2> /dev/null
	@touch $@

$(BIN)/.main: requirements.lock pyproject.toml
$(BIN)/.dev: requirements-dev.lock $(BIN)/.main
$(BIN)/.lab: requirements-lab.lock $(BIN)/.main
ifndef ALONE
$(BIN)/.main $(BIN)/.dev $(BIN)/.lab:
	$(if $(findstring :,$(CURDIR)),$(error No environment can be set up in a folder with a colon in its path: move $(value CURDIR) or rename it, and run make again))
	+@$(LOCKED) ALONE=1 $@
else
# The command that pip writes does not start where a folder has a quotation mark or a dollar in its name, and Python does
# not where the path that pip writes has a letter that the user's language lacks: ours starts from its own place.
$(BIN)/.main: | $(BIN)/.made
	@$(call INSTALL,requirements.lock)
	@$(IN_PLACE)
	@printf '%s\n' '#!/bin/sh' 'unset $(THEIRS); export PYTHONUTF8=1' 'exec "$${0%/*}/python" -P -m indikatorer "$$@"' > $(BIN)/indikatorer
	@for path in .venv/lib/python3*/site-packages/indikatorer.pth; do echo ../../../../src > "$$path"; done
	@touch $@
$(BIN)/.dev $(BIN)/.lab:
	@$(call INSTALL,requirements-$(@F:.%=%).lock)
	@touch $@
endif
