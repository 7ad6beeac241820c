"""What courses on neural networks teach, and where each idea is seen: in lessons, or on a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Idea:
    """An idea in a few words; `where`, the `page` and its `link` are of one that no lesson serves.

    Which lessons serve it the lessons say themselves.
    """

    words: str
    where: str = ""
    page: str = ""
    link: Mapping[str, str] = field(default_factory=dict)


IDEAS: dict[str, Idea] = {
    "logit_to_label": Idea("logit, σ, probability, label"),
    "stable_bce": Idea("BCE on probabilities against BCE with logits"),
    "strong_gradient": Idea("a strong gradient whenever the answer is wrong"),
    "kinds": Idea("binary, multi-class, multi-label"),
    "last_layer": Idea("last layer and loss by problem, wrong pairs too"),
    "softmax": Idea("softmax as the sigmoid of many"),
    "losses": Idea("losses as curves; errors that cancel"),
    "regression": Idea("regression, R², the linear output"),
    "logistic_regression": Idea("logistic regression"),
    "confusion": Idea("confusion matrix, accuracy, precision, recall, F1"),
    "threshold": Idea("thresholds and the ROC curve"),
    "base_rate": Idea("unbalanced data and the base rate"),
    "shares": Idea("train, validation and test points"),
    "generalisation": Idea("over- and underfitting, regularisation, early stopping"),
    "bias_variance": Idea(
        "bias and variance over draws",
        "Outputs, Generalisation, Bias and variance",
        "outputs",
        {"outputs_tab": "generalisation", "generalisation_picture": "draws"},
    ),
    "classical": Idea("a classical method beside a network"),
    "descent": Idea("gradient descent, minima, overshooting"),
    "optimisers": Idea("SGD, momentum, Adagrad, RMSprop, Adam"),
    "rate": Idea("learning rate too small, right, too large"),
    "batch": Idea("batch size and epochs", "Training, the form", "training"),
    "loop": Idea(
        "the training loop, step by step",
        "Outputs, Descent: a step in slow motion",
        "outputs",
        {"outputs_tab": "descent", "descent_picture": "step"},
    ),
    "graph": Idea(
        "computational graph and chain rule",
        "Vanishing gradients, Chain rule",
        "gradients",
        {"gradients_view": "chain_rule"},
    ),
    "size": Idea("a smaller against a larger model"),
    "tuning": Idea("hyper-parameters tried over seeds"),
    "own_points": Idea("points of one's own", "Training, Draw", "training"),
    "table": Idea("a table through 8-6-4-1 sigmoids that learns the base rate alone"),
    "preparing": Idea("words, gaps and scaling of a table", "Training, Your own data", "training"),
    "bottleneck": Idea("a narrow layer loses what does not fit through"),
    "circles_and_moons": Idea("make_circles and make_moons"),
    "base_model": Idea("the base model without, then with ReLU"),
    "perceptron": Idea("the perceptron: one unit, a step"),
    "deep": Idea("more than ten layers"),
    "relu_family": Idea("max(0, z) + α·min(0, z), and a learnt α"),
    "parameters": Idea("an activation's parameters in training"),
    "used_in": Idea(
        "where each function is used", "Functions, Table", "functions", {"view": "table"}
    ),
    "code": Idea(
        "the model as PyTorch code; saving and loading", "Training, Take home", "training"
    ),
}
