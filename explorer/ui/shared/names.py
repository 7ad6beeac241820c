"""The names that a link to a page may hold: of controls that may not be on screen just now."""

import re

from explorer.config import form
from explorer.config.link import PREFIX

_STOPS = tuple(f"stop_{name}" for name in ("accuracy", "plateau", "steps", "epochs"))
_TRAINING = (*form.names(), *_STOPS, "speed", "view", "preset")
_CHAIN = r"chain_(view|target|\w+_(units|activation|x|a|b|t|rate|[wbr]\d+))"
_GRADIENTS = (
    "gradients_(activations|depth|width|init|std|weight_variance|bias_variance|inputs|loss|draws"
    "|seed|format|residual|norm|view|at|focus|layer|cures)",
    "deep_(activation|cure|dataset|depth|width|seed|speed)",
    "chaos_(activation|weight|bias)",
    _CHAIN,
)
_FUNCTIONS = (
    "view|function|range|compare|apart|vector",
    "compare_(range|second)",
    "apart_(pair|first|second|range)",
    "table_(families|questions|order)",
    r"vector_(size|raised|x\d|[a-z]+)",
    "dial_(dataset|seed)",
)
# The tabs of Outputs, a line each.
_OUTPUTS = (
    f"outputs_({'|'.join(('tab', 'threshold', 'share', *form.names()))})",
    "(logits|thresholds)_(speed|view|of)",
    r"logistic_(picture|points|seed|\w+_(m|n|mean|sigma))",
    "losses_(picture|first|second|reach|start|rate|speed)",
    "last_(problem|pair)",
    r"descent_(picture|landscape|\w+_start|optimisers|rate|own_rate|points|shape|activation|loss"
    "|optimiser|step_rate|seed|point|corner|weight|runners|trained|first|second|of|run_member"
    "|run_(across|up)_(layer|from|to))",
    _CHAIN,
)
_RACE = (*form.names(), "over", "second", "activation", "seeds", "target", "steps", "preset")
_MAP = r"map_(function|second|across|up|side|layers|units|dataset|steps|own_rate|seed|window)"
# By the page's path: the beginnings of its names, and all names.
KNOWN = {
    "": ((), re.compile(r"(?!)")),  # Start asks for nothing
    "training": ((PREFIX,), re.compile(PREFIX + f"({'|'.join(_TRAINING)})")),
    "race": (("race_",), re.compile(rf"race_({'|'.join(_RACE)}|values_\w+)")),
    "map": (("map_",), re.compile(_MAP)),
    "lessons": (("lessons_",), re.compile("lessons_(view|term|sheet)")),
    "gradients": (("gradients_", "deep_", "chaos_", "chain_"), re.compile("|".join(_GRADIENTS))),
    "functions": (
        ("functions_", "compare_", "apart_", "table_", "vector_", "dial_"),
        re.compile("|".join(_FUNCTIONS)),
    ),
    "outputs": (
        (
            "outputs_",
            "logits_",
            "logistic_",
            "losses_",
            "last_",
            "thresholds_",
            "descent_",
            "chain_",
        ),
        re.compile("|".join(_OUTPUTS)),
    ),
}
