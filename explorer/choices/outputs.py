"""The registry of problems: what the last layer, the loss, and the decoding are for each."""

from dataclasses import dataclass

from explorer.choices.losses import LOSSES


@dataclass(frozen=True)
class Output:
    """What the end of a network is made of for one kind of problem.

    `layer`, `loss` and `decoding` are lines of PyTorch, with {hidden} and {outputs} to be filled
    in, in the names x, y, h (N, hidden), z (N, outputs), loss and answer. `losses` are keys of
    `LOSSES`, the one of the line first, and `wrong` keys of those that do not fit and may be chosen
    to see it; `measures` are keys of `explorer.outputs.MEASURES`. `score` is the share of points
    that are right, 1 for all; of numbers it is R².
    """

    key: str
    label: str
    example: str
    encoding: str  # how y is written
    last: str  # what is applied to the logits
    losses: tuple[str, ...]
    wrong: tuple[str, ...]
    score: str
    measures: tuple[str, ...]
    layer: str
    loss: str
    decoding: str
    why: str

    @property
    def judging(self) -> str:
        """How an answer is right: "class", "labels" (all of them), or "number" (how near)."""
        return {"labels": "labels", "binary": "class", "classes": "class"}.get(self.key, "number")

    @property
    def offered(self) -> tuple[str, ...]:
        """The losses that may be chosen, those that fit first."""
        return self.losses + self.wrong

    def width(self, loss: str, classes: int) -> int:
        """Logits of the last layer; two classes need one, or two where they share out one whole."""
        if self.key == "binary":
            return 1 if LOSSES[loss].single else 2
        return classes

    def code(self, hidden: int, outputs: int) -> str:
        """The lines of PyTorch, one after the other."""
        layer = self.layer.format(hidden=hidden, outputs=outputs)
        return "\n".join(
            (f"last = {layer}", "z = last(h)", f"loss = {self.loss}", f"answer = {self.decoding}")
        )


_ENTRIES = (
    Output(
        "binary",
        "One of two classes",
        "inside or outside; ill or well",
        "y is 0 or 1, (N,)",
        "sigmoid",
        ("bce", "cross_entropy", "hinge"),
        ("mse_sigmoid", "bce_probability", "bce_relu"),
        "accuracy",
        ("accuracy", "base_rate", "precision", "recall", "f1", "fpr", "tpr"),
        "nn.Linear({hidden}, 1)",
        "nn.BCEWithLogitsLoss()(z[:, 0], y.float())",
        "(torch.sigmoid(z[:, 0]) > 0.5).long()",
        "σ makes a probability p of one logit. BCE is −ln of the probability given to what is "
        "true: the likelihood of a coin that shows 1 with probability p.",
    ),
    Output(
        "classes",
        "One of K classes",
        "which of five clouds; which digit",
        "y is a class number 0 … K − 1, (N,)",
        "softmax",
        ("cross_entropy",),
        ("bce", "mse_sigmoid"),
        "accuracy",
        ("accuracy", "base_rate", "macro_precision", "macro_recall", "macro_f1"),
        "nn.Linear({hidden}, {outputs})",
        "nn.CrossEntropyLoss()(z, y)",
        "z.argmax(dim=1)",
        "Softmax shares out one whole among the classes, so one more is another less. With two "
        "logits 0 and z it is σ(z).",
    ),
    Output(
        "labels",
        "Several labels at once",
        "which of two areas a point lies in: one, both or none",
        "y has a 0 or 1 for each label, (N, K)",
        "a sigmoid for each label",
        ("bce",),
        ("cross_entropy", "mse_sigmoid"),
        "all labels right",
        ("all_right", "labels_right", "base_rate"),
        "nn.Linear({hidden}, {outputs})",
        "nn.BCEWithLogitsLoss()(z, y.float())",
        "(torch.sigmoid(z) > 0.5).long()",
        "Every label is a question of its own: their probabilities need not sum to 1, so that both "
        "can be likely, or neither.",
    ),
    Output(
        "regression",
        "A number",
        "a price; a curve y(x)",
        "y is any number, (N,)",
        "nothing",
        ("mse", "mae", "huber"),
        (),
        "R²",
        ("mse", "mae", "mbe", "r2"),
        "nn.Linear({hidden}, 1)",
        "nn.MSELoss()(z[:, 0], y)",
        "z[:, 0]",
        "The output is the prediction. MSE is the likelihood of errors that follow a Gauss curve; "
        "a squashed output could not reach every y.",
    ),
    Output(
        "regression_unit",
        "A number from 0 to 1",
        "a share; a grade average of 4, divided by 4",
        "y is a number from 0 to 1, (N,)",
        "sigmoid",
        ("bce", "mse_sigmoid"),
        ("mse",),
        "R²",
        ("mse", "mae", "mbe", "r2"),
        "nn.Linear({hidden}, 1)",
        "nn.BCEWithLogitsLoss()(z[:, 0], y)",
        "torch.sigmoid(z[:, 0])",
        "σ keeps the prediction inside. MSE after σ fits too, but is slow from a wrong start; BCE "
        "takes any y from 0 to 1, and is lowest where σ(z) = y.",
    ),
)

OUTPUTS: dict[str, Output] = {entry.key: entry for entry in _ENTRIES}
