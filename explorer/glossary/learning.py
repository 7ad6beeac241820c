"""Words about learning: the loss, how weights take a step down it, and what keeps them small."""

from explorer.glossary.places import (
    CHAIN,
    FORM,
    HILL,
    LOGISTIC,
    LOSSES,
    MAPS,
    PIXELS,
    STACK,
    TIME_LINE,
    balls,
    trained,
)
from explorer.glossary.record import Place, Term


def _loss(key: str) -> Place:
    return Place("outputs", "its curve", {"outputs_tab": "losses", "losses_first": key})


TERMS = (
    Term(
        "loss",
        "Loss",
        "One number for how wrong the answers are; training makes it small.",
        LOSSES,
        ("losses", "The loss of", "Whose loss", "train loss"),
    ),
    Term(
        "bce",
        "Binary cross-entropy",
        "−ln of the probability that the true one of two classes is given, averaged over the "
        "points.",
        LOSSES,
        ("BCE", "BCE with logits"),
    ),
    Term(
        "cross_entropy",
        "Cross-entropy",
        "−ln of the probability that the true class is given, averaged over the points.",
        LOSSES,
        ("Softmax cross-entropy",),
    ),
    Term(
        "mse",
        "MSE",
        "The mean of the squared errors: one large error counts more than many small ones.",
        _loss("mse"),
        ("Mean squared error",),
    ),
    Term(
        "mae",
        "MAE",
        "The mean of the sizes of the errors, whatever their sign.",
        _loss("mae"),
        ("Mean absolute error",),
    ),
    Term(
        "mbe",
        "MBE",
        "The mean of the errors with their signs, so that too high and too low cancel.",
        _loss("mbe"),
        ("Mean bias error",),
    ),
    Term(
        "hinge",
        "Hinge",
        "0 where an answer is right by a margin, and rising straight from there.",
        _loss("hinge"),
    ),
    Term(
        "huber",
        "Huber",
        "Squares small errors and takes large ones as they are, so that outliers pull less.",
        _loss("huber"),
    ),
    Term(
        "likelihood",
        "Likelihood",
        "How probable a model makes the data that were seen.",
        LOGISTIC,
    ),
    Term(
        "gradient",
        "Gradient",
        "The slopes of the loss by all weights: it points to where the loss grows fastest.",
        STACK,
        ("gradients", "Gradient at a layer's", "mean |∂L/∂z|"),
    ),
    Term(
        "backpropagation",
        "Backward pass",
        "Computes all gradients from the loss back to the first layer, a factor a layer.",
        CHAIN,
        ("backward",),
    ),
    Term(
        "chain_rule",
        "Chain rule",
        "The slope of a function of a function is the product of both slopes.",
        CHAIN,
    ),
    Term(
        "gradient_descent",
        "Gradient descent",
        "Moves all weights a little against the gradient, again and again.",
        HILL,
        ("descent",),
    ),
    Term(
        "optimiser",
        "Optimiser",
        "The rule that makes a step of the weights out of the gradient.",
        HILL,
        ("optimisers", "Optimisers, up to four"),
    ),
    Term(
        "sgd",
        "SGD",
        "Stochastic gradient descent: the gradient of one batch, times the learning rate, is the "
        "step.",
        balls("sgd"),
    ),
    Term(
        "momentum",
        "Momentum",
        "Each step keeps a share of the one before: faster along a valley, with less zigzag.",
        balls("momentum"),
        ("SGD with momentum", "Momentum β"),
    ),
    Term(
        "nesterov",
        "Nesterov momentum",
        "Takes the gradient where the kept share of the last step is about to lead.",
        balls("nesterov"),
        ("Nesterov",),
    ),
    Term(
        "adagrad",
        "Adagrad",
        "Divides each weight's step by the root of the sum of all its squared gradients: steps "
        "only get shorter.",
        balls("adagrad"),
    ),
    Term(
        "rmsprop",
        "RMSprop",
        "Divides each weight's step by the root of a running mean of its squared gradients.",
        balls("rmsprop"),
    ),
    Term(
        "adam",
        "Adam",
        "Steps along a running mean of the gradients, divided by the root of that of their "
        "squares.",
        balls("adam"),
    ),
    Term(
        "adamw",
        "AdamW",
        "Adam that shrinks the weights directly, beside the step, rather than by a penalty.",
        balls("adamw"),
    ),
    Term(
        "running_mean",
        "Running mean",
        "A mean in which older numbers count less and less: so much of it is kept at each step.",
        trained("the form", optimizer="adam"),
        ("β₁", "β₂"),
    ),
    Term(
        "learning_rate",
        "Learning rate",
        "The factor from gradient to step: how far the weights move at a time.",
        HILL,
        ("learning rates", "Own learning rate"),
    ),
    Term(
        "schedule",
        "Schedule",
        "How the learning rate changes in the course of training.",
        FORM,
    ),
    Term(
        "step",
        "Step",
        "One change of all weights, made from one batch.",
        TIME_LINE,
        (
            "steps",
            "Steps per frame",
            "At step (0: never)",
            "After steps without progress",
        ),
    ),
    Term(
        "epoch",
        "Epoch",
        "As many steps as it takes to use every training point once.",
        TIME_LINE,
        ("epochs", "After epochs (0: never)"),
    ),
    Term(
        "batch",
        "Batch",
        "The training points that one step looks at.",
        MAPS,
        ("batches", "Batch size", "full batch"),
    ),
    Term(
        "clipping",
        "Gradient clipping",
        "Shortens a gradient that is longer than this, so that no step leaps.",
        FORM,
        ("clipping",),
    ),
    Term(
        "regularisation",
        "Regularisation",
        "What keeps a network from learning its training points by heart.",
        FORM,
        ("regulariser", "regularisers"),
    ),
    Term(
        "l2",
        "L2",
        "A penalty on the squares of the weights, which pulls all of them towards 0.",
        trained("the form", regulariser="l2"),
        ("L2 (weight decay)", "weight decay"),
    ),
    Term(
        "l1",
        "L1",
        "A penalty on the sizes of the weights, which pulls many of them to 0.",
        trained("the form", regulariser="l1"),
    ),
    Term(
        "strength",
        "Strength",
        "How much a penalty counts beside the loss.",
        trained("the form", regulariser="l2"),
        ("L2 strength",),
    ),
    Term(
        "dropout",
        "Dropout",
        "Leaves out hidden units at random in each step, so that none can rely on another.",
        trained("the run", dropout="0.5"),
    ),
    Term(
        "early_stopping",
        "Early stopping",
        "Ends training where the validation loss falls no more, and goes back to the best weights.",
        trained("the run", patience="500"),
        ("patience",),
    ),
    Term(
        "diverged",
        "Diverged",
        "With a loss that grew instead of falling, until steps had no meaning any more.",
        PIXELS,
        ("diverges", "diverge"),
    ),
)
