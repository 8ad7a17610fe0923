# 对标:常用命令。Everything runs in .venv and sets itself up; nothing but Python 3.11+, make and git is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: demo test golden clean

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

demo: $(STAMP) ## check the five real reports in seeds/ and print their scorecards
	$(BIN)/duibiao check seeds || test $$? -eq 1

test: $(STAMP) ## everything: lint, types, layers, behaviour, the installed wheel
	$(BIN)/python -m pytest

golden: $(STAMP) ## rewrite the golden files of the seeds' results; look at the difference before you commit it
	DUIBIAO_GOLDEN=rewrite $(BIN)/python -m pytest tests/test_golden.py

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
