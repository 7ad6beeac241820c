"""A config as the parameters of a link, and back: keys, never labels; an old label still opens."""

from collections.abc import Mapping
from typing import Any

from explorer.activations import get
from explorer.config.controls import Control, Fault, Offer, consult
from explorer.config.form import DEFAULTS, compose, spread
from explorer.config.run import MOST_DRAWN, RunConfig
from explorer.formula.keys import split, typed
from explorer.formula.reading import from_link

PREFIX = "training_"  # of every parameter but the formulas
MOST_FORMULAS = 2 * MOST_DRAWN  # that a link is searched for
FORMULA = "formula"  # once for each formula somebody typed

Parameters = dict[str, str | list[str]]


def write(config: RunConfig, defaults: RunConfig = DEFAULTS, prefix: str = PREFIX) -> Parameters:
    """The parameters of a config: each that is not at its default.

    Pages other than Training have defaults and a prefix of their own.

    Raises ValueError for a config that the form cannot make, such as one whose members differ in
    more than their activations.
    """
    answers = spread(config)
    parameters: dict[str, list[str]] = {}

    def ask(control: Control) -> Any:
        value = answers.get(control.name, control.default)
        if value != control.default:
            parameters[prefix + control.name] = control.write(value)
        return value

    made, _ = compose(ask, defaults)
    if made != config:
        raise ValueError(f"{config!r} is not a config of the form; the nearest is {made!r}")
    keys = [key for one in config.members for key in _keys(one.activation)]
    formulas = [split(key).text for key in dict.fromkeys(keys) if split(key).typed]
    known = {FORMULA: formulas} if formulas else {}
    return {
        name: texts[0] if len(texts) == 1 else texts for name, texts in (known | parameters).items()
    }


def read(
    parameters: Mapping[str, str | list[str]], defaults: RunConfig = DEFAULTS
) -> tuple[RunConfig, list[Fault]]:
    """The config that a link names, and what it asks for in vain; defaults for all else."""
    faults: list[Fault] = []
    formulas = _formulas(parameters)

    def ask(control: Control) -> Any:
        texts = _texts(parameters, PREFIX + control.name)
        if not texts or control.disabled:
            return control.default
        more = formulas if isinstance(control, Offer) and control.activations else ()
        value, fault = consult(control, texts, control.default, more)
        faults.extend([fault] if fault else [])
        return value

    return compose(ask, defaults)[0], faults


def _formulas(parameters: Mapping[str, str | list[str]]) -> list[str]:
    """The keys of the formulas of a link that can be read, at most MOST_FORMULAS of them."""
    keys = [typed(text) for text in _texts(parameters, FORMULA)]
    named = [text for name in parameters for text in _texts(parameters, name)]
    keys += [text for text in named if split(text).typed and not split(text).dialled]
    found = []
    for key in dict.fromkeys(keys):
        try:
            found.append(get(typed(from_link(split(key).text))).key)
        except ValueError:
            continue
        if len(found) == MOST_FORMULAS:
            break
    return found


def _texts(parameters: Mapping[str, str | list[str]], name: str) -> list[str]:
    found = parameters.get(name, [])
    return [found] if isinstance(found, str) else list(found)


def _keys(activation: str | tuple[str, ...]) -> tuple[str, ...]:
    return (activation,) if isinstance(activation, str) else activation
