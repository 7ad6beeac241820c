"""The registry of maps worth a look, each with what to look for and why it is so."""

from dataclasses import dataclass, replace

from explorer.sweeps.map import START, Map


@dataclass(frozen=True)
class MapPreset:
    """A map, what to see in it (`goal`), why (`reason`), and what a test holds (`claim`)."""

    key: str
    label: str
    chart: Map
    goal: str
    reason: str
    claim: str


_DEEP = replace(START, hidden=(16,) * 10, learning_rate=0.03)
_ENTRIES = (
    MapPreset(
        "scale",
        "Rate against init scale",
        Map(),
        "A network learns in a valley: left of it the steps are too short, right of it they leap.",
        "A step is rate times slope. The init scale sets how steep the loss is at the start.",
        "Above a rate of 30 at most 10 % converge; from 1 to 3, at a scale of 1 to 3, 90 %.",
    ),
    MapPreset(
        "fractal",
        "The fractal border",
        Map(replace(START, steps=100), ("sine",), window=(2.6, 5.2, 1.0, 4.2), side=128),
        "The border is no line: drag a rectangle where it is ragged, again and again; it stays so.",
        "Near the border a tiny change of a step decides, many steps later, whether all is lost.",
        "Neighbours differ at least 1.5 times as often as on the whole map; in zooms 2.5 times.",
    ),
    MapPreset(
        "chaos",
        "Edge of chaos, measured",
        Map(_DEEP, across="weight_variance", up="bias_variance"),
        "Ten layers learn near the line that theory draws; far left of it nothing reaches the end.",
        "Left of the line all points become one on their way through the layers; right, noise.",
        "Below half of the line's σ_w² none converges; above the line 95 % do.",
    ),
    MapPreset(
        "momentum",
        "Momentum against rate",
        Map(across="momentum", up="rate"),
        "The more momentum, the smaller the rate that suffices; the border to diverged falls less.",
        "Steps that go on in their old direction add up to 1/(1 − β) times as much.",
        "At β = 0.96 the rate that suffices is at most 1/10 of that at 0.03, the border ≥ 1/5.",
    ),
)
MAP_PRESETS = {one.key: one for one in _ENTRIES}
