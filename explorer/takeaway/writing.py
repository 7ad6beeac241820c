"""A run as one PyTorch script."""

import re
from dataclasses import replace

from explorer.config import RunConfig
from explorer.config.form import caption
from explorer.engine.data import sample
from explorer.engine.layout import learning_rates
from explorer.functions.export import docstring
from explorer.takeaway import network, points, training
from explorer.takeaway.section import Section

_IMPORTS = {  # what of the text needs them, in the order of the lines
    "copy.": "import copy",
    "math.": "import math",
    "np.": "import numpy as np",
    "torch.": "import torch",
    "F.": "import torch.nn.functional as F",
    "nn.": "from torch import nn",
}
_STANDARD = ("copy.", "math.")


def script(config: RunConfig, member: int = 0, steps: int | None = None) -> str:
    """The source of a script that trains a network of a run, and prints how it does.

    It takes `steps` steps, or as many as the config plans; a schedule goes by those planned.

    It needs PyTorch and NumPy alone, and prints loss and score of each share as a `Trainer` of that
    network has them then, to four digits; with dropout only about, for it leaves out other units.
    A run that diverges goes on there with numbers that are none. Raises ValueError as `sample`
    does, and IndexError for a member that is not there.
    """
    told, parts = sections(config, member, steps)
    body = "\n\n\n".join(f"# {part.title}\n{part.code}" for part in parts)
    return "\n".join([*docstring(told, ""), "", *imports(body), "", body, ""])


def sections(config: RunConfig, member: int, steps: int | None) -> tuple[list[str], list[Section]]:
    """What stands on top, as paragraphs, and then the parts in the order in which they run."""
    run = settled(config, member)
    steps = run.steps if steps is None else steps
    count = len(sample(run).y_train)
    told = [
        f"{run.data.label}, learnt by {run.titles[0]}: a run of the "
        "activation-function explorer in plain PyTorch, which prints its numbers after "
        f"{steps:,} steps.",
        "; ".join(caption(group, run) for group in ("data", "network", "learning")) + ".",
    ]
    if run.dropout:
        told.append("Dropout leaves out other units here than there: the numbers are alike only.")
    parts = [
        points.section(run),
        network.section(run),
        network.first_weights(run),
        training.judging(run),
        training.training(run, count, steps),
        training.results(run),
    ]
    return told, parts


def settled(config: RunConfig, member: int) -> RunConfig:
    """The run of one network alone, whose own loss and learning rate are the run's."""
    run = config.alone(config.members[member])
    (rate,), loss = learning_rates(run), run.loss_of(run.members[0])
    return replace(run, learning_rate=rate, loss=loss)


def imports(body: str) -> list[str]:
    """The lines of what a text needs; the standard library's stand first."""
    needed = [name for name in _IMPORTS if re.search(rf"\b{re.escape(name)}\w", body)]
    first = [_IMPORTS[name] for name in needed if name in _STANDARD]
    others = [_IMPORTS[name] for name in needed if name not in _STANDARD]
    return [*first, *([""] if first else []), *others]
