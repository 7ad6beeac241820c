"""Cases that run within one test are all run, and those that fail are named."""

import pytest

from tests.dense import dense


def failing(*wrong):
    """A dense test over 1 to 4 that fails for some, and the cases it has run."""
    ran = []

    @dense("case", [1, 2, 3, 4])
    def test(case):
        ran.append(case)
        assert case not in wrong

    return test, ran


def test_one_case_that_fails_is_raised_as_it_is_with_its_name():
    test, ran = failing(2)
    with pytest.raises(AssertionError) as caught:
        test()
    assert caught.value.__notes__ == ["where case = 2"]
    assert ran == [1, 2, 3, 4]


def test_all_cases_that_fail_are_raised_together():
    test, _ = failing(1, 3)
    with pytest.raises(ExceptionGroup, match="2 cases fail") as caught:
        test()
    notes = [error.__notes__ for error in caught.value.exceptions]
    assert notes == [["where case = 1"], ["where case = 3"]]


@pytest.mark.parametrize("last", [2, 3])
@dense(("case", "twice"), lambda last: [(n, 2 * n) for n in range(last)])
def test_cases_may_be_made_of_the_other_arguments(last, case, twice):
    assert case < last
    assert twice == 2 * case
