# 对标:常用命令。Everything runs in .venv and sets itself up; nothing but Python 3.11+, make and git is needed.
# The tests drive real programs besides; as root on Debian they are installed, elsewhere `make test` says what to run.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
PROGRAMS := chromium libreoffice-writer-nogui fonts-noto-cjk poppler-utils

.PHONY: demo test golden programs clean

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[all]" --group dev
	touch $@

demo: $(STAMP) ## check the five real reports in seeds/ and print their scorecards
	$(BIN)/duibiao check seeds || test $$? -eq 1

test: $(STAMP) programs ## everything: lint, types, layers, behaviour, the installed wheel
	$(BIN)/python -m pytest

programs: ## what the tests drive: Word and PDF files by LibreOffice, pages by Chromium
	@missing=; for name in $(PROGRAMS); do \
	  dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$name"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "apt-get install$$missing"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	elif command -v soffice >/dev/null && command -v chromium >/dev/null && command -v pdftotext >/dev/null; then exit 0; \
	else echo "测试需要先运行 · the tests need:  sudo apt-get install$$missing" >&2; exit 1; fi

golden: $(STAMP) ## rewrite the golden files of the seeds' results; look at the difference before you commit it
	DUIBIAO_GOLDEN=rewrite $(BIN)/python -m pytest tests/test_golden.py

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
