# make is the engine: every step has its real prerequisites, so a run does what has changed and nothing else.

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

# What a user names is text: make does not expand it, and a shell gets it from the environment, never as a part of a line.
SETTINGS := YEAR PERIOD DATA RENDERER QUARANTINE SYNTHETIC SEED SCALE DRAWS BUILD SITE DEST TARGET ALLOW_SYNTHETIC PUBLISHED
$(foreach name,$(SETTINGS),$(eval override $(name) := $$(value $(name))))
export $(SETTINGS)

BIN := .venv/bin
RUN := $(BIN)/indikatorer --build "$$BUILD" --site "$$SITE" $${PUBLISHED:+--published "$$PUBLISHED"} $${DEST:+--released "$$DEST"}
LOCKED := $(PYTHON) src/indikatorer/locked.py "$$BUILD/.lock" $(MAKE) --no-print-directory
# Settings of the user's own pip are for the user's own Python.
PIP := env -u PIP_TARGET -u PIP_PREFIX PIP_USER=0 $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALL := $(PIP) --require-hashes
IN_PLACE := $(PIP) --no-deps --no-build-isolation --editable .
# --year of the commands: the one given, else the last complete one.
OF_YEAR_GIVEN = --year "$${YEAR:-$$($(RUN) year)}"

.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help
.PHONY: help report units publish rollback preview tables notebooks registers facts quarto kolada test fuzz check format calibrate pictures lab bench lock clean _report _noticed _tables _notebooks _registers _publish _units

help: ## Show this list
	@echo "make report YEAR=2021   the year's reports, tables and open data"
	@echo "make test               the whole test suite"
	@echo
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '  %-10s %s\n' "$$name" "$$what"; done
	@echo
	@echo "Settings: YEAR, DATA=$$DATA, RENDERER=auto|quarto|embedded, QUARANTINE=1; SYNTHETIC=1, SEED and SCALE of synthetic data,"
	@echo "          DRAWS=50 for a draft of the effects (500 in a report);"
	@echo "          PUBLISHED=the site with earlier years; to publish: DEST, TARGET=test|prod, ALLOW_SYNTHETIC=1."

# Before anything is written: settings that cannot be meant.
DIGITS := 0 1 2 3 4 5 6 7 8 9
YEARS := $(foreach c,19 20 21,$(foreach d,$(DIGITS),$(foreach y,$(DIGITS),$(c)$(d)$(y))))
one_of = $(if $(filter 1,$(words $(1))),$(filter $(2),$(1)))
ifneq ($(YEAR),$(call one_of,$(YEAR),$(YEARS)))
$(error YEAR=$(YEAR): write a year with four digits, as in YEAR=2021)
endif
ifeq ($(call one_of,$(RENDERER),auto quarto embedded),)
$(error RENDERER=$(RENDERER): write auto, quarto or embedded)
endif
ifeq ($(call one_of,$(TARGET),test prod),)
$(error TARGET=$(TARGET): write test or prod)
endif
# These two are parts of the names of targets, and make has a meaning for spaces and for many signs.
PLAIN := a b c d e f g h i j k l m n o p q r s t u v w x y z å ä ö A B C D E F G H I J K L M N O P Q R S T U V W X Y Z Å Ä Ö \
	$(DIGITS) . / _ - + @
STRANGE := $(BUILD)$(SITE)
$(foreach letter,$(PLAIN),$(eval STRANGE := $$(subst $(letter),,$$(STRANGE))))
ifneq ($(STRANGE),)
$(error BUILD=$(BUILD), SITE=$(SITE): name folders with letters, digits and ./_-+@, no spaces, please; DATA, DEST and PUBLISHED may have any)
endif
ifneq ($(filter units,$(MAKECMDGOALS)),)
ifeq ($(and $(YEAR),$(call one_of,$(PERIOD),T1 T2 VB)),)
$(error make units: name the year and the period, as in make units YEAR=2021 PERIOD=T2 (T1, T2 or VB))
endif
endif
ifneq ($(filter publish rollback,$(MAKECMDGOALS)),)
ifeq ($(DEST),)
$(error DEST: name the folder of the published site, as in DEST=/srv/www/uppfoljning)
endif
endif

# --- the main job -----------------------------------------------------------------------------------------------------

report: ## The reports of YEAR (left out: the last complete year) in _site/YEAR
	@$(LOCKED) _report

units: ## A report for each unit's results dialogue: YEAR=2021 PERIOD=T1|T2|VB, in build/YEAR/units/PERIOD
	@$(LOCKED) _units

