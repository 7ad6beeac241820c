"""How a run is judged and trained, in plain PyTorch."""

import re

from explorer import activations
from explorer.choices.losses import LOSSES, Loss
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.outputs import OUTPUTS
from explorer.choices.schedules import SCHEDULES
from explorer.config import RunConfig
from explorer.engine import batches
from explorer.engine.data import SHARES
from explorer.formula.notation import tree_of
from explorer.formula.source import expression
from explorer.formula.tree import NUMBER
from explorer.takeaway.network import is_random
from explorer.takeaway.points import names_class
from explorer.takeaway.section import Section

_SHARED_OUT = (
    "    count = y.sum(dim=1, keepdim=True)  # one whole, shared out among a point's labels",
    "    y = torch.where(count > 0, y / count.clamp(min=1), 1 / y.shape[1])",
)

_NO_BIAS = (
    "for layer in linear[:-1]:",
    "    layer.bias.requires_grad_(False)  # a batch norm takes it away again with the mean",
)
_ALONE = (
    "# A batch of one point has no variance: there the norms take their running statistics. In any",
    "# other the bias before a norm goes away with the mean, and is not learnt.",
    "norms = [layer for layer in network.modules() if isinstance(layer, nn.BatchNorm1d)]",
)
_FLAT = (
    "for one in network.parameters():",
    "    one.grad = torch.zeros_like(one)  # a function that is flat everywhere gives none",
)
_GROUPS = (
    "weights = [layer.weight for layer in linear]",
    "others = [one for one in network.parameters() if one.dim() == 1]",
)
_DECAY = 'groups = [{{"params": weights, "weight_decay": {strength}}}, {{"params": others}}]'
_PULL = (
    "before = [layer.weight.detach().clone() for layer in linear]",
    "for layer, weight in zip(linear, before):  # L1; at 0 no more than holds a weight there",
    "    gradient = layer.weight.grad",
    "    held = torch.clamp(-gradient, -{strength}, {strength})",
    "    gradient += torch.where(weight == 0, held, {strength} * torch.sign(weight))",
)
_STOP_AT_0 = (
    "for layer, weight in zip(linear, before):  # a weight that would cross 0 stays there",
    "    layer.weight.data[layer.weight * weight < 0] = 0",
)
_FIRST_BEST = (
    "best_loss, best_step = judge(x_validation, y_validation)[0], 0",
    "best = copy.deepcopy(network.state_dict())",
)
_EARLY = (
    "    if step % {every}:",
    "        break  # the last epoch was not whole",
    "    loss = judge(x_validation, y_validation)[0]",
    "    if loss < best_loss:",
    "        best_loss, best_step, best = loss, step, copy.deepcopy(network.state_dict())",
    "    elif step - best_step >= {patience}:",
    "        network.load_state_dict(best)  # early stopping",
    "        break",
)


def judging(run: RunConfig) -> Section:
    """The loss, and `judge`: loss and score of points."""
    loss, outputs = LOSSES[run.objective], run.outputs
    before = []
    if loss.single and names_class(run):
        before = [f"    y = F.one_hot(y, {outputs}).float()"]
    elif not loss.single and run.problem == "labels":
        before = list(_SHARED_OUT)
    return Section(
        "The loss, and the share that is right",
        [
            "def loss_of(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:",
            f'    """{loss.label} of the network\'s outputs z, the mean over the points."""',
            *before,
            f"    return {loss.code}",
            "",
            "",
            "@torch.no_grad()",
            "def judge(x: torch.Tensor, y: torch.Tensor) -> tuple[float, float]:",
            f'    """The loss, and the {OUTPUTS[run.problem].score}, at these points."""',
            "    network.eval()",
            "    z = network(x)",
            *_score_lines(run, loss),
            "    return loss_of(z, y).item(), score.item()",
        ],
        "The loss is what training makes small; the score is what people ask for.",
    )


def training(run: RunConfig, count: int, steps: int) -> Section:
    """The optimiser and the loop of so many steps, over so many points to train on."""
    size = batches.size(run, count)
    lines = [f"steps, batch_size = {steps}, {size}", *_optimiser_lines(run)]
    alone = _has_batch_norm(run) and 1 in (size, count % size)
    if _has_batch_norm(run):
        lines += _ALONE if alone else _NO_BIAS
    flat = any(map(_is_flat, run.members[0].keys(len(run.hidden))))
    if flat:
        lines += _FLAT
    if run.patience is not None:
        lines += _FIRST_BEST
    if run.dropout:
        lines.append(f"torch.manual_seed({run.members[0].seed})  # what nn.Dropout draws by")
    lines += [
        "epoch, step = 0, 0",
        "while step < steps:",
        "    network.train()",
        f"    order = torch.randperm(len(x_train), generator=generator({run.seed}, epoch))",
        "    for batch in order.split(batch_size)[: steps - step]:",
        *(f"        {line}" for line in _step_lines(run, alone, flat)),
        "    epoch += 1",
    ]
    if run.patience is not None:
        every = batches.steps_per_epoch(run, count)
        lines += [line.format(every=every, patience=run.patience) for line in _EARLY]
    about = "Each epoch shuffles the points anew and takes one step for each batch of them."
    return Section("The training", lines, about)


