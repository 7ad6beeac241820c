"""Words about depth: what becomes of signals and gradients through many layers."""

from explorer.glossary.places import CHAOS, CURES, STACK
from explorer.glossary.record import Place, Term

TERMS = (
    Term(
        "vanishing_gradient",
        "Vanishing gradient",
        "It shrinks from layer to layer on its way back, so that the first layers hardly learn.",
        STACK,
        ("vanishing gradients", "vanishing", "vanishes"),
    ),
    Term(
        "exploding_gradient",
        "Exploding gradient",
        "It grows from layer to layer on its way back, until steps are far too long.",
        CHAOS,
        ("exploding gradients", "explode", "explodes"),
    ),
    Term(
        "cure",
        "Cure",
        "A change to a deep network that brings gradients back to its first layers.",
        CURES,
        ("cures",),
    ),
    Term(
        "dead_unit",
        "Dead unit",
        "It has slope 0 at every point, so that no gradient reaches its weights any more.",
        Place(
            "training",
            "the run",
            {
                "training_dataset": "moons",
                "training_optimizer": "sgd",
                "training_rate": "4",
                "training_depth": "1",
                "training_width1": "16",
                "training_activations": ("relu", "leaky_relu"),
            },
        ),
        ("dead", "dead units"),
    ),
    Term(
        "pre_activation",
        "Pre-activation",
        "A unit's weighted sum with its bias: what its activation is applied to.",
        STACK,
        ("pre-activations",),
    ),
    Term(
        "variance",
        "Variance",
        "The mean squared distance from the mean: how much numbers spread.",
        CHAOS,
        ("variances",),
    ),
    Term(
        "standard_deviation",
        "Standard deviation",
        "How far numbers typically lie from their mean: the root of the variance.",
        Place("training", "the form", {"training_init": "normal"}),
        ("σ", "σ of the weights", "σ of the biases"),
    ),
    Term(
        "weight_variance",
        "σ_w²",
        "The variance of the first weights, times the number of a unit's inputs.",
        CHAOS,
        ("$σ_w^2$ · weights",),
    ),
    Term(
        "bias_variance",
        "σ_b²",
        "The variance of the first biases.",
        CHAOS,
        ("$σ_b^2$ · biases",),
    ),
    Term(
        "critical_weight_variance",
        "Critical weight variance",
        "The σ_w² at which gradients neither fade nor explode with depth.",
        CHAOS,
    ),
    Term(
        "mean_field",
        "Mean-field theory",
        "Tells what very wide random networks do to signals and gradients on average.",
        CHAOS,
        ("mean field", "mean-field"),
    ),
    Term(
        "edge_of_chaos",
        "Edge of chaos",
        "The line of σ_w² and σ_b² on which gradients survive depth: inside they fade, beyond "
        "they explode.",
        CHAOS,
    ),
    Term(
        "chi",
        "χ",
        "By this factor a layer changes a gradient's square on average: below 1 it fades, above "
        "1 it explodes.",
        CHAOS,
        ("χ₁", "χ₁, theory", "χ̂, measured"),
    ),
    Term(
        "fixed_point",
        "Fixed point",
        "A value that the next layer gives back as it is: signals settle there.",
        CHAOS,
        ("q*",),
    ),
    Term(
        "correlation",
        "Correlation",
        "How alike two signals are: 1 for the same, 0 for unrelated, −1 for opposite.",
        CHAOS,
    ),
    Term(
        "number_format",
        "Number format",
        "How many bits a number is computed with: fewer are coarser, and cannot be as small.",
        STACK,
        ("float16", "float32", "bfloat16", "float64"),
    ),
)
