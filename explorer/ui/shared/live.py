"""A run in progress on a page: its state, its picture, and what the workbench asks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import streamlit as st

from explorer.choices.datasets import get
from explorer.choices.given import is_drawn
from explorer.config import RunConfig
from explorer.config.controls import Choice, Control, consult
from explorer.config.differences import in_points_alone, in_rate_alone
from explorer.engine.standing import Standing
from explorer.live.helping import HELPS
from explorer.live.message.views import OFFERED, SPEEDS
from explorer.live.run import UNTIL_DIVERGED, LiveRun
from explorer.live.stopping import StopRule
from explorer.ui.shared import given, link, teaching
from explorer.ui.shared.mount import player
from explorer.ui.shared.stage import Stage

OPENING = 0.4  # seconds of training before a page is first shown
SPEED = Choice(name="speed", label="Steps per frame", default=5, options=SPEEDS)
_VIEWS = {"options": tuple(OFFERED), "label_of": OFFERED.__getitem__}
VIEW = Choice(name="view", label="View", default="probability", **_VIEWS)


class Live:
    """The run of one page of a session, which keeps it under the page's name.

    `left(old, new)` is called where another config takes the place of one that was shown. `wish` is
    where, in the session, a data set, other widths of the hidden layers or other inputs wait for
    the form, where the hand on the maps or the drawing asks for them. `view` keeps to one view, and
    leaves the others out; `gradients` has the frames carry the norms that the view "ledger" draws.
    `ends` are the pictures from logit to label that stand in the place of the network's drawing;
    `threshold` and `share` are the controls, by their whole names, that keep in the session and in
    the address what these judge by; with them the page is run again where the run and they have
    come to rest, for what it tells of `stage.shown`. `above(stage)` tells of the run over the
    picture, again with each message, in place of its sentences; `task(stage)` beside them.
    """

    def __init__(
        self,
        page: str,
        left: Callable[[RunConfig, RunConfig], None] | None = None,
        wish: str | None = None,
        view: str | None = None,
        gradients: bool = False,
        ends: tuple[str, ...] = (),
        threshold: Control | None = None,
        share: Control | None = None,
        above: Callable[[Stage], None] | None = None,
        task: Callable[[Stage], None] | None = None,
        session: Any = st.session_state,
    ) -> None:
        self.page, self._left, self._wish = page, left, wish
        self._view, self._gradients, self._ends, self._session = view, gradients, ends, session
        judge = {"threshold": threshold, "share": share}
        self._judge = {name: control for name, control in judge.items() if control}
        self._above, self._over = above, above or task
        self._told = f"{page}_told"
        self._key, self._player, self._heard = f"{page}_stage", f"{page}_player", f"{page}_heard"

    @property
    def stage(self) -> Stage:
        """The session's run; `open` has made it."""
        return self._session[self._key]

    @property
    def opened(self) -> bool:
        """Whether there is a run."""
        return self._key in self._session

    def open(self, config: RunConfig, rule: StopRule = UNTIL_DIVERGED, waits: bool = False) -> None:
        """Have a run of this config; a new config starts a new one, playing if one was playing.

        A run that is playing goes on where only its learning rate is another, and any run where
        only its points are, and these are drawn by hand. A page that is not playing shows where the
        run ends: at its first opening at once, later by playing the way there. One that `waits`
        stays at its start. Raises ValueError as `Trainer` does.
        """
        current: Stage | None = self._session.get(self._key)
        if current and current.run.config == config:
            return
        number = current.number + 1 if current else 1
        if waits:
            self._put(Stage(self._run(config, number), "paused", number))
            return
        if current and current.mode == "playing" and in_rate_alone(current.run.config, config):
            current.set_rate(config.learning_rate)
            return
        if current and is_drawn(config.dataset) and in_points_alone(current.run.config, config):
            current.set_data(config)
            return
        run = self._run(config, number)
        rule = rule.counted(run.trainer.steps_per_epoch)
        if not current:
            run.finish(OPENING, rule, hopeful=True)
        playing = current is not None and current.mode == "playing"
        new = Stage(run, "playing" if playing else "finishing", number)
        if not current:
            new.settle(rule)
        self._put(new)

    def resume(self, config: RunConfig, standing: Sequence[Standing]) -> None:
        """Have a run of this config at rest where another one stood; raises ValueError as `open`.

        Call it where a run is shown; then that one goes, unless this cannot start.
        """
        number = self.stage.number + 1
        self._put(Stage(self._run(config, number, standing), "paused", number))

    def _put(self, new: Stage) -> None:
        """Show this run in the place of the one that was shown."""
        old: Stage | None = self._session.get(self._key)
        self._session[self._key] = new
        if old:
            old.leave(new)
            if self._left and old.run.config != new.run.config:
                self._left(old.run.config, new.run.config)

    def _run(
        self, config: RunConfig, number: int, standing: Sequence[Standing] | None = None
    ) -> LiveRun:
        offered = {} if self._view else OFFERED
        name = f"{self.page} {number}"  # two pages may show runs of one size, one after the other
        return LiveRun(
            config, name, self._gradients, offered, self._ends, bool(self._wish), standing
        )

    # ---- what the workbench asks for

    def _hear(self) -> None:
        """Do what is asked, in order, and nothing twice: an order may be sent more than once."""
        asked = (self._session.get(self._player) or {}).get("orders")
        if not asked:  # the workbench has left the page meanwhile
            return
        locked, _ = teaching.of_workbench(self.page)
        for name, control in (("speed", SPEED), ("view", VIEW)):
            if asked[name] in control.options and name not in locked:
                self._session[f"{self.page}_{name}"] = asked[name]
        for order in asked["orders"]:
            if order["id"] > self._session.get(self._heard, 0):
                self._session[self._heard] = order["id"]
                self.obey(order)

    def obey(self, order: Mapping[str, Any]) -> None:
        """Do what an order asks for by its name; one that is not known asks for nothing."""
        current = self.stage
        match order["name"]:
            case "play" if current.mode == "finished":
                self._restart("playing")
            case "play":
                current.play()
            case "pause":
                current.pause()
            case "step":
                current.step(1)
            case "epoch":
                current.step(current.run.trainer.steps_per_epoch)
            case "reset":
                self._restart("paused")
            case "edit":
                current.write(order["member"], order["index"], order["value"])
            case "freeze":
                current.freeze((order["member"], order["layer"], order["unit"]))
            case "shape" if self._wish:
                known = dict(enumerate(current.run.config.members))
                one = known.get(order.get("member", -1))
                self._session[self._wish] = {"hidden": order["hidden"], "member": one}
            case "inputs" if self._wish:
                self._session[self._wish] = {"inputs": order["keys"]}
            case "points" if self._wish:
                self._draw(self._wish, order)
            case "try" if self._wish and order["key"] in HELPS:
                changed = HELPS[order["key"]].change(current.run.config)
                self._session[self._wish] = {"config": changed}
            case ("threshold" | "share") as name if name in self._judge:
                value = order["value"]
                self._keep(self._judge[name], f"{value:.4f}" if name == "threshold" else str(value))
            case "missing":
                current.missing = True
                current.run.resend()

    def _draw(self, wish: str, order: Mapping[str, Any]) -> None:
        """Have the run go on with points that were drawn; the form follows once they are let go."""
        key = given.drawn(order.get("points"), order.get("labels"))
        if key is None or "points" in teaching.of_workbench(self.page)[0]:
            return
        self._session[wish] = {"dataset": key, "held": order.get("held") is True}
        old = self.stage.run.config
        if is_drawn(old.dataset) and old.classes == get(key).classes and old.dataset != key:
            self.stage.set_data(replace(old, dataset=key))

    def _keep(self, control: Control, text: str) -> None:
        """Set a control of the judge; to its default where it cannot stand at what is asked."""
        if not link.holds(control.name, control):
            self._session[control.name] = consult(control, [text], control.default)[0]

    def _restart(self, mode: Literal["playing", "paused"]) -> None:
        old = self.stage
        run = self._run(old.run.config, old.number + 1)
        for unit in old.run.trainer.frozen:
            run.trainer.freeze(*unit)
        self._put(Stage(run, mode, old.number + 1))

    # ---- what is shown

    def picture(self, rule: StopRule = UNTIL_DIVERGED) -> None:
        """The workbench, which asks for more while the run moves."""
        self.stage.settling.page()
        for control in () if self._view else (SPEED, VIEW):
            link.prepare(f"{self.page}_{control.name}", control)
        for control in self._judge.values():
            link.prepare(control.name, control)
        if self._judge:
            self._session[self._told] = self._state
        with st.container(key=f"workbench_{self.page}"):
            counted = rule.counted(self.stage.run.trainer.steps_per_epoch)
            st.fragment(self._tick)(counted)

    def _chosen(self, control: Choice) -> Any:
        """What a choice made in the workbench stands at; it is in the address."""
        key = f"{self.page}_{control.name}"
        value = self._session.get(key, control.default)
        link.record(key, control, value)
        return value

    @property
    def threshold(self) -> float | None:
        """What the judge's threshold stands at; it is in the address."""
        return self._kept("threshold")

    @property
    def share(self) -> str | None:
        """The points that the judge looks at; they are in the address."""
        return self._kept("share")

    def _kept(self, name: str) -> Any:
        """What a control of the judge stands at; None where the page has none."""
        control = self._judge.get(name)
        if control is None:
            return None
        value = self._session.get(control.name, control.default)
        link.record(control.name, control, value, listed=False)
        return value

    @property
    def _state(self) -> tuple[str, int, float | None, str | None]:
        return self.stage.run.name, self.stage.shown.number, self.threshold, self.share

    def _tick(self, rule: StopRule) -> None:
        wish = self._session.get(self._wish) if self._wish else None
        if wish and not wish.get("held"):
            st.rerun()  # the form stands outside this fragment
        current = self.stage
        # Before the opening result is there the browser may still be loading the picture's module.
        whole = current.settling.whole or current.missing or current.mode == "finishing"
        current.missing = False
        current.settling.tick()
        speed = self._chosen(SPEED)
        view = self._view or self._chosen(VIEW)
        offered = [key for key, _ in current.run.setting.views]
        if offered and view not in offered:
            view = VIEW.default
        frames = current.collect(speed, rule)
        known = [] if self._above else current.words
        told = {"status": current.status} if current.status else {}
        locked, hidden = teaching.of_workbench(self.page)
        judge = (name for name, one in self._judge.items() if link.holds(one.name, one))
        message = current.run.message(
            frames,
            current.moves,
            current.seconds,
            view,
            whole,
            heard=self._session.get(self._heard, 0),
            mode=current.mode,
            speed=speed,
            threshold=self.threshold,
            share=self.share,
            said=" ".join(filter(None, (current.said, current.run.trainer.notice))),
            sentences=tuple(said[0] for said in known),
            told_at=current.spoken_at,
            further=tuple(" ".join(said[1:]) for said in known),
            locked=(*locked, *judge),
            hidden=hidden,
            tries=current.tries if self._wish else (),
            **told,
        )
        over = st.container() if self._over else None
        player(message, key=self._player, on_orders_change=self._hear)
        current.sent(frames)
        if self._over and over:
            with over:
                self._over(current)
        told = self._session.get(self._told, self._state)
        if not current.moves and told != self._state:
            st.rerun()  # what the page tells stands outside this fragment, too
