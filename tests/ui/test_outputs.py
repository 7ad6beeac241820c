"""The page Outputs: every tab from its link, the threshold that it keeps, and what it says."""

import re

import numpy as np
import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from explorer.config import RunConfig
from explorer.config.link import read, write
from explorer.engine import Trainer
from explorer.live.message import unpack
from explorer.outputs import OUTPUTS, measures, wrong_start
from explorer.outputs.answers import answers
from explorer.outputs.losses import LOSS_CURVES
from explorer.outputs.measures import beside_base_rate
from explorer.outputs.wrong_pairs import WRONG_PAIRS
from explorer.ui.outputs import last, runs
from explorer.ui.outputs.logits import line
from explorer.ui.outputs.start import RATE, START
from explorer.ui.outputs.thresholds import CHOSEN
from explorer.ui.outputs.views import VIEWS
from explorer.ui.shared.live import Live
from tests.ui.test_pages import assert_well, opened


def opened_at(tab, **query):
    at = opened("outputs", {"outputs_tab": tab} | query)
    assert_well(at, f"{tab} {query}")
    return at


def stage(at, tab):
    return at.session_state[f"{tab}_stage"]


def finished(at, tab):
    """The page once its opening result is there."""
    while stage(at, tab).mode == "finishing":
        at.run()
    return at.run()


def asked(at, tab, name, **more):
    """Have the run do what the workbench asks for, and the page follow."""
    live = Live(tab, threshold=runs.THRESHOLD, share=runs.SHARE, session=at.session_state)
    live.obey({"name": name, **more})
    assert_well(at.run(), name)


def texts(at):
    return [one.value for kind in ("caption", "markdown", "code") for one in getattr(at, kind)]


@pytest.mark.parametrize("tab", VIEWS)
def test_a_link_opens_its_tab_and_stays_in_the_address(tab):
    at = opened_at(tab)
    if tab != next(iter(VIEWS)):
        assert at.query_params["outputs_tab"] == tab
    assert not [text for text in texts(at) if "The link" in text]


@pytest.mark.parametrize("tab", ["logits", "thresholds"])
def test_the_threshold_of_a_link_is_what_the_workbench_opens_with(tab):
    at = opened_at(tab, outputs_threshold="0.7")
    live = Live(tab, threshold=runs.THRESHOLD, session=at.session_state)
    assert live.threshold == 0.7
    run = stage(at, tab).run
    message = run.message([run.latest], False, threshold=live.threshold)
    assert unpack(message).tick.threshold == 0.7


@pytest.mark.parametrize("text", ["0", "1", "nan", "-3", "much"])
def test_a_threshold_that_is_none_gives_one_half_and_is_named(text):
    at = opened_at("thresholds", outputs_threshold=text)
    assert Live("thresholds", threshold=runs.THRESHOLD, session=at.session_state).threshold == 0.5
    assert any("The link" in said and text in said for said in texts(at))


def test_a_threshold_let_go_stands_in_the_address_and_the_page_tells_of_it():
    at = finished(opened_at("logits"), "logits")
    assert "torch.round(torch.sigmoid(model(X_validation)[:10]))" in at.code[0].value
    asked(at, "logits", "threshold", value=0.8300000000000001)
    assert at.query_params["outputs_threshold"] == "0.83"
    assert "(torch.sigmoid(model(X_validation)[:10]) > 0.83).float()" in at.code[0].value


@pytest.mark.parametrize("value", [0, 1, float("nan"), 1e9])
def test_a_threshold_that_no_hand_can_reach_is_not_taken(value):
    at = opened_at("thresholds")
    asked(at, "thresholds", "threshold", value=value)
    assert Live("thresholds", threshold=runs.THRESHOLD, session=at.session_state).threshold == 0.5


def test_the_page_tells_of_the_step_at_which_the_run_rests():
    at = finished(opened_at("thresholds"), "thresholds")
    labels = [control.label for control in at.segmented_control]
    assert "All thresholds on the validation points at step 1,000, of" in labels
    asked(at, "thresholds", "step")
    labels = [control.label for control in at.segmented_control]
    assert "All thresholds on the validation points at step 1,001, of" in labels


def test_ten_points_have_the_logits_of_the_run_and_the_labels_of_the_threshold():
    at = finished(opened_at("logits", outputs_threshold="0.9"), "logits")
    trainer = stage(at, "logits").run.trainer
    points = trainer.samples
    z = trainer.stack(points.x_validation)[-1, :10, 0].numpy()
    wanted = 1 / (1 + np.exp(-z.astype(np.float64))) > 0.9
    (code,) = at.code
    assert code.value.splitlines()[1] == "# " + ", ".join(str(int(one)) for one in wanted)


def test_the_share_chosen_in_the_picture_is_that_of_the_tables_the_sentences_and_the_link():
    at = finished(opened_at("thresholds"), "thresholds")
    trainer = stage(at, "thresholds").run.trainer
    said = {}
    for share in ("validation", "test"):
        asked(at, "thresholds", "share", value=share)
        shown = answers(trainer, stage(at, "thresholds").shown.parameters, share)
        found = measures(shown.y, shown.probability[-1], 0.5)
        table = at.dataframe[0].value
        assert (table[["TN", "FP", "FN", "TP"]].sum(axis=1) == len(shown.y)).all()
        row = table[table["threshold"] == 0.5].iloc[0]
        assert found["confusion"] == [[row.TN, row.FP], [row.FN, row.TP]]
        said[share] = " ".join(texts(at))
        points = f"{len(shown.y)} {share} points"
        assert f"on the {points}, at the threshold 0.5: {beside_base_rate(found)}" in said[share]
        assert f"Curves and areas of the {points}." in said[share]
        assert f"Counted on the {points}." in said[share]
    assert said["validation"] != said["test"]
    assert CHOSEN in said["test"]
    assert CHOSEN not in said["validation"]
    assert at.query_params["outputs_share"] == "test"
    assert any("on the test points at step 1,000" in one.label for one in at.segmented_control)


