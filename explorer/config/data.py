"""What a run learns from: the data set, how its points are drawn, and their three shares."""

from dataclasses import dataclass

from explorer.choices.datasets import DATASETS
from explorer.choices.gates import GATES
from explorer.choices.inputs import AXES, FEATURES, possible
from explorer.choices.thumbnails import thumbnail
from explorer.config.fields import Field, setting
from explorer.config.kinds import Draw, Entry, Items, Real, Scale, Whole
from explorer.config.member import MAX_SEED

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
    return "gates" if DATASETS[key] in GATES else HEADINGS[DATASETS[key].problem]


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
            Entry(DATASETS, remark=True, picture=thumbnail, heading=_heading),
            "data",
            word="",
            caption=lambda run: DATASETS[run.dataset].label,
            help="A line is enough for some; the more a figure winds, the more units it needs",
        ),
    )
    samples: int = setting(
        500,
        Field(
            "Points",
            Whole(MIN_SAMPLES, MAX_SAMPLES, (MIN_SAMPLES, MAX_SAMPLES, 50)),
            "data",
            caption=lambda run: f"{run.samples:,} points, standardised",
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
            caption=lambda run: f"noise {run.noise:g}",
            help="Larger: the classes mix, and nobody can get all right; 0: the figure itself",
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
            shown=lambda chosen: DATASETS[chosen["dataset"]].problem == "binary",
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
            help="Rules and choices look at these points. Larger: surer, fewer to train on",
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
            help="For the end: nothing is chosen by these. Larger: surer, fewer to train on",
        ),
    )
    seed: int = setting(
        0,
        Field(
            "Seed",
            Whole(0, MAX_SEED, style="seed"),
            "data",
            caption=lambda run: f"seed {run.seed}",
            help="Another seed: other points, weights and batches; the same seed: the same run",
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
                "" if run.inputs == AXES else ", ".join(FEATURES[k].label for k in run.features)
            ),
            help="More: a bend that an input has already, no unit needs to learn",
        ),
    )

    @property
    def classes(self) -> int:
        """K, the number of classes, or of labels, of the data set; 1 for a number."""
        return DATASETS[self.dataset].classes

    @property
    def problem(self) -> str:
        """The key, in OUTPUTS, of what is asked of the networks."""
        return DATASETS[self.dataset].problem

    @property
    def features(self) -> tuple[str, ...]:
        """Keys of what the networks are given, F of FEATURES: the inputs that the points have."""
        return possible(self.inputs, DATASETS[self.dataset].axes)
