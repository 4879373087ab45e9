# Everything a fresh machine needs is python3 (3.11 or newer), make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GONGKAI_SHARED ?= ../shared
export GONGKAI_SHARED
SEED ?= 1
FUZZ ?= 2000

.DEFAULT_GOAL := help
.PHONY: help demo test check bench real fuzz golden install lock eval

help:
	@echo "make demo   在模型区（仿真网站）上跑完整流程，最后给出评分表的位置"
	@echo "make test   运行全部测试"
	@echo "make check  格式、静态检查、类型、依赖方向、规则文件、测试"
	@echo "make real   在真实网页上跑同一流程（需要 GONGKAI_SHARED 指向的资料）"
	@echo "make bench  并排测速"
	@echo "make eval   量一量由计划起草的规则：在定稿规则的用例上，在模型区里"
	@echo "make fuzz   把各种格式的计划文件弄坏 2000 次再读（FUZZ=次数，SEED=种子），看读取是否始终稳妥"

install: $(VENV)/installed

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更新版本" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q $(VENV)/lib/*/site-packages/jieba
	@touch $@

demo: install
	$(BIN)/python tests/district/demo.py --gongkai $(BIN)/gongkai --out demo --seed $(SEED)

test: install
	$(BIN)/python -m pytest

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/gongkai rules lint
	$(BIN)/gongkai rules test --mutate
	$(BIN)/python -m pytest

real: install
	$(BIN)/python tests/real/run.py --gongkai $(BIN)/gongkai --out real --shared $(GONGKAI_SHARED)

bench: install
	$(BIN)/python tests/bench/bench.py

fuzz: install
	$(BIN)/python tests/fuzz/plans.py --cases $(FUZZ) --seed $(SEED)

eval: install
	$(BIN)/python tests/eval/other_plans.py
	$(BIN)/python tests/eval/drafts.py --seed $(SEED)

golden: install
	GONGKAI_GOLDEN=1 $(BIN)/python -m pytest tests/reports

lock: install
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --extra dev --strip-extras --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header -o requirements.lock pyproject.toml
