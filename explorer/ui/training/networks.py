"""The form of the page Training: the list of fields, drawn; and a config set back into it."""

from typing import Any

import streamlit as st

from explorer.choices.inputs import FEATURES
from explorer.config import RunConfig
from explorer.config.controls import Choice, Control
from explorer.config.fields import listed
from explorer.config.form import DEFAULTS, LIKE, caption, compose, spread
from explorer.config.layers import Widths
from explorer.config.link import PREFIX
from explorer.config.member import MOST_NETWORKS
from explorer.engine.data import SHARES, sample
from explorer.ui.shared import form, given, link
from explorer.ui.shared.own import menu
from explorer.ui.training import others, own_data

FORM = 216  # pixels of its width
FRONT = ("dataset", "noise", "rate", "batch")  # asked for first; the others stand in groups
DRAWN = ("data_seed", "weights")  # in a row, each drawn alone
STRAIGHT = "identity"
CHOSEN = PREFIX + "activations"
WISH = "training_wish"  # in the session: a data set, hidden widths or inputs that the hand asks for
GROUPS = {  # group of the list of fields → its title and icon
    "data": ("Data", ":material/scatter_plot:"),
    "network": ("Network", ":material/account_tree:"),
    "learning": ("Learning", ":material/trending_down:"),
}


def choose(form: Any) -> RunConfig | None:
    """The run that this form asks for; None where no activation is chosen."""
    if WISH in st.session_state:
        # Not where it was heard: what the browser says of the form at that moment would undo it.
        _grant(st.session_state.pop(WISH))
    places, captions, rows, held = {}, {}, {}, []
    with form:
        front = st.container(gap="xsmall")
        for group, (title, icon) in GROUPS.items():
            places[group] = st.expander(title, icon=icon, key=PREFIX + group)
            captions[group] = st.empty()
    places["activations"] = front

    def ask(control: Control) -> Any:
        place = front if control.name in FRONT else places[control.group]
        if control.in_row:
            if control.group not in rows:
                rows[control.group] = place.container(horizontal=True)
            place = rows[control.group]
        if control.name in DRAWN:
            if "drawn" not in rows:
                with places["data"]:  # below the seed
                    rows["drawn"] = st.container(horizontal=True, key=f"{PREFIX}redraw")
            place = rows["drawn"]
            held.append(link.holds(PREFIX + control.name, control))
        if control.name == LIKE.name:
            return others.ask(control)
        with place:
            value = _ask(control)
        if control.name == "dataset" and not link.holds(PREFIX + control.name, control):
            with place:
                own_data.offer()
        if control.name == "test":
            captions["shares"] = place.empty()
        return value

    config, chosen = compose(ask)
    with front.container(gap="xsmall", key=f"{PREFIX}others"):
        others.show(config)
    if not all(held):
        with rows["drawn"]:
            _undo(config)
    captions.pop("shares").caption(shares(config))
    for group, place in captions.items():
        place.caption(caption(group, config))
    if not chosen:
        return None
    left_out = [key for key in st.session_state[CHOSEN] if not _among(key, config)]
    if left_out:
        front.caption(
            f"{menu()[left_out[0]].label} is left out: {MOST_NETWORKS} networks fit, and the one "
            "with a function for each layer is among them."
        )
    return config


def _ask(control: Control) -> Any:
    """The widget of a control; a choice of one is told, not asked."""
    if isinstance(control, Choice) and len(control.options) == 1:
        st.caption(f"{control.label}: {control.say(control.options[0])}")
        return control.options[0]
    value = form.ask(control, PREFIX)
    if PREFIX + control.name == CHOSEN and not link.holds(CHOSEN, control):
        straight = STRAIGHT in value
        st.button(
            "Hide the network without activation"
            if straight
            else "Show the network without activation",
            key=f"{PREFIX}straight",
            help="The same network without an activation, from the same weights",
            width="stretch",
            on_click=_toggle_straight,
        )
    return value


def shares(config: RunConfig) -> str:
    """How many points each share has, in words; why they cannot be had is told where it starts."""
    try:
        found = sample(config)
    except ValueError:
        return "These shares leave too few points."
    train, validation, test = (len(found.share(name)[1]) for name in SHARES)
    return f"{train:,} to train, {validation:,} to validate, {test:,} to test at the end"


def _undo(config: RunConfig) -> None:
    """A button that gives points and weights the seed again, where one was drawn alone."""
    drawn = config.data_seed is not None or config.members[0].seed != config.seed
    st.button(
        ":material/undo:",
        key=f"{PREFIX}undo",
        help="Points and weights of the seed again",
        disabled=not drawn,
        on_click=lambda: st.session_state.update({PREFIX + name: None for name in DRAWN}),
    )


def _among(key: str, config: RunConfig) -> bool:
    return any(member.activation == key for member in config.members)


def recall(config: RunConfig) -> None:
    """Set every widget of the page Training to what this config says."""
    st.session_state.update(answers(config))


def answers(config: RunConfig) -> dict[str, Any]:
    """What the session has, by key, where the form stands at this config."""
    return {PREFIX + name: value for name, value in spread(config).items()}


def _grant(wish: dict[str, Any]) -> None:
    """Give the form what is wished: a config, a data set, widths of hidden layers, or inputs."""
    if "config" in wish:
        recall(wish["config"])
    elif "dataset" in wish:
        given.add(wish["dataset"])
        st.session_state[PREFIX + "dataset"] = wish["dataset"]
    elif "hidden" in wish:
        widths = _fitting(wish["hidden"])
        if not others.reshape(wish.get("member"), widths):
            _reshape(widths)
    elif inputs := [key for key in FEATURES if key in wish["inputs"]]:
        st.session_state[PREFIX + "inputs"] = inputs


def _fitting(widths: list[int]) -> tuple[int, ...]:
    """These widths, as far as networks have them."""
    hidden = listed(RunConfig)["hidden"].kind
    assert isinstance(hidden, Widths)
    return tuple(max(1, min(int(width), hidden.widest)) for width in widths[: hidden.most])


def _reshape(widths: tuple[int, ...]) -> None:
    """Give the form's hidden layers these widths."""
    hidden = listed(RunConfig)["hidden"].kind
    assert hidden is not None
    answers = hidden.spread("hidden", widths)
    st.session_state.update({PREFIX + name: value for name, value in answers.items()})


def _toggle_straight() -> None:
    chosen = st.session_state[CHOSEN]
    others = [name for name in chosen if name != STRAIGHT]
    if STRAIGHT not in chosen:
        st.session_state[CHOSEN] = [STRAIGHT, *others[: MOST_NETWORKS - 1]]
    else:
        st.session_state[CHOSEN] = others or [DEFAULTS.members[-1].activation]
