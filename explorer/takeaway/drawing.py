"""What a network says of the plane, or of a line, drawn by Matplotlib at a notebook's end."""

from explorer.choices.losses import LOSSES
from explorer.choices.outputs import OUTPUTS
from explorer.choices.palette import CLASSES, NEGATIVE, NEUTRAL, NO_LABEL, POSITIVE
from explorer.config import RunConfig
from explorer.takeaway.points import axes_of, feature_lines
from explorer.takeaway.section import Section
from explorer.takeaway.training import answering

GRID = 200  # places along a side
_PLANE = (
    "import matplotlib.pyplot as plt",
    "from matplotlib.colors import LinearSegmentedColormap, ListedColormap",
    "",
    "points, y = table[: len(x_train), :2].numpy(), y_train.numpy()",
    "side = 1.08 * table[:, :2].abs().max().item()",
    f"axis = torch.linspace(-side, side, {GRID})",
    'x2, x1 = torch.meshgrid(axis, axis, indexing="ij")',
    "grid = x1.numpy(), x2.numpy()",
    "places = torch.stack([x1.flatten(), x2.flatten()], dim=1)",
)
_SQUARE = (
    "figure, axes = plt.subplots(figsize=(5, 5))",
    'square = {"origin": "lower", "extent": (-side, side, -side, side)}',
)
_FRAME = (
    'axes.set(xlabel="x₁", ylabel="x₂", aspect="equal")',
    "plt.show()",
)
_SHADES = (
    f'colours = LinearSegmentedColormap.from_list("", ["{NEGATIVE}", "{NEUTRAL}", "{POSITIVE}"])'
)
_DOTS = 'axes.scatter(*points.T, c=y.flatten(), edgecolors="white", s=30, **shade)'


def drawing(run: RunConfig) -> Section | None:
    """The part that draws; None where the inputs show neither a plane nor a curve."""
    columns, judging = len(axes_of(run)), OUTPUTS[run.problem].judging
    if columns == 2:
        kind = "several" if judging == "class" and run.problem == "classes" else judging
        lines = [*_PLANE, *_said(run, "places"), *_SQUARE, *_MAPS[kind](run), *_FRAME]
        title = "The surface" if judging == "number" else "The boundary"
        about = "What the network says at each place, and the points it was trained on."
        return Section(title, lines, about)
    if judging == "number" and columns == 1:
        about = "What the network says for each input, and the points it was trained on."
        return Section("The curve", _curve(run), about)
    return None


def _said(run: RunConfig, table: str) -> list[str]:
    """Lines that make z and `answer` of a table of places."""
    inputs = (
        [f"x = {table}"] if run.features == axes_of(run) else feature_lines(run.features, table)
    )
    return [
        *inputs,
        "network.eval()",
        "with torch.no_grad():",
        "    z = network(x)",
        f"answer = {answering(LOSSES[run.objective])}",
        "z, answer = z.numpy(), answer.numpy()",
    ]


def _two_classes(run: RunConfig) -> list[str]:
    line = "z[:, 0]" if run.outputs == 1 else "z[:, 1] - z[:, 0]"
    return [
        _SHADES,
        'shade = {"cmap": colours, "vmin": 0, "vmax": 1}',
        f"axes.imshow(answer[:, -1].reshape({GRID}, {GRID}), alpha=0.8, **square, **shade)",
        f"line = ({line}).reshape({GRID}, {GRID})",
        "if line.min() < 0 < line.max():  # else all is of one class",
        '    axes.contour(*grid, line, levels=[0], colors="black")',
        _DOTS,
    ]


def _classes(run: RunConfig) -> list[str]:
    return [
        f'colours = ListedColormap("{" ".join(CLASSES[: run.outputs])}".split())',
        f'shade = {{"cmap": colours, "vmin": -0.5, "vmax": {run.outputs - 0.5}}}',
        f"winner = z.argmax(axis=1).reshape({GRID}, {GRID})",
        "axes.imshow(winner, alpha=0.5, **square, **shade)",
        _DOTS,
    ]


def _labels(run: RunConfig) -> list[str]:
    return [
        f"colours = {list(CLASSES[: run.outputs])}",
        f'axes.scatter(*points.T, color="{NO_LABEL}", s=30)',
        "for label, colour in enumerate(colours):",
        f"    area = answer[:, label].reshape({GRID}, {GRID})",
        "    axes.contourf(*grid, area, levels=[0.5, 1.01], colors=[colour], alpha=0.3)",
        "    those = points[y[:, label] > 0]",
        '    axes.scatter(*those.T, color=colour, edgecolors="white", s=60 - 30 * label)',
    ]


def _surface(run: RunConfig) -> list[str]:
    return [
        _SHADES,
        'shade = {"cmap": colours, "vmin": y.min(), "vmax": y.max()}',
        f"picture = axes.imshow(answer[:, 0].reshape({GRID}, {GRID}), **square, **shade)",
        'figure.colorbar(picture, label="y", shrink=0.8)',
        _DOTS,
    ]


_MAPS = {"class": _two_classes, "several": _classes, "labels": _labels, "number": _surface}


def _curve(run: RunConfig) -> list[str]:
    return [
        "import matplotlib.pyplot as plt",
        "",
        "axis = torch.linspace(table[:, 0].min(), table[:, 0].max(), 400)[:, None]",
        *_said(run, "axis"),
        "figure, axes = plt.subplots(figsize=(6, 4))",
        "points, y = table[: len(x_train), 0].numpy(), y_train.numpy()",
        f'axes.scatter(points, y, color="{POSITIVE}", s=15)',
        f'axes.plot(axis.numpy(), answer, color="{NEGATIVE}")',
        'axes.set(xlabel="x", ylabel="y")',
        "plt.show()",
    ]
