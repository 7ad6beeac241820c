"""What a run learns from: the data set, how its points are drawn, and their three shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from explorer.choices.datasets import DATASETS, Dataset, get
from explorer.choices.gates import GATES
from explorer.choices.inputs import AXES, FEATURES, possible
from explorer.choices.thumbnails import thumbnail
from explorer.config.fields import Field, setting
from explorer.config.kinds import Draw, Entry, Flag, Items, Real, Scale, Whole
from explorer.config.member import MAX_SEED
from explorer.config.plane import Plane

MIN_SAMPLES, MAX_SAMPLES = 50, 2000
STANDARDISED = "Moved and scaled so that x₁ and x₂ each have mean 0 and variance 1"
CLASS_SHARES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)

HEADINGS = {  # over the pictures of data sets, by their problem
    "binary": "two classes",
    "classes": "more classes",
    "labels": "labels",
    "regression": "a number",
    "regression_unit": "a number",
}


def _heading(key: str) -> str:
    """Over the picture of the data set of this key, and of its neighbours."""
    if key not in DATASETS:
        return "your own"
    dataset = DATASETS[key]
    if dataset.rows:
        return "measured"
    return "gates" if dataset in GATES else HEADINGS[dataset.problem]


def _made(chosen: Mapping[str, Any]) -> bool:
    """Whether the data set chosen is made, not a table or drawn by hand."""
    return not get(chosen["dataset"]).rows


def _size(run: Any) -> str:
    dataset = run.data
    if not dataset.rows:
        return f"{run.samples:,} points{', standardised' * (dataset.scaled and not run.raw)}"
    what = f"{dataset.rows:,} points"
    return f"{what} of {dataset.axes} numbers" if dataset.axes > 2 else what


def plane_shown(run: Any) -> str:
    """Which plane of data of more than two inputs is shown, in words; "" of others."""
    if run.data.axes <= 2:
        return ""
    if not run.plane:
        return "the plane of the first two principal directions"
    across, up = (run.data.inputs[k] for k in run.plane)
    return f"{across} across, {up} up, all others at their median"


@dataclass(frozen=True)
class DataFields:
    """The points of a run.

    `class_share` is that of class 1 among two, None as the data set has it. `data_seed` None takes
    the run's seed, which draws all else.
    """

    dataset: str = setting(
        "circles",
        Field(
            "Data set",
            Entry(DATASETS, remark=True, picture=thumbnail, heading=_heading, get=get),
            "data",
            word="",
            caption=lambda run: run.data.label,
            help="A line is enough for some; the more a figure winds, the more units it needs",
        ),
    )
    samples: int = setting(
        500,
        Field(
            "Points",
            Whole(MIN_SAMPLES, MAX_SAMPLES, (MIN_SAMPLES, MAX_SAMPLES, 50)),
            "data",
            caption=_size,
            shown=_made,
            help=f"More: less is left to chance; fewer: learnt by heart sooner. {STANDARDISED}",
            what="samples",
        ),
    )
    noise: float = setting(
        0.1,
        Field(
            "Noise",
            Real(0.0, 2.0, (0.0, 0.5, 0.01)),
            "data",
            caption=lambda run: "" if run.data.rows else f"noise {run.noise:g}",
            shown=_made,
            help="Larger: the classes mix, and nobody can get all right; 0: the figure itself",
        ),
    )
    factor: float = setting(
        0.5,
        Field(
            "Factor",
            Real(0.05, 0.95, (0.05, 0.95, 0.05)),
            "data",
            caption=lambda run: f"factor {run.factor:g}" if run.data.factored else "",
            shown=lambda chosen: get(chosen["dataset"]).factored,
            help="Radius of the inner circle, in radii of the outer one: nearer to 1, less between",
        ),
    )
    raw: bool = setting(
        False,
        Field(
            "As drawn, not standardised",
            Flag("points as drawn"),
            "data",
            word="",
            caption=lambda run: "as drawn" if run.raw else "",
            shown=lambda chosen: get(chosen["dataset"]).scaled,
            help="On: the points are left as their maker gives them",
        ),
    )
    class_share: float | None = setting(
        None,
        Field(
            "Share of class 1",
            Scale(Real(0.05, 0.95), CLASS_SHARES, "as drawn", "As drawn"),
            "data",
            word="class share",
            caption=lambda run: "" if run.class_share is None else f"class 1: {run.class_share:g}",
            shown=lambda chosen: _made(chosen) and get(chosen["dataset"]).problem == "binary",
            help="Near 5 or 95 %: to say always the same is right for most, and learns nothing",
        ),
    )
    validation_fraction: float = setting(
        0.1,
        Field(
            "Validation share",
            Real(0.05, 0.9, (0.05, 0.8, 0.05), "percent"),
            "data",
            "validation",
            word="validation share",
            help="Larger: surer, but fewer to train on",
        ),
    )
    test_fraction: float = setting(
        0.1,
        Field(
            "Test share",
            Real(0.05, 0.9, (0.05, 0.8, 0.05), "percent"),
            "data",
            "test",
            word="test share",
            help="Larger: surer, but fewer to train on",
        ),
    )
    seed: int = setting(
        0,
        Field(
            "Seed",
            Whole(0, MAX_SEED, style="seed"),
            "data",
            caption=lambda run: f"seed {run.seed}",
            help="Another one: other points, weights and batches",
        ),
    )
    data_seed: int | None = setting(
        None,
        Field(
            "Seed of the points",
            Draw(MAX_SEED, "the seed", "Points"),
            "data",
            word="points' seed",
            help="Draws other points, and leaves the first weights as they are",
        ),
    )
    inputs: tuple[str, ...] = setting(
        AXES,
        Field(
            "Inputs",
            Items(FEATURES),
            "network",
            word="inputs",
            caption=lambda run: (
                ""
                if run.inputs == AXES or run.data.axes > 2
                else ", ".join(FEATURES[k].label for k in run.features)
            ),
            shown=lambda chosen: get(chosen["dataset"]).axes <= 2,
            help="More: a bend that an input has already, no unit needs to learn",
        ),
    )

    plane: tuple[int, ...] = setting(
        (),
        Field(
            "Plane shown",
            Plane(lambda chosen: get(chosen["dataset"]).inputs),
            "data",
            word="plane",
            caption=lambda run: plane_shown(run),
            shown=lambda chosen: get(chosen["dataset"]).axes > 2,
            help="The map shows a plane through the data, and all points projected to it",
        ),
    )

    @cached_property
    def data(self) -> Dataset:
        """The data set itself, which a table of somebody's own stays at hand by."""
        return get(self.dataset)

    @property
    def classes(self) -> int:
        """K, the number of classes, or of labels, of the data set; 1 for a number."""
        return self.data.classes

    @property
    def problem(self) -> str:
        """The key, in OUTPUTS, of what is asked of the networks."""
        return self.data.problem

    @property
    def features(self) -> tuple[str, ...]:
        """What the networks are given: keys of FEATURES, or names of a table's F columns."""
        data = self.data
        return data.inputs if data.axes > 2 else possible(self.inputs, data.axes)