publish: ## Make the report of YEAR and release the site in DEST with it
	@$(LOCKED) _publish

rollback: | $(BIN)/.main ## Let the release before the current one in DEST be the current one
	@$(RUN) rollback --dest "$$DEST"

preview: ## The reports of YEAR in a browser, kept up to date while you write
	@$(LOCKED) $(if $(YEAR),$(BIN)/.main,_registers) > /dev/null
	@$(RUN) preview $(OF_YEAR_GIVEN) --data "$$DATA"

tables: ## The protected tables of YEAR in build/YEAR/tables
	@$(LOCKED) _tables

notebooks: ## The run notebooks of YEAR in build/YEAR/notebooks
	@$(LOCKED) _notebooks

registers: ## Read the delivery in DATA, check it, store it pseudonymised
	@$(LOCKED) _registers

facts: ## Every fact that a report of YEAR can write, with its meaning and where it is used
	@$(LOCKED) _notebooks > /dev/null
	@$(RUN) facts $(OF_YEAR_GIVEN)

quarto: ## Install Quarto in .venv, where its download can be reached
	@$(LOCKED) $(BIN)/.main
	@$(INSTALL) --no-deps -r requirements-quarto.lock 2> $(BUILD)/quarto.log || { \
	  echo "Quarto cannot be installed here: its package, or its own download from github.com, is out of reach;" >&2; \
	  echo "$(BUILD)/quarto.log has the details. RENDERER=embedded makes the same reports without it." >&2; exit 1; }

kolada: ## Fetch key figures of municipalities into DATA, from Kolada (the only target that needs a network)
	@$(LOCKED) $(BIN)/.main
	@$(RUN) fetch kolada --output "$$DATA"

# Before each run, `notice` writes down what the groups of files below say, each in a small file under SEEN that gets new
# when it says something else: the rules below rest on these, so an older file counts and byte code does not. A synthetic
# delivery is made, and goes the same way as others, where DATA is empty or SYNTHETIC=1 says so.
SEEN := $(BUILD)/seen
SYNTHETIC_TOO := $(wildcard $(SEEN)/is-synthetic)
STORE := $(BUILD)/registers/store.json
OF_YEAR := $(BUILD)/$(YEAR)
ANALYSIS := $(OF_YEAR)/analysis/analysis.json
COMPUTED := $(OF_YEAR)/computed/computed.json
TABLES := $(OF_YEAR)/tables/tables.json
COMPARED := $(OF_YEAR)/jamforelse/edition.json
FACTS := $(OF_YEAR)/facts.json
RENDERED := $(OF_YEAR)/renderer.json
OF_PERIOD := $(OF_YEAR)/units/$(PERIOD)
UNIT_TABLES := $(OF_PERIOD)/tables/tables.json
UNITS := $(OF_PERIOD)/units.json
MANIFEST := $(SITE)/$(YEAR)/manifest.json
# The search is made last, after the start page: where it is newer than the year, all of the site is done.
DONE := $(SITE)/search/search.js

