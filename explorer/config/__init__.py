"""What a run is: frozen, checked, hashable; also its cache key, its link and its test case."""

from explorer.config.checks import check_choice, check_range, check_whole
from explorer.config.member import MAX_SEED, NORMS, Member
from explorer.config.run import (
    MAX_HIDDEN,
    MAX_SAMPLES,
    MAX_STEPS,
    MAX_WIDTH,
    MIN_SAMPLES,
    RunConfig,
)

__all__ = [
    "MAX_HIDDEN",
    "MAX_SAMPLES",
    "MAX_SEED",
    "MAX_STEPS",
    "MAX_WIDTH",
    "MIN_SAMPLES",
    "NORMS",
    "Member",
    "RunConfig",
    "check_choice",
    "check_range",
    "check_whole",
]
