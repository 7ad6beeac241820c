"""What a run has passed, as a table of its losses and scores."""

import csv
from collections.abc import Sequence
from io import StringIO

import numpy as np

from explorer.choices.outputs import OUTPUTS
from explorer.config import RunConfig
from explorer.engine import Snapshot
from explorer.engine.data import SHARES


def losses(config: RunConfig, history: Sequence[Snapshot]) -> str:
    """CSV with a header line and a row for each network and each of these snapshots.

    Columns: network (its number and its title), step, epoch, the loss of each share, and the score
    of each, called as the problem calls it: accuracy, all labels right, R². A number that does not
    exist is left empty.
    """
    score = OUTPUTS[config.problem].score.replace(" ", "_").replace("R²", "r2")
    measures = {f"{share}_loss": f"{share}_loss" for share in SHARES}
    measures |= {f"{share}_{score}": f"{share}_accuracy" for share in SHARES}
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["network", "step", "epoch", *measures])
    for place, title in enumerate(config.titles):
        for one in history:
            found = [getattr(one, name)[place] for name in measures.values()]
            row = [str(number) if np.isfinite(number) else "" for number in found]
            table.writerow([f"{place + 1}: {title}", one.step, round(one.epoch, 4), *row])
    return text.getvalue()
