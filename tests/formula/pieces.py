"""Random texts in the neighbourhood of formulas: pieces put together, and formulas with slips."""

import random
from collections.abc import Iterator

from explorer.formula.library import known
from explorer.formula.operations import FUNCTIONS
from explorer.formula.reading.aliases import ALIASES
from tests.formula.answered import ANSWERED
from tests.formula.as_people_write import READ
from tests.formula.as_programs_write import PROGRAMS

_SIGNS = r"""
x b z pi e 2 .5 1e3 9 ( ) , + - * / ** ^ < <= == != > | || && and or not if else ? : ; = [ ] { }
where( max( np. x. ' " _ # \ \\ & \frac{ \sqrt \begin{cases} \end{cases} \left( ½ ² ⁻ˣ √ β − π é 𝑥
:= -> => ! ~ % @ $ A1 1,5 e^ 0 1e308 9**9**9 exp(1000) end true return \text{if} nan ÷ ∞
"""
_WORDS = ["lambda x:", "f(x) =", "clamp(x, min=", "\n", "\x00", "def f(x): ", *_SIGNS.split()]
_NESTED = "( sin( - | mish( elu( x*( where(x, √ 2^ logit( x( f( [ { x.tanh(). nn.ReLU()( α( ! if"


def texts(random_source: random.Random, many: int) -> Iterator[str]:
    """So many texts."""
    r = random_source
    written = [*READ, *PROGRAMS, *ANSWERED]
    words = [*_WORDS, *ALIASES, *(f"{key}(" for key in (*FUNCTIONS, *known()))]
    for _ in range(many):
        kind = r.random()
        if kind < 0.35:
            yield r.choice(["", " "]).join(r.choices(words, k=r.randint(1, 30)))
        elif kind < 0.7:
            yield _with_slips(r, r.choice(written), words)
        elif kind < 0.85:
            yield r.choice(written) + r.choice(["", "*", " ", "+", "-", "/"]) + r.choice(written)
        elif kind < 0.93:
            depth = r.randint(1, 60)
            yield r.choice(_NESTED.split()) * depth + "x" + r.choice(["", ")" * depth, "|" * depth])
        else:
            yield "".join(map(chr, r.choices(range(0x3000), k=r.randint(0, 220))))


def _with_slips(r: random.Random, text: str, words: list[str]) -> str:
    letters = list(text)
    for _ in range(r.randint(1, 3)):
        place, what = r.randrange(len(letters) + 1), r.random()
        if what < 0.4:
            del letters[place : place + 1]
        elif what < 0.8:
            letters.insert(place, r.choice(words))
        else:
            letters[place : place + 1] = chr(
                r.choice([r.randrange(32, 127), r.randrange(160, 9999)])
            )
    return "".join(letters)
