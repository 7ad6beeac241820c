"""A run on a page keeps its distance from the page's own run."""

from time import perf_counter

import pytest

pytest.importorskip("streamlit", reason="Streamlit is not installed")

from explorer.ui.shared.settling import SETTLE, Settling


def test_a_late_tick_waits_until_the_page_has_reached_the_screen():
    settling = Settling()
    settling.page()
    settling.tick()  # comes with the page
    drawn = settling.drawn
    settling.tick()
    assert perf_counter() >= drawn + SETTLE
    assert settling.drawn == drawn


def test_a_page_that_runs_again_is_waited_for_again():
    settling = Settling()
    settling.tick()
    first = settling.drawn
    settling.page()
    settling.tick()
    assert settling.drawn > first
