"""Mean-field theory of signals in wide random networks, for any element-wise function."""

from explorer.meanfield.correlation import correlation_map, correlation_through_depth
from explorer.meanfield.criticality import (
    Critical,
    critical_line,
    critical_points,
    critical_weight_variance,
)
from explorer.meanfield.gaussian import MeanFieldError
from explorer.meanfield.variance import (
    chi,
    chi_map,
    depth_scale,
    fixed_point,
    variance_through_depth,
)

__all__ = [
    "Critical",
    "MeanFieldError",
    "chi",
    "chi_map",
    "correlation_map",
    "correlation_through_depth",
    "critical_line",
    "critical_points",
    "critical_weight_variance",
    "depth_scale",
    "fixed_point",
    "variance_through_depth",
]
