"""The form of the page Training: widgets that give a config, and a config set back into them."""

import streamlit as st

from explorer.choices import device
from explorer.choices.datasets import DATASETS
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.optimisers import OPTIMISERS
from explorer.config import MAX_SAMPLES, MAX_WIDTH, MIN_SAMPLES, Member, RunConfig
from explorer.ui.shared.choose import (
    NORMALISATIONS,
    cures,
    entry,
    label_of,
    seed,
    std,
)
from explorer.ui.shared.own import menu

STRAIGHT = "identity"
MOST = 4
MOST_HIDDEN = 8  # layers that can be drawn well
DEFAULTS = RunConfig(members=(Member(STRAIGHT), Member("tanh")))
FULL_BATCH = "Full batch"
BATCHES = (1, 5, 10, 20, 50, 100, 200, FULL_BATCH)
RATES = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0, 1000.0)


def choose() -> RunConfig | None:
    """The run of the page Training, in three groups; None where no activation is chosen."""
    with st.sidebar:
        data = _data()
        network = _network()
        learning = _learning()
    chosen = _activations()
    if not chosen:
        return None
    own, cured = network.pop("own"), network.pop("cures")
    kinds = [*chosen[: MOST - 1], own] if own else chosen
    if own and len(chosen) == MOST:
        st.caption(
            f"{menu()[chosen[-1]].label} is left out: {MOST} networks fit, and the one with a "
            "function for each layer is among them."
        )
    members = tuple(Member(kind, data["seed"], **cured) for kind in kinds)
    return RunConfig(members=members, **data, **network, **learning)


def _activations() -> list[str]:
    """One to four activations, side by side; one click puts the straight line beside them."""
    key = "training_activations"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect(
            "Activations, side by side",
            list(menu()),
            default=[member.activation for member in DEFAULTS.members],
            format_func=label_of(menu()),
            max_selections=MOST,
            key=key,
            bind="query-params",
        )
        straight = STRAIGHT in chosen
        st.button(
            "Drop straight" if straight else "Add straight",
            key="training_straight",
            help="The same network without an activation, from the same weights",
            on_click=_toggle_straight,
            args=(key,),
        )
    return chosen


def recall(config: RunConfig) -> None:
    """Set every widget of the page Training to what this config says."""
    batch = FULL_BATCH if config.batch_size is None else config.batch_size
    values = {
        "activations": [m.activation for m in config.members if isinstance(m.activation, str)],
        "dataset": config.dataset,
        "samples": config.samples,
        "noise": config.noise,
        "test": config.test_fraction,
        "seed": config.seed,
        "depth": len(config.hidden),
        "init": config.init,
        "std": config.init_std,
        "optimizer": config.optimizer,
        "rate": config.learning_rate,
        "batch": batch,
        "residual": config.members[0].residual,
        "norm": next(k for k, norm in NORMALISATIONS.items() if norm == config.members[0].norm),
    }
    own = [m.activation for m in config.members if not isinstance(m.activation, str)]
    values["own"] = bool(own)
    values |= {f"layer{number}": key for number, key in enumerate(own[0] if own else (), 1)}
    values |= {f"width{number}": width for number, width in enumerate(config.hidden, 1)}
    st.session_state.update({f"training_{name}": value for name, value in values.items()})


def _toggle_straight(key: str) -> None:
    chosen = st.session_state[key]
    others = [name for name in chosen if name != STRAIGHT]
    if STRAIGHT not in chosen:
        st.session_state[key] = [STRAIGHT, *others[: MOST - 1]]
    else:
        st.session_state[key] = others or [DEFAULTS.members[-1].activation]