code = $(foreach place,$(1),src/indikatorer/$(place).py src/indikatorer/$(place)/**/*)
# Prices make new tables, but no new delivery and no new estimates; what has been acknowledged makes nothing but the site.
# The models are estimated anew when their own modules change, not when a table of theirs gets another title.
define GROUPS
common $(call code,vocabulary periods files) data/reference/* !data/reference/priser.toml !data/reference/acknowledged.toml !data/reference/synonymer.toml
acknowledged data/reference/acknowledged.toml
prices data/reference/priser.toml
synthetic $(call code,synthetic)
registers $(call code,registers)
models src/indikatorer/models/*.py $(call code,measures/records measures/frames measures/cohorts)
calculation indikatorer.toml notebooks/berakning/*.ipynb $(call code,indicators measures models publication/calculation publication/computed running)
tables indikatorer.toml $(call code,indicators measures models disclosure publication)
unit-tables indikatorer.toml $(call code,indicators measures models disclosure publication)
revisions $(call code,publication/revisions)
notebooks notebooks/redovisning/*.ipynb
unit-notebooks notebooks/enhet/*.ipynb
notebook-code $(call code,presentation swedish publication/protected publication/explained measures/cards indicators)
reports _quarto.yml reports/*.qmd reports/*.toml reports/*/*
unit-reports _quarto.yml reports/enhet*.qmd reports/*.toml reports/*/*.toml reports/enhet/*
render-code $(call code,rendering)
site-code $(call code,publishing disclosure/finished)
start index.qmd reports/_start.qmd indikatorer.toml data/reference/synonymer.toml $(call code,publishing search)
endef
export GROUPS

NOTICE := $(RUN) notice --data "$$DATA" --groups "$$GROUPS" $${SYNTHETIC:+--synthetic} $${YEAR:+--year "$$YEAR"} \
	--word quarantine "$$QUARANTINE" --word made "seed $$SEED scale $$SCALE" --word draws "$$DRAWS" \
	--word commit "$$(git rev-parse HEAD 2>/dev/null)" --word renderer "$$RENDERER"

_registers: | $(BIN)/.main
	@$(NOTICE)
	@$(MAKE) --no-print-directory $(STORE)

_tables: _registers
	@$(MAKE) --no-print-directory $(if $(YEAR),$(COMPARED),YEAR="$$($(RUN) year)" _tables)

_notebooks: _tables
	@$(MAKE) --no-print-directory $(if $(YEAR),$(FACTS),YEAR="$$($(RUN) year)" _notebooks)

ifeq ($(YEAR),)
_report: _registers
	@year=$$($(RUN) year) && echo "YEAR not given: reporting $$year, the last complete year of the delivery." >&2 \
	&& $(MAKE) --no-print-directory _report YEAR=$$year
else
_report: | $(BIN)/.main
	@$(NOTICE)
	@$(MAKE) --no-print-directory _noticed
_noticed:
	@if $(MAKE) --no-print-directory --question $(DONE) 2>/dev/null; then \
	  echo "Nothing to do: $$SITE/$$YEAR is up to date."; \
	else \
	  $(if $(SYNTHETIC_TOO),$(if $(SYNTHETIC),,echo "$$DATA holds no delivery: using a synthetic one." >&2 &&)) \
	  $(MAKE) --no-print-directory $(STORE) && $(RUN) year --year "$$YEAR" > /dev/null && $(RUN) plausible \
	  && $(MAKE) --no-print-directory $(DONE); \
	fi
endif

_publish: _report
	@$(RUN) publish $(OF_YEAR_GIVEN) --dest "$$DEST" --target "$$TARGET" $${ALLOW_SYNTHETIC:+--allow-synthetic}

COMMON := $(SEEN)/common

$(BUILD)/synthetic/leverans.toml: $(SEEN)/made $(SEEN)/synthetic $(COMMON)
	@$(RUN) synthetic "$$BUILD/synthetic" --seed "$$SEED" --scale "$$SCALE"

$(STORE): $(SEEN)/delivery $(SEEN)/quarantine $(SEEN)/registers $(COMMON) $(if $(SYNTHETIC_TOO),$(BUILD)/synthetic/leverans.toml)
	@$(RUN) ingest $${QUARANTINE:+--quarantine} -- "$(if $(SYNTHETIC_TOO),$$BUILD/synthetic,$$DATA)"

$(ANALYSIS): $(STORE) $(addprefix $(SEEN)/,draws models common)
	@$(RUN) analysis --year "$$YEAR" --draws "$$DRAWS"

$(COMPUTED): $(STORE) $(ANALYSIS) $(addprefix $(SEEN)/,prices calculation common)
	@$(RUN) compute --year "$$YEAR" $(addprefix --needs $(SEEN)/,prices calculation common) notebooks/berakning/*.ipynb

$(TABLES): $(COMPUTED) $(addprefix $(SEEN)/,published-$(YEAR) tables)
	@$(RUN) tables --year "$$YEAR"

$(COMPARED): $(TABLES) $(SEEN)/revisions
	@$(RUN) compare --year "$$YEAR"

$(FACTS): $(COMPARED) $(SEEN)/notebooks $(SEEN)/notebook-code
	@$(RUN) notebooks --year "$$YEAR" --needs $(SEEN)/notebook-code notebooks/redovisning/*.ipynb

$(RENDERED): $(FACTS) $(addprefix $(SEEN)/,renderer commit reports render-code)
	@$(RUN) render --year "$$YEAR" --renderer "$$RENDERER" --needs $(SEEN)/render-code

$(MANIFEST): $(RENDERED) $(addprefix $(SEEN)/,site-code acknowledged)
	@$(RUN) site --year "$$YEAR"

$(DONE): $(MANIFEST) $(SEEN)/start
	@$(RUN) start

# The units' tables are protected together with those of the year, once the year is complete.
_units: _registers
	@if $(RUN) year --year "$$YEAR" > /dev/null 2>&1; then $(MAKE) --no-print-directory $(TABLES); fi
	@$(MAKE) --no-print-directory $(UNITS)

$(UNIT_TABLES): $(STORE) $(SEEN)/unit-tables $(COMMON) $(wildcard $(TABLES))
	@$(RUN) unit-tables --year "$$YEAR" --period "$$PERIOD"

$(UNITS): $(UNIT_TABLES) $(addprefix $(SEEN)/,unit-notebooks notebook-code renderer unit-reports render-code)
	@$(RUN) units --year "$$YEAR" --period "$$PERIOD" --renderer "$$RENDERER"

# --- the workshop -----------------------------------------------------------------------------------------------------

fuzz: ## A hundred thousand changed inputs of each kind, where the tests have a thousand
	@$(LOCKED) $(BIN)/.dev
	@FUZZ=100000 $(BIN)/python -m pytest -n 2 tests/faults

test: ## Every test
	@$(LOCKED) $(BIN)/.dev
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: ## Lint, types, stripped notebooks
	@$(LOCKED) $(BIN)/.dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/nbstripout --verify notebooks/*/*.ipynb

