"""A network of a run as PyTorch's own modules, with the run's first weights."""

import re
from itertools import pairwise
from typing import NamedTuple

from explorer import activations
from explorer.activations import Activation
from explorer.choices.initialisers import INITIALISERS
from explorer.config import Member, RunConfig
from explorer.engine.layout import BIASES, settings
from explorer.formula.source import expression
from explorer.functions.export import class_name, definition_lines
from explorer.takeaway.section import Section

_NORMS = {"layer": "nn.LayerNorm({width})", "batch": "nn.BatchNorm1d({width})"}
_RESIDUAL = '''class Residual(nn.Module):
    """What comes in, added to what the layers make of it."""

    def __init__(self, *layers: nn.Module) -> None:
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.layers(x)'''
_GENERATOR = '''def generator(*numbers: int) -> torch.Generator:
    """A source of random draws for these numbers: equal numbers, equal draws."""
    seed = int(np.random.SeedSequence(numbers).generate_state(1)[0])
    return torch.Generator().manual_seed(seed)'''


def section(run: RunConfig) -> Section:
    """The network of a run of one member, as `network`."""
    (member,), depth = run.members, len(run.hidden)
    keys = member.keys(depth)
    calls, classes = _activations(member, keys)
    fans, hidden = list(pairwise(run.widths)), []
    for (fan_in, fan_out), key in zip(fans, keys, strict=False):
        parts = [f"nn.Linear({fan_in}, {fan_out})"]
        if member.norm:
            parts.append(_NORMS[member.norm].format(width=fan_out))
        parts.append(calls[key])
        if run.dropout:
            parts.append(f"nn.Dropout({run.dropout!r})")
        layer = ", ".join(parts)
        hidden.append(f"Residual({layer})" if member.residual and fan_in == fan_out else layer)
    if any(layer.startswith("Residual") for layer in hidden):
        classes = [*classes, _RESIDUAL.splitlines()]
    last = "nn.Linear({}, {})".format(*fans[-1])
    return Section(
        "The network",
        [
            *(line for one in classes for line in (*one, "", "")),
            "network = nn.Sequential(",
            *(f"    {layer}," for layer in [*hidden, last]),
            ")",
            "linear = [layer for layer in network.modules() if isinstance(layer, nn.Linear)]",
        ],
        "Each hidden layer is a linear part and what bends it; the last one is linear alone.",
    )


class Names(NamedTuple):
    """What a layer's modules are called in the network's state_dict; "" where there is none."""

    linear: str
    norm: str = ""
    activation: str = ""


def names(run: RunConfig) -> list[Names]:
    """Those of each layer of a run of one member, the last one among them."""
    (member,), found, place = run.members, list[Names](), 0
    for fan_in, fan_out in pairwise(run.widths[:-1]):
        is_residual = member.residual and fan_in == fan_out
        first, before = (0, f"{place}.layers.") if is_residual else (place, "")
        linear, norm, other = (f"{before}{first + k}" for k in range(3))
        found.append(Names(linear, norm, other) if member.norm else Names(linear, "", norm))
        modules = 2 + bool(member.norm) + bool(run.dropout)
        place += 1 if is_residual else modules
    return [*found, Names(str(place))]


def first_weights(run: RunConfig) -> Section:
    """What is drawn for its weights and biases."""
    member = run.members[0]
    code = [line.format(std=repr(run.init_std)) for line in INITIALISERS[run.init].code]
    scale = f" * {member.init_scale!r}" if member.init_scale != 1 else ""
    lines = [
        *_GENERATOR.splitlines(),
        "",
        "",
        f"owner = generator({member.seed})",
        "with torch.no_grad():",
        "    for layer in linear:",
        "        fan_in, fan_out = layer.in_features, layer.out_features",
        *(f"        {line}" for line in code),
        f"        layer.weight.copy_(weight.T{scale})",
        "        layer.bias.copy_(bias)",
    ]
    if member.bias_std:
        normal = f"{member.bias_std!r} * torch.randn(layer.out_features, generator=owner)"
        owners = ", ".join(map(str, (member.seed, *BIASES)))
        lines += [
            f"    owner = generator({owners})",
            "    for layer in linear:",
            f"        layer.bias += {normal}",
        ]
    if run.output_bias:
        lines.append(f"    linear[-1].bias += {run.output_bias!r}")
    about = "Drawn as in the app, from the same seed: the same numbers."
    return Section("The first weights", lines, about)


def is_random(run: RunConfig) -> bool:
    """Whether an activation draws in training."""
    keys = run.members[0].keys(len(run.hidden))
    return any(activations.get(key).training_parameters for key in keys)


def _activations(member: Member, keys: tuple[str, ...]) -> tuple[dict[str, str], list[list[str]]]:
    """What makes the module of each key, and the classes that are needed for it."""
    calls, classes, names = dict[str, str](), list[list[str]](), set[str]()
    for key in dict.fromkeys(keys):
        activation = activations.get(key)
        chosen = settings(member, key)
        code = activation.code(**chosen)
        if "nn.PReLU" in code and not activation.learnt:  # dialled, a run holds its slope
            code = expression(activation.tree).format(**chosen)
        if code.startswith("nn.") and not activation.training_parameters:
            calls[key] = code
            continue
        name, number = class_name(activation), 2
        while name in names:
            name, number = f"{class_name(activation)}{number}", number + 1
        names.add(name)
        if activation.training_parameters:
            classes.append(_random_lines(activation, name, chosen))
        else:
            classes.append(definition_lines(name, code, [activation.remark]))
        calls[key] = f"{name}()"
    return calls, classes


def _random_lines(activation: Activation, name: str, chosen: dict[str, float]) -> list[str]:
    """The class of an activation whose lower and upper slope are one in training, drawn anew."""
    body = expression(activation.tree).format(**{one: one for one in chosen})
    body = re.sub(r"x\.new_tensor\((lower|upper)\)", r"\1", body)  # here what is drawn is a tensor
    return [
        f"class {name}(nn.Module):",
        '    """In training each number meets a slope of its own; `draws` is new at each step."""',
        "",
        "    def forward(self, x: torch.Tensor) -> torch.Tensor:",
        f"        {', '.join(chosen)} = {', '.join(map(repr, chosen.values()))}",
        "        if self.training:",
        "            drawn = torch.rand(x.shape, generator=draws, dtype=x.dtype)",
        "            lower = upper = lower + (upper - lower) * drawn",
        f"        return {body.removeprefix('lambda x: ')}",
    ]