def _data() -> dict:
    with st.expander("Data", icon=":material/scatter_plot:", key="training_data"):
        dataset = entry("Data set", DATASETS, DEFAULTS.dataset, "training_dataset")
        st.caption(DATASETS[dataset].remark)
        samples = st.slider(
            "Points",
            MIN_SAMPLES,
            MAX_SAMPLES,
            DEFAULTS.samples,
            50,
            key="training_samples",
            bind="query-params",
        )
        noise = st.slider(
            "Noise",
            0.0,
            0.5,
            DEFAULTS.noise,
            0.01,
            key="training_noise",
            bind="query-params",
        )
        share = st.slider(
            "Test share",
            0.1,
            0.9,
            DEFAULTS.test_fraction,
            0.05,
            format="percent",
            key="training_test",
            bind="query-params",
        )
        number = seed(DEFAULTS.seed, "training_seed")
    st.caption(f"{DATASETS[dataset].label} · {samples:,} points · noise {noise:g} · seed {number}")
    return {
        "dataset": dataset,
        "samples": samples,
        "noise": noise,
        "test_fraction": share,
        "seed": number,
    }


def _network() -> dict:
    with st.expander("Network", icon=":material/account_tree:", key="training_network"):
        depth = st.slider(
            "Hidden layers",
            0,
            MOST_HIDDEN,
            len(DEFAULTS.hidden),
            key="training_depth",
            bind="query-params",
        )
        with st.container(horizontal=True):
            hidden = tuple(
                st.number_input(
                    f"Layer {number}",
                    1,
                    MAX_WIDTH,
                    DEFAULTS.hidden[0],
                    width=104,
                    key=f"training_width{number}",
                    bind="query-params",
                )
                for number in range(1, depth + 1)
            )
        own = _own_layers(depth)
        cured = cures("training")
        init = entry("Initialiser", INITIALISERS, DEFAULTS.init, "training_init")
        st.caption(INITIALISERS[init].remark)
        init_std = std(DEFAULTS.init_std, init, "training_std")
    classes = DATASETS[st.session_state["training_dataset"]].classes
    outputs = 1 if classes == 2 else classes
    st.caption(
        f"2–{''.join(f'{width}–' for width in hidden)}{outputs} · {INITIALISERS[init].label}"
    )
    return {"hidden": hidden, "init": init, "init_std": init_std, "own": own, "cures": cured}


def _own_layers(depth: int) -> tuple[str, ...] | None:
    """A function for each hidden layer of one more network, where that is asked for."""
    wanted = st.toggle(
        "A function for each layer",
        key="training_own",
        bind="query-params",
        help="One more network beside the others, each of its hidden layers with its own function",
        disabled=depth == 0,
    )
    if not wanted or depth == 0:
        return None
    defaults = ("relu", "tanh")
    return tuple(
        entry(f"Layer {n}", menu(), defaults[n % 2], f"training_layer{n}")
        for n in range(1, depth + 1)
    )


def _learning() -> dict:
    with st.expander("Learning", icon=":material/trending_down:", key="training_learning"):
        optimizer = entry("Optimiser", OPTIMISERS, DEFAULTS.optimizer, "training_optimizer")
        rate = st.select_slider(
            "Learning rate",
            RATES,
            DEFAULTS.learning_rate,
            format_func=lambda value: f"{value:g}",
            key="training_rate",
            bind="query-params",
        )
        batch = st.select_slider(
            "Batch size", BATCHES, DEFAULTS.batch_size, key="training_batch", bind="query-params"
        )
        where = _device()
    size = None if batch == FULL_BATCH else batch
    words = "full batch" if size is None else f"batches of {size}"
    st.caption(f"{OPTIMISERS[optimizer].label} · rate {rate:g} · {words}")
    return {
        "optimizer": optimizer,
        "learning_rate": rate,
        "batch_size": size,
        "device": where,
    }


def _device() -> str:
    """Where to compute, if there is a choice."""
    devices = device.available()
    if len(devices) == 1:
        st.caption(f"Computed on: {device.name(devices[0])}")
        return devices[0]
    return st.selectbox(
        "Computed on",
        devices,
        index=devices.index("cpu"),
        format_func=device.name,
        key="training_device",
        bind="query-params",
    )