def _step_lines(run: RunConfig, alone: bool, flat: bool) -> list[str]:
    """One step of training."""
    lines = ["step += 1"]
    if is_random(run):
        lines.append(f"draws = generator({run.members[0].seed}, step)")
    if alone:
        lines += ["for norm in norms:", "    norm.train(len(batch) > 1)"]
    lines += [
        "loss = loss_of(network(x_train[batch]), y_train[batch])",
        "optimiser.zero_grad(set_to_none=False)" if flat else "optimiser.zero_grad()",
        "loss.backward()",
    ]
    if alone:
        lines += [
            "if len(batch) > 1:",
            "    for layer in linear[:-1]:",
            "        layer.bias.grad.zero_()",
        ]
    if run.clip is not None:
        lines.append(f"nn.utils.clip_grad_norm_(network.parameters(), {run.clip!r})")
    pulled = run.regulariser == "l1"
    lines += [line.format(strength=run.strength) for line in _PULL] if pulled else []
    lines.append("optimiser.step()")
    lines += _STOP_AT_0 if pulled else []
    return [*lines, "schedule.step()"] if _is_scheduled(run) else lines


def _optimiser_lines(run: RunConfig) -> list[str]:
    """The optimiser, and the schedule of its rate where there is one."""
    lines, parameters = list[str](), "network.parameters()"
    if run.regulariser == "l2":
        lines, parameters = [*_GROUPS, _DECAY.format(strength=run.strength)], "groups"
    code = OPTIMISERS[run.optimizer].code
    if not run.beta:
        code = code.replace(", nesterov=True", "")  # without momentum torch refuses it
    chosen = {name: getattr(run, name) for name in OPTIMISERS[run.optimizer].settings}
    call = code.format(parameters=parameters, rate=run.learning_rate, **chosen)
    lines.append(f"optimiser = torch.optim.{call}")
    if _is_scheduled(run):
        rule = SCHEDULES[run.schedule].code.replace("share", f"min(step / {run.steps}, 1)")
        lines += [
            "schedule = torch.optim.lr_scheduler.LambdaLR(",
            f"    optimiser, lambda step: {rule}",
            ")",
        ]
    return lines


def _is_scheduled(run: RunConfig) -> bool:
    return run.steps > 0 and run.schedule != "constant"


def _has_batch_norm(run: RunConfig) -> bool:
    return run.members[0].norm == "batch" and len(run.hidden) > 0


def _is_flat(key: str) -> bool:
    """Whether the slope is 0 everywhere, so that PyTorch gives the layers below no gradient."""
    slope = activations.get(key).slope_tree
    return slope.op == NUMBER and slope.value == 0


def _score_lines(run: RunConfig, loss: Loss) -> list[str]:
    """The share of the points that are right; of numbers R²."""
    kind = OUTPUTS[run.problem].judging
    if kind == "class":
        right = "z.argmax(dim=1) == y" if run.outputs > 1 else "(z > 0) == (y > 0)"
        return [f"    score = ({right}).float().mean()"]
    answer = f"    answer = {answering(loss)}"
    if kind == "labels":
        return [answer, "    score = ((answer > 0.5) == (y > 0)).all(dim=1).float().mean()"]
    errors = "((answer - y).double() ** 2).mean()"
    return [answer, f"    score = 1 - {errors} / y.double().var(correction=0)"]


def answering(loss: Loss) -> str:
    """What the network says at its outputs z."""
    if loss.answer == "p":
        return "torch.softmax(z, dim=1)"
    return re.sub(r"\bx\b", "z", expression(tree_of(loss.answer)).removeprefix("lambda x: "))


def results(run: RunConfig) -> Section:
    """What is printed at the end."""
    score = OUTPUTS[run.problem].score
    return Section(
        "The results",
        [
            "for name, x, y in (",
            *(f'    ("{name}", x_{name}, y_{name}),' for name in SHARES),
            "):",
            "    loss, score = judge(x, y)",
            f'    print(f"{{name:10}}  loss {{loss:<11.6g}}  {score} {{score:<8.6g}}")',
        ],
        "Loss and score of each share, as the app shows them at this step.",
    )