def test_a_link_opens_the_ten_points_of_its_share():
    at = finished(opened_at("logits", outputs_share="test"), "logits")
    trainer = stage(at, "logits").run.trainer
    z = trainer.stack(trainer.samples.x_test)[-1, :10, 0].numpy()
    wanted = "# " + ", ".join(str(int(one > 0)) for one in z)
    assert at.code[0].value == f"torch.round(torch.sigmoid(model(X_test)[:10]))\n{wanted}"
    assert [one.label for one in at.segmented_control][-1] == "Test points at step 1,000, by"
    run = stage(at, "logits").run
    assert unpack(run.message([run.latest], False, share="test")).tick.share == "test"


@pytest.mark.parametrize("value", ["train", "", "TEST", "0"])
def test_a_share_that_no_choice_may_look_at_is_not_taken(value):
    at = opened_at("thresholds")
    asked(at, "thresholds", "share", value=value)
    assert "outputs_share" not in at.query_params
    assert "validation points." in " ".join(texts(at))


@pytest.mark.parametrize("tab", ["logits", "thresholds"])
@pytest.mark.parametrize("dataset", ["blobs", "rings"])
def test_more_classes_need_no_threshold(tab, dataset):
    at = opened_at(tab, outputs_dataset=dataset)
    said = " ".join(texts(at))
    if tab == "thresholds":
        assert "With more than two classes the largest probability decides" in said
        assert len(at.dataframe[0].value) == stage(at, tab).run.config.classes
    else:
        assert "argmax(dim=1)" in said


@pytest.mark.parametrize("tab", ["logits", "thresholds"])
def test_a_run_that_cannot_be_is_one_friendly_sentence(tab):
    at = opened_at(tab)
    at.multiselect[0].set_value([]).run()
    assert_well(at, tab)
    assert at.info[0].value == "Choose at least one activation."


def test_the_table_has_a_row_a_hundredth_and_every_point_in_each():
    at = opened_at("thresholds")
    table = at.dataframe[0].value
    assert len(table) == 99
    points = len(stage(at, "thresholds").run.trainer.samples.y_validation)
    assert (table[["TN", "FP", "FN", "TP"]].sum(axis=1) == points).all()


@pytest.mark.parametrize("key", LOSS_CURVES)
def test_every_loss_can_be_seen_beside_another_and_beside_itself(key):
    for second in ("bce", "mse", key):
        at = opened_at("losses", losses_first=key, losses_second=second, losses_reach="120")
        labels = [text for text in texts(at) if text.startswith("**")]
        assert len(labels) == len({key, second})


def test_what_a_flat_slope_costs_is_said_with_its_numbers():
    said = " ".join(texts(opened_at("losses")))
    assert re.search(r"BCE needs \d+ steps to a loss of 0\.3 and MSE after a sigmoid \d+", said)


def test_two_networks_from_a_wrong_start_are_told_with_their_numbers_and_the_reason():
    at = finished(opened_at("losses", losses_picture="start", losses_start="-3.0"), "losses")
    run = stage(at, "losses").run
    assert (run.config, run.step) == (wrong_start.run(-3.0), 1000)
    bodies = [one.proto.body for one in at.get("html")]
    (told,) = [body for body in bodies if 'data-part="taught"' in body]
    assert "MSE after a sigmoid" in told
    assert "σ's own slope" in told
    assert at.query_params["losses_picture"] == "start"


@pytest.mark.parametrize("start", START.options)
@pytest.mark.parametrize("rate", RATE.options)
def test_every_wrong_start_can_be_opened(start, rate):
    links = {"losses_start": START.write(start), "losses_rate": RATE.write(rate)}
    at = opened_at("losses", losses_picture="start", **links)
    assert stage(at, "losses").run.config == wrong_start.run(start, rate)


@pytest.mark.parametrize("key", OUTPUTS)
def test_every_problem_is_shown_with_its_lines_and_its_reason(key):
    at = opened_at("last", last_problem=key)
    assert OUTPUTS[key].why in texts(at)
    assert at.code[0].value.startswith("last = nn.Linear(8, ")


def test_the_table_names_every_problem_and_marks_the_chosen_one():
    found = last.table("labels")
    for output in OUTPUTS.values():
        assert f"<td>{output.label}</td>" in found
    assert "<tr class=chosen><td>Several labels at once</td>" in found


@pytest.mark.parametrize("config", [*last.RUNS.values(), *last.WRONG.values()], ids=str)
def test_a_run_that_is_opened_is_the_one_meant_and_can_be_trained(config: RunConfig):
    again, faults = read(write(config))
    assert (again, faults) == (config, [])
    assert Trainer(config).advance(1).step == 1


def test_every_number_of_a_wrong_pair_has_a_name():
    for key in ("mse_sigmoid", "double_sigmoid"):
        found = WRONG_PAIRS[key].compare()
        assert set(found.right) | set(found.wrong) <= set(last.NAMES)
    at = opened_at("last", last_pair="mse_sigmoid")
    assert any(WRONG_PAIRS["mse_sigmoid"].remark in text for text in texts(at))


def test_the_line_of_pytorch_is_the_one_that_everybody_knows_at_one_half():
    assert line(RunConfig(), 0.5) == "torch.round(torch.sigmoid(model(X_validation)[:10]))"
    assert line(RunConfig(dataset="blobs"), 0.5) == "model(X_validation)[:10].argmax(dim=1)"
