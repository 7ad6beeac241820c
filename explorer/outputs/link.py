"""A run that the page Outputs looks at, as the parameters of a link to one of its tabs."""

from dataclasses import replace

from explorer.config import Member, RunConfig, link
from explorer.config.form import DEFAULTS

PREFIX = "outputs_"
START = replace(DEFAULTS, dataset="moons", noise=0.3, members=(Member("identity"), Member("tanh")))


def write(config: RunConfig, tab: str, threshold: float = 0.5) -> link.Parameters:
    """The parameters of all that is not as the tab opens; raises ValueError as `link.write`."""
    found: link.Parameters = {f"{PREFIX}tab": tab}
    if threshold != 0.5:
        found[f"{PREFIX}threshold"] = f"{threshold:g}"
    return found | link.write(config, START, PREFIX)