format: ## Format the code and strip the notebooks
	@$(LOCKED) $(BIN)/.dev
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet
	@$(BIN)/nbstripout notebooks/*/*.ipynb

calibrate: ## Hold the synthetic delivery against the published figures
	@mkdir -p -m 700 $(BUILD)
	@$(LOCKED) _registers BUILD=$(BUILD)/calibration SYNTHETIC=1
	@$(BIN)/indikatorer --build $(BUILD)/calibration calibration

pictures: ## Renew the README's pictures of the reports of YEAR
	@$(LOCKED) _report
	@$(RUN) pictures $(OF_YEAR_GIVEN)

lab: ## Open the notebooks in JupyterLab
	@$(LOCKED) $(BIN)/.lab
	@echo "notebooks/berakning computes, from the registers: \`make registers\` first, and for the effects \`make tables YEAR=…\`." >&2
	@echo "notebooks/redovisning shows protected tables: \`make notebooks YEAR=…\` first. The cell with year and build says which." >&2
	@echo "What you try is not saved into a report: a run with make does that. What you see in berakning is confidential." >&2
	@$(BIN)/jupyter lab --notebook-dir=. notebooks

bench: ## Time and memory of every step from an empty folder, and both renderers where Quarto is
	@$(LOCKED) $(BIN)/.main
	@rm -rf $(BUILD)/bench && mkdir -p -m 700 $(BUILD)/bench
	@$(BENCHED) RENDERER=embedded
	@if PATH=$(BIN):$$PATH command -v quarto > /dev/null; then $(BENCHED) RENDERER=quarto; fi
BENCHED = $(MAKE) --no-print-directory report YEAR=$(or $(YEAR),2021) BUILD=$(BUILD)/bench/build SITE=$(BUILD)/bench/site

lock: ## Renew the locked requirements (needs uv)
	uv pip compile $(LOCK) pyproject.toml -o requirements.lock
	uv pip compile $(LOCK) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile $(LOCK) --extra lab -c requirements.lock pyproject.toml -o requirements-lab.lock
	echo pip-audit | uv pip compile $(LOCK) - -o requirements-audit.lock
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean: ## Remove everything derived, but not the environment or the key
	@rm -rf $(SITE) && find $(BUILD) -mindepth 1 -maxdepth 1 ! -name key -exec rm -rf {} + 2>/dev/null || true

# --- the environment: locked and hashed -------------------------------------------------------------------------------

$(BIN)/.made:
	@echo "Setting up .venv (once) …" >&2
	@$(PYTHON) -m venv --clear .venv
	@touch $@

# The command that pip writes does not start where a folder has a quotation mark or a dollar in its name.
$(BIN)/.main: requirements.lock pyproject.toml | $(BIN)/.made
	@$(INSTALL) -r requirements.lock
	@$(IN_PLACE)
	@printf '%s\n' '#!/bin/sh' 'exec "$${0%/*}/python" -P -m indikatorer "$$@"' > $(BIN)/indikatorer
	@touch $@

$(BIN)/.dev: requirements-dev.lock $(BIN)/.main
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

$(BIN)/.lab: requirements-lab.lock $(BIN)/.main
	@$(INSTALL) -r requirements-lab.lock
	@touch $@
