"""The page Race, driven without a browser, and the message of its picture."""

import re
from dataclasses import replace

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from explorer.config import Member, link
from explorer.config.form import DEFAULTS
from explorer.live.message.wire import decode
from explorer.sweeps.contest import RACED, Contest
from explorer.sweeps.races import RACES
from explorer.ui.race import choosing, packing, picture, taking
from explorer.ui.race.running import KEY, LARGE, Live
from explorer.ui.training.handed import parameters_of
from tests.dense import dense
from tests.ui.test_pages import assert_well, opened

QUICK = {"race_steps": "50", "race_seeds": "3"}


def race(**query):
    """The page with these parameters, its race over."""
    at = opened("race", {f"race_{name}": value for name, value in query.items()})
    assert_well(at, query)
    return at


def live(at) -> Live:
    return at.session_state[KEY]


def over(at):
    """The same page once its race, and the maps of it, are there."""
    running = live(at).running
    assert running is not None
    running.wait()
    at.run()
    for film in live(at).films.values():
        film.result()
    assert_well(at, "over")
    return at


def finished(contest, **state):
    """A race that ran to its end."""
    one = Live(contest, 1, 0.0, **state)
    one.go()
    assert one.running is not None
    one.running.wait()
    return one


def small(**fields):
    return Contest(replace(choosing.RUN, steps=50), seeds=3, **fields)


def test_the_page_opens_with_many_seeds_of_six_activations():
    at = over(race())
    assert live(at).contest == Contest()
    assert live(at).standings.trained.tolist() == [32] * 6


@dense("key", RACED)
def test_every_setting_is_raced_over_by_a_link(key):
    at = race(over=key, steps="50", seeds="2", depth="2")
    contest = live(at).contest
    assert contest.over == key
    assert set(contest.values) <= set(RACED[key].offered(contest.run))


@dense("key", RACES)
def test_a_preset_sets_the_form_and_stands_in_the_link(key):
    at = race(preset=key)
    assert live(at).contest == RACES[key].contest
    assert any(RACES[key].goal in one.value for one in at.markdown)
    again = opened("race", {name: at.query_params[name] for name in at.query_params})
    assert live(again).contest == RACES[key].contest


def test_a_change_of_the_form_is_another_race_and_ends_the_one_before():
    at = race(steps="20000", seeds="256")
    before = live(at)
    picture.obey(before, {"name": "button"})
    assert before.moves
    at.number_input(key="race_seeds").set_value(2).run()
    assert_well(at, "change")
    assert live(at).contest.seeds == 2
    assert before.stopped
    assert before.running is not None
    before.running.wait()
    over(at)


def test_a_run_of_the_page_leaves_the_race_as_it_is():
    at = over(race(steps="50", seeds="3"))
    before = live(at)
    at.run()
    assert live(at) is before


def test_what_is_found_stays_when_it_is_stopped_and_it_goes_on_from_there():
    at = race(steps="5000", seeds="64")
    one = live(at)
    picture.obey(one, {"name": "button"})
    assert one.running is not None
    one.running.wait()
    done = int(one.standings.trained.sum())
    assert done < one.sweep.count
    at.run()
    assert int(live(at).standings.trained.sum()) == done
    assert decode(packing.message(one))[0]["button"] == "Go on"
    picture.obey(one, {"name": "button"})
    one.running.wait()
    places = [int(place) for found in one.found for place in found.places]
    assert sorted(places) == list(range(one.sweep.count))


def test_a_race_that_nobody_looks_at_any_more_ends_and_goes_on_when_somebody_does():
    one = Live(small(), 1, 0.0)
    one.go()
    assert one.running is not None
    one.running.end()  # as the timer does
    one.running.wait()
    if one.running.done < one.running.total:
        assert one.left_alone
        one.go()
        one.running.wait()
    assert not one.left_alone
    assert one.standings.trained.sum() == one.sweep.count


def test_a_large_race_says_how_long_it_takes_and_waits():
    at = race(steps="20000", seeds="256", depth="2", width1="256", width2="256")
    assert live(at).running is None
    assert live(at).estimate > LARGE
    header, _ = decode(packing.message(live(at)))
    assert re.fullmatch(
        r"This race takes about [\d.]+ (s|min|h): Start begins it\.", header["verdict"][0]
    )
    assert header["button"] == "Start"


