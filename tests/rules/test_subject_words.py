"""Subject words: what they keep, what they drop, and that nothing is written or said on the way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rules.words import Words

WORDS = Words()


def test_filler_is_dropped_and_the_subject_kept() -> None:
    found = WORDS.keywords("及时公开我区水质监测情况等信息，每月公布黑臭河涌排名。", 10)
    assert {"水质", "监测", "排名"} <= set(found)
    assert not {"公开", "及时", "情况", "信息", "我区", "每月"} & set(found)


def test_the_weightiest_words_come_first_and_no_more_than_asked_for() -> None:
    assert len(WORDS.keywords("粮油市场价格、粮油进销存、粮油储备", 3)) == 3
    assert WORDS.keywords("粮油市场价格、粮油进销存、粮油储备", 1) == ("粮油",)


def test_a_text_without_words_has_no_subject() -> None:
    assert WORDS.keywords("2017年1月，12.5%。", 5) == ()


@pytest.mark.parametrize(
    ("vocabulary", "text", "share"),
    [
        (("预算", "执行"), "2017年 预 算 执行", 1.0),
        (("预算", "执行"), "春节慰问", 0.0),
        (("预算", "预算"), "预算", 1.0),
        ((), "预算", 0.0),
        (("ＰＰＰ项目",), "区ppp项目清单", 1.0),
    ],
    ids=["all", "none", "said twice", "no vocabulary", "full width"],
)
def test_overlap_is_the_share_of_weight_found(vocabulary: tuple[str, ...], text: str, share: float) -> None:
    assert WORDS.overlap(vocabulary, text) == share


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    assert WORDS.overlap(("河涌", "经济"), "河涌") > 0.5 > WORDS.overlap(("河涌", "经济"), "经济")


def test_nothing_is_written_said_or_warned_of(tmp_path: Path) -> None:
    program = "from rules.words import Words; print(Words().keywords('粮油市场价格', 1))"
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=tmp_path, env={"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.stdout, run.stderr, list(tmp_path.iterdir())) == ("('粮油',)\n", "", [])
