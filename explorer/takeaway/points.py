"""The points of a run as text: each number to the digits that make the same float32 again."""

import re
from dataclasses import replace
from itertools import accumulate, pairwise
from textwrap import wrap

from torch import Tensor

from explorer.choices.datasets import DATASETS
from explorer.choices.inputs import AXES, FEATURES
from explorer.choices.losses import LOSSES
from explorer.config import RunConfig
from explorer.engine.data import SHARES, Samples, sample
from explorer.takeaway.section import Section

WIDTH = 98  # signs in a line of numbers
_GAP = "\0"  # within a point, where no line may end


def section(run: RunConfig) -> Section:
    """All points, and x (N, F) and y of each share.

    y is (N,) int64 of classes where the loss is told a class, or the network has a logit for each;
    else it is (N, 1 or K) float32. Raises ValueError as `sample` does.
    """
    axes = axes_of(run)
    if run.data.axes > 2:
        samples, made = sample(run), []
    else:
        samples, made = sample(replace(run, inputs=axes)), _inputs(run.features, axes)
    counts = [len(samples.share(name)[1]) for name in SHARES]
    told = f"{counts[0]:,} points to train on, {counts[1]:,} to validate, {counts[2]:,} to test"
    shipped = run.data.rows and run.dataset in DATASETS
    return Section(
        "The points",
        [
            f"# {told}.",
            *(_loaded(run, samples) if shipped else _embedded(run, samples, axes)),
            *(made or [f"x = table[:, :{len(axes)}]"]),
            _targets(run, len(axes)),
            *(
                f"x_{name}, y_{name} = x[{start}:{stop}], y[{start}:{stop}]"
                for name, (start, stop) in zip(
                    SHARES, pairwise(accumulate(counts, initial=0)), strict=True
                )
            ),
        ],
        "The same points as in the app, in the same three shares. Those to train on move the "
        "weights, those to validate tell when to stop, those to test are for the end.",
    )


def _embedded(run: RunConfig, samples: Samples, axes: tuple[str, ...]) -> list[str]:
    """Lines that make a table (N, F + 1 or K) of all points, written out."""
    points = [
        _GAP.join(_numbers(x) + _numbers(y))
        for name in SHARES
        for x, y in zip(*samples.share(name), strict=True)
    ]
    named = ", ".join([*axes, "y" if run.problem != "labels" else "a 0 or 1 for each label"])
    return [
        *(f"# {line}" for line in wrap(f"Of each: {named}.", WIDTH - 2)),
        'POINTS = """',
        *_wrapped(points),
        '"""',
        'rows = [[float(n) for n in point.split()] for point in POINTS.split(",")]',
        "table = torch.tensor(rows)",
    ]


def _loaded(run: RunConfig, samples: Samples) -> list[str]:
    """Lines that make such a table of one that comes with scikit-learn."""
    standardised = [
        "spread = columns.std(axis=0)",
        "columns = (columns - columns.mean(axis=0)) / np.where(spread > 0, spread, 1)",
    ]
    return [
        f"from sklearn.datasets import load_{run.dataset}",
        "",
        f"columns, labels = load_{run.dataset}(return_X_y=True)",
        *([] if run.raw else standardised),
        'ROWS = """',
        *_wrapped([str(row) for row in samples.rows.tolist()]),
        '"""  # those to train on, then those to validate, then those to test',
        'rows = [int(n) for n in ROWS.split(",")]',
        "table = torch.from_numpy(np.column_stack([columns, labels])[rows]).float()",
    ]


def _wrapped(parts: list[str]) -> list[str]:
    """Parts as lines, with commas between them and no end of a line within one."""
    return [line.replace(_GAP, " ") for line in wrap(", ".join(parts), WIDTH)]


def axes_of(run: RunConfig) -> tuple[str, ...]:
    """The coordinates that the inputs read: the columns of the table of points, before y."""
    if run.data.axes > 2:
        return run.data.inputs
    read = frozenset[str]().union(*(FEATURES[key].axes for key in run.features))
    return tuple(axis for axis in AXES if axis in read)


def names_class(run: RunConfig) -> bool:
    """Whether y is a class number, not a number for each logit."""
    loss = LOSSES[run.objective]
    return run.problem == "classes" or (run.problem == "binary" and not loss.single)


def feature_lines(keys: tuple[str, ...], table: str) -> list[str]:
    """Lines that make x (N, F) of the columns, x1 and x2, of a table of this name."""
    values = ", ".join(re.sub(r"([a-z]+)\(", r"torch.\1(", FEATURES[key].value) for key in keys)
    return [f"x1, x2 = {table}[:, 0], {table}[:, -1]", f"x = torch.stack([{values}], dim=1)"]


def _inputs(keys: tuple[str, ...], axes: tuple[str, ...]) -> list[str]:
    """Lines that make x of the table, where it is not its first columns."""
    if keys == axes:
        return []
    return feature_lines(keys, f"table[:, :{len(axes)}]")


def _targets(run: RunConfig, axes: int) -> str:
    """The line that makes y of the table."""
    return f"y = table[:, {axes}].long()" if names_class(run) else f"y = table[:, {axes}:]"


def _numbers(values: Tensor) -> list[str]:
    return [str(one) for one in values.reshape(-1).numpy()]
