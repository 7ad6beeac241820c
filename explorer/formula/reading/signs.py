"""Signs that people type, and what each of them is in a formula."""

GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ι": "iota",
    "κ": "kappa",
    "λ": "lambd",  # Python keeps the full word for itself
    "μ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "ς": "sigma",
    "τ": "tau",
    "υ": "upsilon",
    "φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
    "Φ": "Phi",
    "Θ": "Theta",
}
# One letter of Unicode → the sign, or the name, that it is.
SAME = (
    dict.fromkeys("−–‒﹣－—", "-")
    | dict.fromkeys("·×⋅∗•∙✕⨯", "*")
    | dict.fromkeys("÷∕⁄", "/")
    | dict.fromkeys("≤⩽≦", "<=")
    | dict.fromkeys("≥⩾≧", ">=")
    | {"≠": "!=", "≡": "==", "∧": "and", "∨": "or", "¬": "not", "∣": "|"}
)
ROOTS = {"√": "sqrt", "∛": "cbrt"}
FRACTIONS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅙": (1, 6)}
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ˣⁿᵃᵇᶻᵗ", "0123456789+-()xnabzt", strict=True))
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
# What other languages write for the same sign.
SIGNS = {
    "^": "**",
    ".^": "**",
    ".**": "**",
    ".*": "*",
    "./": "/",
    "===": "==",
    "!==": "!=",
    "~=": "!=",
    "<>": "!=",
    "/=": "!=",
    "&&": "and",
    "&": "and",
    "!": "not",
    "~": "not",
    "::": ".",
}
WORDS = ["and", "or", "not", "if", "else", "elif", "then", "for", "when", "otherwise", "return"]
# What has no place in a formula, and what to write instead.
INSTEAD = {
    "∞": "write a large number such as 1e30",
    "=": "write only what stands to its right, or == to compare",
    "[": "write round brackets",
    "]": "write round brackets",
    "{": "write round brackets",
    "}": "write round brackets",
    "//": "write / for a quotient",
    "<<": "write < to compare",
    ">>": "write > to compare",
    "=>": "write >= to compare",
    "=<": "write <= to compare",
    ":=": "write only what stands to its right",
    "@": "write * for a product",
    "%": "remainders and percent are not known here",
    "!": "factorials are not known here",
    "'": "write the derivative out",
    "∂": "write the derivative out",
    "∫": "write the integral out",
    "∑": "write the sum out",
    "⌊": "steps can be written with comparisons",
    "⌈": "steps can be written with comparisons",
    "else": "write where(condition, a, b)",
    "elif": "write where(condition, a, b)",
    "then": "write where(condition, a, b)",
    "for": "write where(condition, a, b)",
    "when": "write where(condition, a, b)",
    "otherwise": "write where(condition, a, b)",
    ":": "write where(condition, a, b) for a choice",
    ";": "write one formula alone",
}
# TeX's commands: those that say nothing, signs, and those whose name is not the function's.
_SILENT = """
Big Bigl Bigr big bigg biggl biggr bigl bigr displaystyle left limits mathrm middle
operatorname qquad quad right rm small text textstyle tiny
"""
TEX_SILENT = frozenset(_SILENT.split())
TEX_WORDS = (
    "operatorname|mathrm|text|textrm|textbf|mathbf|boldsymbol|mathit|mathbb|mathsf|mbox|mathcal"
)
TEX_SIGNS = {
    "cdot": "*",
    "times": "*",
    "ast": "*",
    "div": "/",
    "le": "<=",
    "leq": "<=",
    "leqslant": "<=",
    "ge": ">=",
    "geq": ">=",
    "geqslant": ">=",
    "ne": "!=",
    "neq": "!=",
    "lt": "<",
    "gt": ">",
    "land": "and",
    "wedge": "and",
    "lor": "or",
    "vee": "or",
    "lnot": "not",
    "neg": "not",
    "lvert": "|",
    "rvert": "|",
    "vert": "|",
    "mid": "|",
    "lbrace": "{",
    "rbrace": "}",
    "lbrack": "[",
    "rbrack": "]",
    "lparen": "(",
    "rparen": ")",
}
TEX_INSTEAD = {"infty": "∞", "lfloor": "⌊", "lceil": "⌈", "int": "∫", "sum": "∑", "partial": "∂"}
TEX_NAMES = {"varphi": "phi", "varepsilon": "epsilon", "vartheta": "theta", "lambda": "lambd"}
