"""`make eval`: how the drafts of a plan do, unreviewed, in the finished rules' cases and in the model district."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]

from draft_cases import table as case_table
from draft_cases import try_cases
from draft_district import night_table, try_district, wrong_lines
from draft_set import draft_all, write_under_finished_ids

from checks.court import Standards
from rules.calendar import load_calendars
from rules.load import DEFAULT_RULE_SET, load_all, rule_set_folder
from rules.markers import load_markers
from rules.policy_file import load_policies
from rules.words import shared_words

UNITS = Path(__file__).resolve().parents[2] / "config" / "units.yaml"


def main(argv: list[str] | None = None) -> int:
    """Says with its exit code whether anybody was accused falsely while the drafts were unreviewed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=0.15)
    parser.add_argument("--cases-only", action="store_true")
    asked = parser.parse_args(argv)
    folder = rule_set_folder(DEFAULT_RULE_SET, UNITS)
    district, sets = load_all(UNITS, (folder,))
    finished = sets[0]
    drafted = draft_all(finished, folder, district)
    standards = Standards(district, sets, load_policies({finished.name: folder}, UNITS), load_calendars(), load_markers(), "", "")
    tried = list(try_cases(standards, finished, folder, drafted.paired, shared_words()))
    lacking = sum(draft is None for draft in drafted.paired.values())
    print(f"已定稿的义务 {len(drafted.paired)} 项，其中 {lacking} 项没有草稿。\n\n用例，草稿未经复核：\n{case_table(tried, False)}")
    print(f"\n用例，草稿未看就批准：\n{case_table(tried, True)}")
    if asked.cases_only:
        return 0
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        write_under_finished_ids(drafted, finished, folder, out / finished.name, district)
        nights = try_district(out / finished.name, out, asked.seed, asked.scale)
    for night in nights:
        print(f"\n{night_table(night)}\n{wrong_lines(night)}")
    return 1 if any(night.comparison.false_accusations for night in nights) else 0


if __name__ == "__main__":
    sys.exit(main())
