"""The numbers of a run by the names of its scripts' state_dicts, as views of where they stand."""

from collections.abc import Iterator

import torch
from torch import Tensor

from explorer import activations
from explorer.choices.optimisers import OPTIMISERS, SLOTS
from explorer.choices.sizes import plain_size
from explorer.config import RunConfig
from explorer.engine.layout import Views, columns, learnt_names, norm_names, views
from explorer.engine.standing import Standing
from explorer.takeaway.network import names

OPTIMISER, BEST = "optimiser.", "best."  # how the names of what no network needs begin
COUNT = "num_batches_tracked"  # by nn.BatchNorm1d, which makes no use of it here
_STATISTICS = {"running_mean": "mean", "running_var": "variance"}
Named = Iterator[tuple[str, Tensor]]


def least(config: RunConfig) -> int:
    """How many numbers a file of such a run has at least."""
    count = 0
    for run, members in config.stacks:
        copies = 1 + OPTIMISERS[run.optimizer].slots
        count += copies * len(members) * plain_size(run.widths)
    return count


def named(config: RunConfig, standing: list[Standing]) -> Named:
    """All numbers of a run of these stacks, each tensor of PyTorch's with its name."""
    for (run, members), one in zip(config.stacks, standing, strict=True):
        known = {"": one.parameters}
        slots = zip(SLOTS, one.state, strict=False)
        known |= {f"{OPTIMISER}{slot}.": numbers for slot, numbers in slots}
        if one.best:
            known[BEST] = one.best.parameters
        for beginning, flat in known.items():
            laid_out = _views(run, flat)
            for place, member in enumerate(members):
                whose = f"networks.{member}." if len(config.members) > 1 else ""
                for name, view in _network(run, place, laid_out):
                    if not (name.endswith(tuple(_STATISTICS)) and beginning.startswith(OPTIMISER)):
                        yield beginning + whose + name, view
                    if name.endswith("running_var") and not beginning:
                        yield whose + name.replace("running_var", COUNT), torch.tensor(one.step)


def _views(run: RunConfig, flat: Tensor) -> Views:
    keys = columns(run.members, len(run.hidden))
    return views(flat, run.widths, learnt_names(keys), norm_names(run.members))


def _network(run: RunConfig, place: int, numbers: Views) -> Named:
    """Those of one network, out of the numbers of its stack."""
    member = run.members[place]
    keys = member.keys(len(run.hidden))
    modules = names(run.alone(member))
    for layer, module in enumerate(modules):
        yield f"{module.linear}.weight", numbers.weights[layer][place].T
        yield f"{module.linear}.bias", numbers.biases[layer][place, 0]
        if layer == len(keys):
            return
        if module.norm:
            norm = {name: whole[place, 0] for name, whole in numbers.norms[layer].items()}
            yield f"{module.norm}.weight", norm["scale"]
            yield f"{module.norm}.bias", norm["shift"]
            for name, key in _STATISTICS.items() if member.norm == "batch" else ():
                yield f"{module.norm}.{name}", norm[key]
        for parameter in activations.get(keys[layer]).learnt:  # nn.PReLU has one, its weight
            yield f"{module.activation}.weight", numbers.learnt[layer][parameter.name][place, 0]