def test_no_contestant_is_one_sentence():
    at = opened("race")
    at.multiselect(key="race_activations").set_value([]).run()
    assert_well(at, "none")
    assert at.info[0].value == "Choose at least one contestant."


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"seeds": "257"}, "seeds `257`, which is not offered (1 to 256): 32 is used"),
        ({"width1": "257"}, "layer 1 `257`, which is not offered (1 to 256)"),
        ({"over": "colour"}, "race over `colour`, which is unknown: Activation is used"),
        ({"activations": ["tanh", "nope"]}, "`nope`, which is unknown: Tanh is used"),
        ({"speed": "3"}, "The link's `race_speed` is not known here."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_nonsense_in_the_link_is_one_sentence(query, sentence):
    at = opened("race", QUICK | {f"race_{name}": value for name, value in query.items()})
    assert_well(at, query)
    assert any(sentence in one.value for one in at.caption), [one.value for one in at.caption]


@pytest.mark.parametrize(
    "query",
    [
        {"seeds": "1"},
        {"seeds": "256", "activations": "tanh"},
        {"rate": "1000", "optimizer": "sgd"},
        {"over": "width", "values_width": ["256", "1"]},
        {"depth": "0"},
        {"over": "residual", "second": "norm", "depth": "3"},
        {"dataset": "blobs", "over": "loss"},
    ],
    ids=str,
)
def test_the_ends_of_the_form_race_without_a_fault(query):
    at = over(race(**({"steps": "50", "seeds": "3"} | query)))
    header, _ = decode(packing.message(live(at)))
    assert header["verdict"]
    assert header["said"] == ""


def test_a_formula_of_ones_own_races():
    at = over(race(activations=["=x * erf(x)", "tanh"], steps="50", seeds="2"))
    assert live(at).contest.names[0] == "x * erf(x)"


def test_the_last_layer_of_none_is_told_in_a_sentence():
    at = race(over="last", depth="0")
    assert at.error[0].value == "This race cannot be: without a hidden layer there is no last one."


def test_a_split_without_points_of_a_class_is_told_in_a_sentence():
    at = over(race(samples="50", class_share="0.05", steps="50", seeds="2"))
    header, _ = decode(packing.message(live(at)))
    assert "leave class 1 with" in header["said"]


# ---- what the picture asks for


def test_a_seed_that_is_clicked_on_is_shown_until_the_median_is_wanted_again():
    one = finished(small())
    median = one.standings.median_seed(1)
    other = next(seed for seed in range(3) if seed != median)
    picture.obey(one, {"name": "seed", "cell": 1, "seed": other})
    assert decode(packing.message(one))[0]["seeds"][1] == other
    picture.obey(one, {"name": "median", "cell": 1})
    assert decode(packing.message(one))[0]["seeds"][1] == median


@pytest.mark.parametrize("order", ["seed", "open", "median", "row", "nonsense"])
def test_an_order_that_cannot_be_obeyed_changes_nothing(order):
    one = finished(small())
    before = one.picked.copy(), one.opens, one.row
    picture.obey(one, {"name": order, "cell": 99, "seed": -1, "row": 7})
    assert (one.picked, one.opens, one.row) == before


def test_a_network_opens_on_training_as_it_raced():
    contest = Contest(
        replace(choosing.RUN, steps=300), "rate", (0.1, 1.0), "width", (2, 5), seeds=4
    )
    parameters = parameters_of(contest.sweep.alone(3 * 4 + 2))
    run, faults = link.read({k: v for k, v in parameters.items() if "stop" not in k})
    assert not faults
    assert run == replace(contest.sweep.alone(3 * 4 + 2), steps=DEFAULTS.steps)
    assert (run.members, run.learning_rate, run.hidden) == ((Member("tanh", seed=2),), 1.0, (5,))
    at = opened("training", parameters)
    assert_well(at, "training")
    assert at.session_state["training_stage"].run.config == run
    assert at.number_input(key="training_stop_steps").value == 300


def test_the_test_accuracy_is_shown_on_demand_alone():
    one = finished(small())
    assert {told["test"] for told in decode(packing.message(one))[0]["told"]} == {"—"}
    assert "test_accuracy" not in taking._csv(one)
    one.tested = True
    assert "%" in decode(packing.message(one))[0]["told"][0]["test"]
    assert "test_accuracy" in taking._csv(one)
