"""Names of other languages and books, and what they are in this one."""

_SAME = {  # a name here, and the names of the same function elsewhere
    "log": "ln loge log_e",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan arctg",
    "tan": "tg",
    "asinh": "arcsinh arsinh",
    "acosh": "arccosh arcosh",
    "atanh": "arctanh artanh",
    "sinh": "sh",
    "cosh": "ch",
    "tanh": "th tansig",
    "abs": "absolute fabs",
    "sign": "sgn signum",
    "sigmoid": "expit logistic logistic_sigmoid plogis inv_logit logsig sigma sigm",
    "logsigmoid": "log_expit",
    "softplus": "log1pexp log1p_exp smooth_relu",
    "relu": "poslin ramp rectifier",
    "Phi": "norm_cdf normcdf normsdist pnorm ndtr",
    "phi": "norm_pdf normpdf dnorm",
    "max": "maximum fmax pmax largest",
    "min": "minimum fmin pmin smallest",
    "where": "ifelse if_else iif select wenn",
    "leaky_relu": "lrelu leaky",
    "identity": "linear purelin",
    "hardtanh": "satlins htanh",
    "hardsigmoid": "hard_sigmoid",
    "hardswish": "hard_swish hard_silu",
    "bent_identity": "bentidentity",
    "gelu_tanh": "gelu_new gelu_fast",
    "gaussian": "radbas rbf",
    "heaviside": "heavyside heavisidetheta H Theta",
    "squared_relu": "relu2",
}
_MADE = {  # a text in u, v and w, the arguments in this order, and the names of what it computes
    "(u)": "float double tensor array asarray constant float32 float64 detach contiguous positive "
    "indicator I",
    "0*u": "zeros_like",
    "0*u + 1": "ones_like",
    "u**v": "pow power powi powf",
    "u**2": "square sqr",
    "u**3": "cube",
    "sign(u)*abs(u)**(1/3)": "cbrt",
    "1/u": "reciprocal inv",
    "1/sqrt(u)": "rsqrt",
    "-u": "neg negative",
    "u + v": "add plus",
    "u - v": "sub subtract",
    "u*v": "mul multiply",
    "u/v": "div divide true_divide",
    "sqrt(u**2 + v**2)": "hypot",
    "u > v": "gt greater",
    "u >= v": "ge greater_equal",
    "u < v": "lt less",
    "u <= v": "le less_equal",
    "u == v": "eq equal",
    "u != v": "not_equal",
    "2**u": "exp2",
    "10**u": "exp10",
    "log(u)/log(2)": "log2 lb log_2",
    "log(u)/log(10)": "log10 lg log_10",
    "log(exp(u) + exp(v))": "logaddexp",
    "u + softplus(-2*u) - log(2)": "logcosh",
    "log(u/(1 - u))": "logit",
    "1/tan(u)": "cot",
    "1/cos(u)": "sec",
    "1/sin(u)": "csc",
    "1/tanh(u)": "coth",
    "1/cosh(u)": "sech",
    "1/sinh(u)": "csch",
    "sin(pi*u)": "sinpi",
    "cos(pi*u)": "cospi",
    "u > 0": "step",
    "u >= 0": "unit_step binary_step hardlim",
    "2*(u >= 0) - 1": "hardlims",
    "abs(u) < 1/2": "rect rectangle",
    "max(0, 1 - abs(u))": "tribas tri triangle",
    "min(max(u, 0), 1)": "satlin relu1",
    "u*sigmoid(1.702*u)": "quick_gelu",
    "(u + sqrt(u**2 + 4))/2": "squareplus",
    "u*tanh(exp(u))": "tanhexp",
    "u*erf(softplus(u))": "serf",
    "u*cos(u)": "gcu",
    "u/sqrt(1 + u**2)": "isru",
    "log(Phi(u))": "log_ndtr",
    "max(u, v)": "clamp_min",
    "min(u, v)": "clamp_max",
    "u == 0": "logical_not",
    "u*log(v)": "xlogy",
}
ALIASES = {name: text for text, names in (_SAME | _MADE).items() for name in names.split()}
# Names of functions that are a parameter where nothing in brackets follows.
_PARAMETERS_TOO = """
H Theta add array constant cube div double float identity inv largest leaky linear neg phi plus
power ramp rect select sigma smallest square step sub tensor threshold
"""
PARAMETERS_TOO = frozenset(_PARAMETERS_TOO.split())
FACTORS = ("a", "b", "c", "k", "m", "alpha", "beta", "gamma", "lambd", "eta")  # before brackets
# Where a library's function is another than the one of the same name here.
IN_LIBRARIES = {
    ("np", "sinc"): "sinc(pi*u)",
    ("torch", "sinc"): "sinc(pi*u)",
    ("jax", "sinc"): "sinc(pi*u)",
    ("jax", "gelu"): "gelu_tanh",
    ("jax", "swish"): "silu",
    ("tf", "swish"): "silu",
    ("keras", "swish"): "silu",
    ("norm", "cdf"): "Phi",
    ("norm", "pdf"): "phi",
    ("norm", "logcdf"): "log(Phi(u))",
}
SLOPE_IN_LIBRARIES = {("tf", "leaky_relu"): 0.2, ("keras", "leaky_relu"): 0.2}
LIBRARIES = {
    "numpy": "np",
    "jnp": "jax",
    "tensorflow": "tf",
    "K": "keras",
    "F": "torch",
    "nn": "torch",
}
# What may stand before a function with a dot.
_MODULES = """
Base F Flux K Math NNlib SpecialFunctions activations backend cmath cp cupy f32 f64 flax
functional jax jnp keras lax layers math mp mpmath mx nn nnf norm np numpy ops scipy self sp
special stats std sympy tensorflow tf this tnn torch
"""
MODULES = frozenset(_MODULES.split())
CONSTANTS = {
    "Pi": "pi",
    "PI": "pi",
    "M_PI": "pi",
    "M_E": "e",
    "E": "e",
    "exp1": "e",
}
# Names of a variable: one of them alone is taken for x.
_VARIABLES = """
Input N S T U V X Y Z _x data h in_ inp input inputs n net num s t tensor u v val w x_ xi xs
y z z_
"""
VARIABLES = frozenset(_VARIABLES.split())
WHOLE_VECTOR = "it takes a whole vector"
_NOT_HERE = {  # what to say of names that this language has not, in u; "" where there is no more
    "steps can be written with comparisons": "floor ceil round rint trunc fix",
    "": "mod fmod rem remainder frac gamma lgamma gammaln digamma psi beta zeta erfinv erfcinv "
    "erfi ndtri probit lambertw airy besselj j0 j1 i0 sum mean prod norm diff grad "
    "integrate argmax rand randn random dropout batchnorm real imag conj angle isnan "
    "isfinite",
    "write exp(u**2)*erfc(u)": "erfcx",
    "write atan(u/v)": "atan2 arctan2",
    "write abs(u)*sign(v)": "copysign",
    "write Phi(u), or phi(u) for FALSE": "norm.s.dist",
    "write acos(1/u)": "asec",
    "write asin(1/u)": "acsc",
    "write atan(1/u)": "acot",
    "write acosh(1/u)": "asech",
    "write asinh(1/u)": "acsch",
    "write atanh(1/u)": "acoth",
    "write sin(pi*u/180)": "sind",
    "write cos(pi*u/180)": "cosd",
    "write tan(pi*u/180)": "tand",
    WHOLE_VECTOR: "softmax softmin logsoftmax log_softmax sparsemax logsumexp maxout glu",
    "it gives two numbers for one": "crelu",
    "write where(condition, a, b)": "piecewise switch case cond ifs",
}
# Never taken for a slip.
ELSEWHERE = {name: advice for advice, names in _NOT_HERE.items() for name in names.split()}
