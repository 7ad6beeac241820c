"""How sure a share is that was counted: Wilson's interval, of SciPy."""

from functools import lru_cache

from scipy.stats import binomtest

SURE = 0.95  # of the intervals, this share holds the true one
PERCENT = f"{SURE:.0%}".replace("%", " %")


@lru_cache(maxsize=100_000)
def wilson(count: int, of: int) -> tuple[float, float]:
    """Between which shares the true one lies where `count` of so many were found, `of` above 0.

    The interval of Wilson, Probable Inference, the Law of Succession, and Statistical Inference,
    1927.
    """
    found = binomtest(count, of).proportion_ci(SURE, method="wilson")
    return float(found.low), float(found.high)
