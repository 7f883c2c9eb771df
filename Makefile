# make is the engine: every step has its real prerequisites, so a run does what has changed and nothing else.

PYTHON ?= python3
YEAR ?=
PERIOD ?=
DATA ?= data/raw
RENDERER ?= auto
QUARANTINE ?=
SEED ?= 1
SCALE ?= 1
DRAWS ?= 500
BUILD ?= build
SITE ?= _site
DEST ?=
TARGET ?= test
ALLOW_SYNTHETIC ?=
# The site as it is now, with the reports of earlier years.
PUBLISHED ?= $(if $(DEST),$(patsubst %/.,%,$(wildcard $(DEST)/current/.)))

BIN := .venv/bin
RUN := $(BIN)/indikatorer --build $(BUILD) --site $(SITE) $(if $(PUBLISHED),--published $(PUBLISHED))
LOCKED := $(PYTHON) src/indikatorer/locked.py $(BUILD)/.lock $(MAKE) --no-print-directory
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
IN_PLACE := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .

.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help
.PHONY: help report units publish rollback preview tables notebooks registers facts quarto kolada test check format calibrate pictures lab bench lock clean _report _tables _notebooks _registers _publish _units

help: ## Show this list
	@echo "make report YEAR=2021   the year's reports, tables and open data"
	@echo "make test               the whole test suite"
	@echo
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '  %-10s %s\n' "$$name" "$$what"; done
	@echo
	@echo "Settings: YEAR, DATA=$(DATA), RENDERER=auto|quarto|embedded, QUARANTINE=1; SEED and SCALE of synthetic data,"
	@echo "          DRAWS=50 for a draft of the effects (500 in a report);"
	@echo "          PUBLISHED=the site with earlier years; to publish: DEST, TARGET=test|prod, ALLOW_SYNTHETIC=1."

# Before anything is written: settings that cannot be meant.
ifneq ($(YEAR),$(shell printf '%s' '$(YEAR)' | grep -xE '[12][0-9]{3}'))
$(error YEAR=$(YEAR): write a year with four digits, as in YEAR=2021)
endif
ifeq ($(wildcard $(DATA)/.),)
$(error DATA=$(DATA): there is no such folder)
endif
ifneq ($(wildcard $(PUBLISHED)/.),$(PUBLISHED)/.)
$(error PUBLISHED=$(PUBLISHED): there is no such folder)
endif
ifeq ($(filter auto quarto embedded,$(RENDERER)),)
$(error RENDERER=$(RENDERER): write auto, quarto or embedded)
endif
ifeq ($(filter test prod,$(TARGET)),)
$(error TARGET=$(TARGET): write test or prod)
endif
ifneq ($(filter units,$(MAKECMDGOALS)),)
ifeq ($(and $(YEAR),$(filter T1 T2 VB,$(PERIOD))),)
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
	@$(RUN) rollback --dest $(DEST)

preview: ## The reports of YEAR in a browser, kept up to date while you write
	@$(LOCKED) $(if $(YEAR),$(BIN)/.main,_registers) > /dev/null
	@$(RUN) preview --year $(or $(YEAR),$$($(RUN) year)) --data $(DATA)

tables: ## The protected tables of YEAR in build/YEAR/tables
	@$(LOCKED) _tables

notebooks: ## The run notebooks of YEAR in build/YEAR/notebooks
	@$(LOCKED) _notebooks

registers: ## Read the delivery in DATA, check it, store it pseudonymised
	@$(LOCKED) _registers

facts: ## Every fact that a report of YEAR can write, with its meaning and where it is used
	@$(LOCKED) _notebooks > /dev/null
	@$(RUN) facts --year $(or $(YEAR),$$($(RUN) year))

quarto: ## Install Quarto in .venv, where its download can be reached
	@$(LOCKED) $(BIN)/.main
	@$(INSTALL) --no-deps -r requirements-quarto.lock 2> $(BUILD)/quarto.log || { \
	  echo "Quarto cannot be installed here: its package, or its own download from github.com, is out of reach;" >&2; \
	  echo "$(BUILD)/quarto.log has the details. RENDERER=embedded makes the same reports without it." >&2; exit 1; }

kolada: ## Fetch key figures of municipalities into DATA, from Kolada (the only target that needs a network)
	@$(LOCKED) $(BIN)/.main
	@$(RUN) fetch kolada --output $(DATA)

