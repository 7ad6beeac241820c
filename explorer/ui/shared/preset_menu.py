"""A menu of presets beside a page's title: one sets the form, and is told while it stands at it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from explorer.config.controls import Choice
from explorer.ui.shared import form, link

NAME = "preset"  # in the link, after the page's prefix


@dataclass(frozen=True)
class PresetMenu:
    """The presets of a page, each with a label, a goal and a reason.

    `made` is what the form gives where it stands at a preset, and `answers` what the session has
    then, by key. `story` is told where it stands at none.
    """

    prefix: str
    presets: Mapping[str, Any]
    made: Callable[[Any], Any]
    answers: Callable[[Any], dict[str, Any]]
    story: str

    @property
    def control(self) -> Choice:
        """The menu."""
        return Choice(
            name=NAME,
            label="Start with",
            default=None,
            options=tuple(self.presets),
            label_of=lambda key: self.presets[key].label if key else "none",
            placeholder="Start with …",
            what="preset",
            help="Sets the whole form, and says what to look for",
        )

    @property
    def key(self) -> str:
        """Of the menu."""
        return self.prefix + NAME

    def begin(self) -> None:
        """Give the form what the preset of a link has, but for what the link says itself."""
        state = st.session_state
        if self.key in state or self.key not in st.query_params:
            return
        link.prepare(self.key, self.control)
        if preset := self._chosen():
            for key, value in self.answers(preset).items():
                if key not in st.query_params:
                    state[key] = value

    def show(self, made: Any) -> None:
        """The preset that the form stands at, its goal and its reason, or the story; the menu.

        Call it once it is known what the form has `made`.
        """
        preset = self._chosen()
        if preset and self.made(preset) != made:
            preset = st.session_state[self.key] = None
        with st.container(key="told"):
            st.markdown(f"**{preset.goal}**  \n{preset.reason}" if preset else self.story)
        layout: dict[str, Any] = {"label_visibility": "collapsed", "width": 230}
        form.ask(self.control, self.prefix, on_change=self._set, **layout)

    def _chosen(self) -> Any:
        return self.presets.get(st.session_state.get(self.key) or "")

    def _set(self) -> None:
        if preset := self._chosen():
            st.session_state.update(self.answers(preset))
