"""What verdicts rest on is looked at again sooner: that of the last check of all units."""

from __future__ import annotations

from datetime import date

from checks.run import Checker
from checks.standards import load_standards
from crawler.store import Store

DAY = date(2017, 12, 31)


def test_a_check_of_one_unit_does_not_hide_what_the_others_rest_on(office):
    with Store(office.db_url) as store:
        checker = Checker(store, load_standards(office.settings()))
        checker.check(DAY)
        resting = checker.resting()
        checker.check(DAY, units=("another",))
        assert resting
        assert checker.resting() == resting
