"""The whole job on captured government pages, where they are at hand ($GONGKAI_SHARED)."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MATERIAL = ROOT / os.environ.get("GONGKAI_SHARED", "../shared") / "real" / "gov-cn-policies"
needs_material = pytest.mark.skipif(not (MATERIAL / "truth.json").is_file(), reason="没有真实网页资料（GONGKAI_SHARED）")
GONGKAI = str(Path(sys.executable).with_name("gongkai"))


def load(name):
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


serve = load("serve")
run = load("run")


@needs_material
def test_every_page_is_read_and_judged_as_people_read_it(tmp_path):
    captured = serve.read_captured(MATERIAL)
    verdicts = run.run_job(GONGKAI, tmp_path / "real", captured, HERE / "gov-cn")
    assert run.compare(captured.truth, verdicts, tmp_path) == 0
    assert Counter(v["outcome"] for v in verdicts) == {"met": 10, "not_applicable": 10}
    assert all("成文于条例施行之前" in v["why"] for v in verdicts if v["outcome"] == "not_applicable")


@needs_material
def test_by_a_rule_in_force_since_1980_the_old_documents_are_late_by_bounds_alone(tmp_path):
    rules = tmp_path / "gov-cn"
    shutil.copytree(HERE / "gov-cn", rules)
    rule = rules / "01" / "gov-01-01.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("2008-05-01", "1980-01-01"), encoding="utf-8")
    verdicts = run.run_job(GONGKAI, tmp_path / "real", serve.read_captured(MATERIAL), rules)
    assert Counter(v["outcome"] for v in verdicts) == {"met": 10, "late": 10}
    assert all(v["evidence"][0]["formed"] < "2008-05-01" for v in verdicts if v["outcome"] == "late")
