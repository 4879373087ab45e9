# Everything a fresh machine needs is python3 (3.11 or newer), make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GONGKAI_SHARED ?= ../shared
export GONGKAI_SHARED
SEED ?= 1
FUZZ ?= 10000
FUZZ_PLANS ?= 2000
KILLS ?= 30
SEEDS ?= 10
SCALE ?= 0.15
JOBS ?= 1
PROCESSES ?= 2
# Whole files to each process, the longest first (tests/conftest.py), not those with the most tests.
PYTEST := $(BIN)/python -m pytest -n $(PROCESSES) --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo test check bench real fuzz golden install lock eval peers ocr browser faults soak confusion

help:
	@echo "make demo   在模型区（仿真网站）上跑完整流程，最后给出评分表的位置"
	@echo "make confusion 在模型区上跑十个种子、三个日期，真实情况与判断对照成一张表，逐格列出未下结论的原因（SEEDS=、SCALE=、JOBS=；停了可接着跑）"
	@echo "make test   运行全部测试（PROCESSES=2，同时用几个进程）"
	@echo "make check  格式、静态检查、类型、依赖方向、规则文件、测试"
	@echo "make real   在真实网页上跑同一流程（需要 GONGKAI_SHARED 指向的资料）"
	@echo "make bench  并排测量：读网页和匹配规则，与常用工具、与极限速度比；整站抓取的快慢和内存；60 夜的请求数，与 wget、Scrapy 比；一年十万页的匹配和判断"
	@echo "make eval   量一量读得准不准（标注网页、真实网页和附件，与其他工具并排），再量由计划起草的规则；低于底线即失败"
	@echo "make fuzz   把网页和附件弄坏 10000 次、计划文件弄坏 2000 次再读（FUZZ=、FUZZ_PLANS= 次数，SEED= 种子），看读取是否始终稳妥"
	@echo "make faults 让模型区的网站逐一出故障，列表说明抓取和结论是否守约（SEED= 种子）"
	@echo "make soak   在抓取的随机时刻强行杀掉 30 次再接着抓（KILLS= 次数，SEED= 种子），看库和档案是否如同没有被打断"
	@echo "make ocr    安装可选的图像识别组件，扫描件和图片里的文字也能读（约 390 MB）"
	@echo "make browser 安装可选的浏览器组件，由脚本填充的列表也能读（另需系统里的 Chromium）"
	@echo "make peers  安装只用来对比的其他工具（eval、bench 会自动安装，约 400 MB；其余命令不需要）"

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

confusion: install
	$(BIN)/python tests/district/confusion.py --gongkai $(BIN)/gongkai --out confusion --seeds $(SEEDS) --scale $(SCALE) --jobs $(JOBS)

test: install
	$(PYTEST)

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/gongkai rules lint
	$(BIN)/gongkai rules test --mutate
	$(PYTEST)

real: install
	$(BIN)/python tests/real/run.py --gongkai $(BIN)/gongkai --out real --shared $(GONGKAI_SHARED)

ocr: $(VENV)/ocr

$(VENV)/ocr: requirements-ocr.lock $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-ocr.lock
	@touch $@

browser: $(VENV)/browser

$(VENV)/browser: requirements-browser.lock $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-browser.lock
	@touch $@

peers: $(VENV)/peers

$(VENV)/peers: requirements-peers.lock $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-peers.lock
	@touch $@

bench: install peers
	$(BIN)/python tests/bench/bench.py
	$(BIN)/python tests/bench/reading.py
	$(BIN)/python tests/bench/throughput.py
	$(BIN)/python tests/bench/crawl_memory.py
	$(BIN)/python tests/bench/nights.py
	$(BIN)/python tests/bench/judging.py

fuzz: install
	$(BIN)/python tests/fuzz/readings.py --cases $(FUZZ) --seed $(SEED)
	$(BIN)/python tests/fuzz/plans.py --cases $(FUZZ_PLANS) --seed $(SEED)

faults: install
	$(BIN)/python tests/faults/table.py --seed $(SEED)

soak: install
	$(BIN)/python tests/soak/kills.py --seed $(SEED) --kills $(KILLS)

eval: install peers
	$(BIN)/python tests/eval/reading.py
	$(BIN)/python tests/eval/other_plans.py
	$(BIN)/python tests/eval/drafts.py --seed $(SEED)

golden: install
	GONGKAI_GOLDEN=1 $(BIN)/python -m pytest tests/reports

lock: install
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --extra dev --strip-extras --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header -o requirements.lock pyproject.toml
	for extra in ocr browser; do \
	$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['$$extra'], sep='\n')" | \
	$(BIN)/pip-compile --quiet -c requirements.lock --strip-extras --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header -o requirements-$$extra.lock - || exit 1; \
	done
	$(BIN)/pip-compile --quiet -c requirements.lock -c requirements-ocr.lock --strip-extras --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header -o requirements-peers.lock requirements-peers.in
