"""Softmax and its kin: shares of one whole, sharpened or evened out by a temperature."""

import torch

from explorer.activations import Parameter
from explorer.functions.vectors.base import Names, VectorFunction, numbered, shares
from explorer.words import lowered

TEMPERATURE = Parameter("temperature", "T", 1.0, 0.1, 10.0, 0.1)
SIZES = (3, 4, 5, 6)
BRIDLE = (
    "Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, 1990; "
    "temperature: Hinton, Vinyals and Dean, Distilling the Knowledge in a Neural Network, 2015"
)
PYTORCH = (
    "Paszke et al., PyTorch: An Imperative Style, High-Performance Deep Learning Library, 2019"
)


def by_channel(inputs: int, channels: float, **_others: float) -> Names:
    """xᵢⱼ for channel i at place j, a row a channel, and yᵢⱼ alike."""
    places = inputs // int(channels)
    rows = [numbered(f"x{lowered(i + 1)}", places) for i in range(int(channels))]
    return rows, [name.replace("x", "y") for row in rows for name in row]


def softmax(x: torch.Tensor, temperature: float) -> torch.Tensor:
    return torch.softmax(_below_largest(x, temperature), dim=-1)


def softmax_jacobian(x: torch.Tensor, temperature: float) -> torch.Tensor:
    y = softmax(x, temperature)
    return _with_rows_of_sum_0(-y.outer(y)) / temperature


def softmin(x: torch.Tensor, temperature: float) -> torch.Tensor:
    return softmax(-x, temperature)


def softmin_jacobian(x: torch.Tensor, temperature: float) -> torch.Tensor:
    return -softmax_jacobian(-x, temperature)


def log_softmax(x: torch.Tensor, temperature: float) -> torch.Tensor:
    return torch.log_softmax(_below_largest(x, temperature), dim=-1)


def log_softmax_jacobian(x: torch.Tensor, temperature: float) -> torch.Tensor:
    return _with_rows_of_sum_0(-softmax(x, temperature).repeat(len(x), 1)) / temperature


def softmax2d(x: torch.Tensor, temperature: float, channels: float) -> torch.Tensor:
    """Softmax over the channels of an image (channels, places), given and returned flat."""
    image = x.unflatten(-1, (int(channels), shares(x, int(channels))))
    return softmax(image.transpose(-1, -2), temperature).transpose(-1, -2).flatten(-2)


def softmax2d_jacobian(x: torch.Tensor, temperature: float, channels: float) -> torch.Tensor:
    """(n, n): the softmax's Jacobian between channels of one place, 0 between places."""
    y = softmax2d(x, temperature, channels)
    place = torch.arange(len(x)) % shares(x, int(channels))
    same = place[:, None] == place
    return _with_rows_of_sum_0(-y.outer(y) * same) / temperature


def _with_rows_of_sum_0(slopes: torch.Tensor) -> torch.Tensor:
    """The slopes (n, n) with the diagonal that makes each row sum to 0.

    In y − y² a small rest of a y near 1 would be lost; a sum of the other slopes keeps it.
    """
    others = slopes.fill_diagonal_(0)
    return others - others.sum(dim=1).diag()


def _below_largest(x: torch.Tensor, temperature: float) -> torch.Tensor:
    """x over the temperature, moved so that the largest is 0 before a small one can overflow it."""
    if not temperature > 0:
        raise ValueError(f"the temperature must be above 0, got {temperature}")
    return (x - x.amax(dim=-1, keepdim=True)) / temperature


SOFTMAXES: tuple[VectorFunction, ...] = (
    VectorFunction(
        key="softmax",
        label="Softmax",
        formula=r"y_i = \frac{e^{x_i / T}}{\sum_k e^{x_k / T}}",
        jacobian_formula=r"\frac{\partial y_i}{\partial x_j} = "
        r"\tfrac{1}{T} \, y_i \, (\delta_{ij} - y_j)",
        f=softmax,
        jacobian=softmax_jacobian,
        remark="Turns scores into shares of one whole: towards all for the largest as T falls, "
        "towards equal shares as T grows. The last layer of a classifier of one of K classes.",
        source=BRIDLE,
        torch="y = nn.Softmax(dim=-1)(x / {temperature})",
        inputs=SIZES,
        parameters=(TEMPERATURE,),
        total=1,
        row_sum=0,
        column_sum=0,
    ),
    VectorFunction(
        key="softmin",
        label="Softmin",
        formula=r"y_i = \frac{e^{-x_i / T}}{\sum_k e^{-x_k / T}}",
        jacobian_formula=r"\frac{\partial y_i}{\partial x_j} = "
        r"-\tfrac{1}{T} \, y_i \, (\delta_{ij} - y_j)",
        f=softmin,
        jacobian=softmin_jacobian,
        remark="Softmax of −x: the smallest input gets the largest share, as suits a distance.",
        source=PYTORCH,
        torch="y = nn.Softmin(dim=-1)(x / {temperature})",
        inputs=SIZES,
        parameters=(TEMPERATURE,),
        total=1,
        row_sum=0,
        column_sum=0,
    ),
    VectorFunction(
        key="log_softmax",
        label="LogSoftmax",
        formula=r"y_i = \tfrac{x_i}{T} - \ln \sum_k e^{x_k / T}",
        jacobian_formula=r"\frac{\partial y_i}{\partial x_j} = "
        r"\tfrac{1}{T} \, (\delta_{ij} - e^{y_j})",
        f=log_softmax,
        jacobian=log_softmax_jacobian,
        remark="The logarithm of softmax in one step, so that a share too small for a float keeps "
        "a finite logarithm. Cross-entropy is the negative of one of these.",
        source="Goodfellow, Bengio and Courville, Deep Learning, section 6.2.2.3, 2016",
        torch="y = nn.LogSoftmax(dim=-1)(x / {temperature})",
        inputs=SIZES,
        parameters=(TEMPERATURE,),
        row_sum=0,
    ),
    VectorFunction(
        key="softmax2d",
        label="Softmax2d",
        formula=r"y_{cp} = \frac{e^{x_{cp} / T}}{\sum_k e^{x_{kp} / T}}",
        jacobian_formula=r"\frac{\partial y_{cp}}{\partial x_{dq}} = "
        r"\tfrac{1}{T} \, \delta_{pq} \, y_{cp} \, (\delta_{cd} - y_{dp})",
        f=softmax2d,
        jacobian=softmax2d_jacobian,
        remark="A softmax over the channels at each place of an image: the first index is the "
        "channel, the second the place. Places do not see one another.",
        source=PYTORCH,
        torch="y = nn.Softmax2d()(x.reshape({channels}, 1, -1) / {temperature}).flatten()",
        inputs=(6,),
        names=by_channel,
        parameters=(TEMPERATURE, Parameter("channels", "C", 3, 2, 3, 1)),
        total=1,
        row_sum=0,
        column_sum=0,
    ),
)
