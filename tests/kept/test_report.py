"""Kept runs in order, and as a table in Markdown that nothing in it can break."""

from functools import partial

from tests import node
from tests.node import needs_node

pytestmark = needs_node
script = partial(node.script, ("kept/report.js",))


def entry(**fields):
    network = {"title": "Tanh", "losses": [0.1, 0.2, 0.3], "scores": [0.9, 0.8, 0.7]}
    return {
        "id": "abcd", "at": 1000, "name": "Circles", "words": "rate 0.1",
        "query": "training_rate=0.1", "step": 1234, "epoch": 3, "score": "accuracy",
        "networks": [network], "picture": "",
    } | fields  # fmt: skip


def scored(validation, **fields):
    network = {"title": "ReLU", "losses": [1, 1, 1], "scores": [0, validation, 0]}
    return entry(networks=[network, {**network, "scores": [0, 0, 1]}], **fields)


def test_runs_are_ordered_by_date_score_step_and_title():
    runs = [
        scored(0.5, at=3, step=10, name="Moons"),
        scored(None, at=2, step=30, name="Circles"),
        scored(0.9, at=1, step=20, name="Blobs"),
    ]
    body = (
        "return ['date', 'score', 'step', 'title', 'nonsense']"
        ".map((order) => ordered(d, order).map(({ at }) => at));"
    )
    assert script(body, runs) == [[3, 2, 1], [1, 3, 2], [2, 1, 3], [1, 2, 3], [3, 2, 1]]


def test_the_report_has_a_line_a_network_with_settings_scores_and_the_link():
    second = {"title": "ReLU", "losses": [None, 1e9, 0], "scores": [None, 1, 0]}
    run = entry(networks=[*entry()["networks"], second])
    found = script("return report(d, 'http://host/training');", [run]).splitlines()
    assert found[0] == "# Kept runs"
    assert found[2].count("|") == found[3].count("|") == found[4].count("|") == found[5].count("|")
    assert found[4] == (
        "| 1 | Circles; rate 0.1 | 1,234 | Tanh | accuracy | 90.0 % | 80.0 % | 70.0 % "
        "| 0.100 | 0.200 | 0.300 | [open](http://host/training?training_rate=0.1) |"
    )
    assert found[5].startswith("|  |  |  | ReLU | accuracy | — | 100.0 % | 0.0 % | — |")


def test_a_run_at_the_defaults_says_so_and_its_link_has_no_query():
    found = script("return report(d, '/training');", [entry(words="", query="")])
    assert "every setting at its default" in found
    assert "(/training)" in found


def test_no_word_in_a_report_means_anything_to_markdown():
    words = "a | b\n\n[x](javascript:y) <img src=x> `c` *d* \\"
    found = script("return report(d, '/t');", [entry(words=words, name=words)]).splitlines()
    assert len(found) == 5
    assert found[4].replace("\\|", "").count("|") == found[2].count("|")
    for sign in ("[x]", "<img", "`c`", "*d*"):
        assert sign not in found[4].replace("\\" + sign[0], "")