# A delivery is any file of the contract's forms; without one a synthetic delivery is made and goes the same way.
DELIVERED := $(sort $(foreach form,csv xlsx parquet json toml,$(wildcard $(DATA)/*.$(form))))
DELIVERY := $(if $(DELIVERED),$(DATA),$(BUILD)/synthetic)
STORE := $(BUILD)/registers/store.json
OF_YEAR := $(BUILD)/$(YEAR)
ANALYSIS := $(OF_YEAR)/analysis/analysis.json
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

code = $(wildcard $(foreach place,$(1),src/indikatorer/$(place).py src/indikatorer/$(place)/*.py src/indikatorer/$(place)/*/*))
# Prices make new tables, but no new delivery and no new estimates.
PRICES := data/reference/priser.toml
REFERENCE := $(filter-out $(PRICES),$(wildcard data/reference/*))
COMMON := $(call code,vocabulary periods files)
# What was published of other years stays known: the tables rest on it too. The year's own edition makes no new tables.
EDITIONS := $(filter-out $(PUBLISHED)/$(YEAR)/%,$(wildcard $(PUBLISHED)/[12][0-9][0-9][0-9]/manifest.json))
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
UNIT_NOTEBOOKS := $(wildcard notebooks/enhet/*.ipynb)
NOTEBOOK_CODE := $(call code,notebooks swedish tables/protected measures/cards measures/catalogue analysis/catalogue)
RENDER_CODE := $(call code,rendering)

# What make cannot see in the age of a file is written down when it changes: which delivery, which commit, which settings.
remember = mkdir -p -m 700 $(BUILD) && printf '%s\n' $(2) | cmp -s - $(BUILD)/$(1) || printf '%s\n' $(2) > $(BUILD)/$(1)

define NOTICE
	@$(call remember,delivery.txt,'$(DELIVERY) $(notdir $(DELIVERED)) quarantine=$(QUARANTINE)')
	@$(call remember,synthetic.txt,'seed $(SEED) scale $(SCALE)')
	@$(call remember,draws.txt,'$(DRAWS)')
	@$(call remember,commit.txt,"$$(git rev-parse HEAD 2>/dev/null)")
	@$(call remember,renderer.txt,'$(RENDERER)')
	$(if $(YEAR),@$(call remember,published-$(YEAR).txt,"$$(cat /dev/null $(EDITIONS) | cksum)"))
endef

_registers: | $(BIN)/.main
	$(NOTICE)
	@$(MAKE) --no-print-directory $(STORE)

_tables: _registers
	@$(MAKE) --no-print-directory $(if $(YEAR),$(COMPARED),YEAR=$$($(RUN) year) _tables)

_notebooks: _tables
	@$(MAKE) --no-print-directory $(if $(YEAR),$(FACTS),YEAR=$$($(RUN) year) _notebooks)

ifeq ($(YEAR),)
_report: _registers
	@year=$$($(RUN) year) && echo "YEAR not given: reporting $$year, the last complete year of the delivery." >&2 \
	&& $(MAKE) --no-print-directory _report YEAR=$$year
else
_report: | $(BIN)/.main
	$(NOTICE)
	@if $(MAKE) --no-print-directory --question $(DONE) 2>/dev/null; then \
	  echo "Nothing to do: $(SITE)/$(YEAR) is up to date."; \
	else \
	  $(if $(DELIVERED),,echo "$(DATA) holds no delivery: using a synthetic one." >&2 &&) \
	  $(MAKE) --no-print-directory $(STORE) && $(RUN) year --year $(YEAR) > /dev/null && $(MAKE) --no-print-directory $(DONE); \
	fi
endif

_publish: _report
	@$(RUN) publish --year $(or $(YEAR),$$($(RUN) year)) --dest $(DEST) --target $(TARGET) $(if $(ALLOW_SYNTHETIC),--allow-synthetic)

$(BUILD)/synthetic/leverans.toml: $(BUILD)/synthetic.txt $(call code,synthetic) $(COMMON) $(REFERENCE)
	@$(RUN) synthetic $(BUILD)/synthetic --seed $(SEED) --scale $(SCALE)

$(STORE): $(BUILD)/delivery.txt $(or $(DELIVERED),$(BUILD)/synthetic/leverans.toml) $(call code,registers) $(COMMON) $(REFERENCE)
	@$(RUN) ingest $(DELIVERY) $(if $(QUARANTINE),--quarantine)

# The models are estimated anew when their own modules change, not when a table of theirs gets another title.
MODELS := $(wildcard src/indikatorer/analysis/*.py) $(call code,measures/records measures/frames measures/cohorts)

$(ANALYSIS): $(STORE) $(BUILD)/draws.txt $(MODELS) $(COMMON) $(REFERENCE)
	@$(RUN) analysis --year $(YEAR) --draws $(DRAWS)

$(TABLES): $(STORE) $(ANALYSIS) $(PRICES) $(BUILD)/published-$(YEAR).txt indikatorer.toml $(call code,measures analysis disclosure tables) $(COMMON) $(REFERENCE)
	@$(RUN) tables --year $(YEAR)

$(COMPARED): $(TABLES) $(call code,tables/revisions)
	@$(RUN) compare --year $(YEAR)

$(FACTS): $(COMPARED) $(NOTEBOOKS) $(NOTEBOOK_CODE)
	@$(RUN) notebooks --year $(YEAR) $(addprefix --needs ,$(COMPARED) $(NOTEBOOK_CODE)) $(NOTEBOOKS)

$(RENDERED): $(FACTS) $(BUILD)/renderer.txt $(BUILD)/commit.txt _quarto.yml $(wildcard reports/*.qmd reports/*/*) $(RENDER_CODE)
	@$(RUN) render --year $(YEAR) --renderer $(RENDERER) $(addprefix --needs ,$(RENDER_CODE))

$(MANIFEST): $(RENDERED) $(call code,publishing disclosure/finished)
	@$(RUN) site --year $(YEAR)

$(DONE): $(MANIFEST) index.qmd $(call code,publishing search)
	@$(RUN) start

# The units' tables are protected together with those of the year, once the year is complete.
_units: _registers
	@if $(RUN) year --year $(YEAR) > /dev/null 2>&1; then $(MAKE) --no-print-directory $(TABLES); fi
	@$(MAKE) --no-print-directory $(UNITS)

$(UNIT_TABLES): $(STORE) indikatorer.toml $(call code,measures disclosure tables) $(COMMON) $(REFERENCE) $(wildcard $(TABLES))
	@$(RUN) unit-tables --year $(YEAR) --period $(PERIOD)

$(UNITS): $(UNIT_TABLES) $(UNIT_NOTEBOOKS) $(NOTEBOOK_CODE) $(BUILD)/renderer.txt $(wildcard reports/enhet*.qmd reports/enhet/*) _quarto.yml $(RENDER_CODE)
	@$(RUN) units --year $(YEAR) --period $(PERIOD) --renderer $(RENDERER)

# --- the workshop -----------------------------------------------------------------------------------------------------

test: ## Every test
	@$(LOCKED) $(BIN)/.dev
	@$(BIN)/python -m pytest

check: ## Lint, types, stripped notebooks
	@$(LOCKED) $(BIN)/.dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/nbstripout --verify $(NOTEBOOKS) $(UNIT_NOTEBOOKS)

format: ## Format the code and strip the notebooks
	@$(LOCKED) $(BIN)/.dev
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet
	@$(BIN)/nbstripout $(NOTEBOOKS) $(UNIT_NOTEBOOKS)

calibrate: ## Hold the synthetic delivery against the published figures
	@mkdir -p -m 700 $(BUILD) $(BUILD)/calibration/no-delivery
	@$(LOCKED) _registers BUILD=$(BUILD)/calibration DATA=$(BUILD)/calibration/no-delivery
	@$(BIN)/indikatorer --build $(BUILD)/calibration calibration

pictures: ## Renew the README's pictures of the reports of YEAR
	@$(LOCKED) _report
	@$(RUN) pictures --year $(or $(YEAR),$$($(RUN) year))

lab: ## Open the notebooks in JupyterLab
	@$(LOCKED) $(BIN)/.lab
	@$(BIN)/jupyter lab --notebook-dir=. notebooks

bench: ## Time every step from an empty folder, and both renderers where Quarto is
	@$(LOCKED) $(BIN)/.main
	@rm -rf $(BUILD)/bench && mkdir -p -m 700 $(BUILD)/bench
	@$(BENCHED) RENDERER=embedded
	@if PATH=$(BIN):$$PATH command -v quarto > /dev/null; then $(BENCHED) RENDERER=quarto; fi
BENCHED = $(MAKE) --no-print-directory report YEAR=$(or $(YEAR),2021) BUILD=$(BUILD)/bench/build SITE=$(BUILD)/bench/site

lock: ## Renew the locked requirements (needs uv)
	uv pip compile $(LOCK) pyproject.toml -o requirements.lock
	uv pip compile $(LOCK) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile $(LOCK) --extra lab -c requirements.lock pyproject.toml -o requirements-lab.lock
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean: ## Remove everything derived, but not the environment or the key
	@rm -rf $(SITE) && find $(BUILD) -mindepth 1 -maxdepth 1 ! -name key -exec rm -rf {} + 2>/dev/null || true

# --- the environment: locked and hashed -------------------------------------------------------------------------------

$(BIN)/.made:
	@echo "Setting up .venv (once) …" >&2
	@$(PYTHON) -m venv --clear .venv
	@touch $@

$(BIN)/.main: requirements.lock pyproject.toml | $(BIN)/.made
	@$(INSTALL) -r requirements.lock
	@$(IN_PLACE)
	@touch $@

$(BIN)/.dev: requirements-dev.lock $(BIN)/.main
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

$(BIN)/.lab: requirements-lab.lock $(BIN)/.main
	@$(INSTALL) -r requirements-lab.lock
	@touch $@
