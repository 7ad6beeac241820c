"""When a run is to stop automatically: the widgets that give a StopRule."""

from typing import Any

import streamlit as st

from explorer.config.controls import Choice, Number
from explorer.config.link import PREFIX
from explorer.live.stopping import StopRule
from explorer.ui.shared.form import ask

OFF = "off"
ACCURACIES = (0, 80, 90, 95, 98, 99, 100)  # percent; 0: off
PLATEAUS = (0, 200, 500, 1000, 2000, 5000)  # steps; 0: off
ACCURACY = Choice(
    name="stop_accuracy",
    group="stops",
    label="At a validation accuracy of",
    default=0,
    options=ACCURACIES,
    label_of=lambda percent: f"{percent} %" if percent else OFF,
    key_of=lambda percent: str(percent or OFF),
    style="scale",
    help="Higher: trains for longer, and may never be reached",
)
PLATEAU = Choice(
    name="stop_plateau",
    group="stops",
    label="After steps without progress",
    default=0,
    options=PLATEAUS,
    label_of=lambda steps: str(steps or OFF),
    key_of=lambda steps: str(steps or OFF),
    style="scale",
    help="Fewer: stops at the first flat stretch. Progress: a validation loss falls by over 1 %",
)
STEPS = Number(
    name="stop_steps",
    group="stops",
    label="At step (0: never)",
    default=0,
    low=0,
    high=1_000_000,
    step=500,
    style="box",
    help="Larger: trains for longer",
)
EPOCHS = Number(
    name="stop_epochs",
    group="stops",
    label="After epochs (0: never)",
    default=0,
    low=0,
    high=100_000,
    step=10,
    style="box",
    help="Larger: trains for longer",
)

CONTROLS = (ACCURACY, PLATEAU, STEPS, EPOCHS)


def choose_rule(form: Any) -> StopRule:
    """When the run is to stop automatically; the form's place is given."""
    with form, st.expander("Stop automatically", icon=":material/flag:", key="training_stops"):
        accuracy, plateau, steps, epochs = (ask(one, PREFIX) for one in CONTROLS)
        st.caption("It always stops where all networks have diverged.")
    wishes = [
        f"at {accuracy} %" if accuracy else "",
        f"after {plateau} steps without progress" if plateau else "",
        f"at step {steps:,}" if steps else "",
        f"after {epochs:,} epochs" if epochs else "",
    ]
    with form:
        st.caption(" · ".join(filter(None, wishes)) or "where all networks have diverged")
    return StopRule(
        accuracy=accuracy / 100 if accuracy else None,
        plateau=plateau or None,
        steps=steps or None,
        epochs=epochs or None,
    )


def written(rule: StopRule) -> dict[str, str | list[str]]:
    """The parameters of a link that ask for this rule."""
    stands = (
        round(100 * (rule.accuracy or 0)),
        rule.plateau or 0,
        rule.steps or 0,
        rule.epochs or 0,
    )
    pairs = zip(CONTROLS, stands, strict=True)
    texts = {PREFIX + one.name: one.write(value) for one, value in pairs if value != one.default}
    return {name: found[0] if len(found) == 1 else found for name, found in texts.items()}
