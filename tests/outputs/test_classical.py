"""Classical methods on the points of a run."""

import numpy as np
import pytest

from explorer.config import RunConfig
from explorer.engine import sample
from explorer.outputs.classical import GRID, METHODS, Fitted, compare, verdict
from explorer.words import percent

KEYS = ("logistic", "svm", "tree")


def by_key(config):
    return dict(zip(("commonest", *METHODS), compare(config), strict=True))


def test_the_methods_are_those_that_courses_compare_with():
    assert tuple(METHODS) == KEYS


def test_on_circles_a_line_is_no_better_than_the_commonest_class_and_the_others_bend():
    found = by_key(RunConfig(noise=0.05))
    assert found["logistic"].scores[1] < 0.7
    assert found["svm"].scores[1] > 0.95
    assert found["tree"].scores[0] == 1  # by heart
    assert found["commonest"].scores == (0.5, 0.5, 0.5)


@pytest.mark.parametrize("dataset", ["circles", "blobs", "wine"])
def test_a_map_names_the_class_of_its_places(dataset):
    config = RunConfig(dataset=dataset)
    data = sample(config)
    for one in compare(config)[1:]:
        assert one.classes is not None
        assert one.classes.shape == (GRID, GRID)
        assert set(np.unique(one.classes)) <= set(range(config.classes))
    if data.plane is None:  # the nearest place of a point says the same of it, nearly always
        nearest = np.rint((data.places.numpy() / data.extent + 1) / 2 * (GRID - 1)).astype(int)
        y = np.concatenate([data.y_train, data.y_validation, data.y_test])
        svm = by_key(config)["svm"]
        said = svm.classes[nearest[:, 1], nearest[:, 0]]
        assert (said == y).mean() == pytest.approx(
            np.average(svm.scores, weights=[8, 1, 1]), abs=0.03
        )


def test_a_number_cannot_be_compared_and_is_named():
    with pytest.raises(ValueError, match="Wave asks for regression; these methods name one class"):
        compare(RunConfig(dataset="wave"))


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (0.95, "the network is ahead"),
        (0.85, "no network is needed"),
        (0.9, "the same, and the simpler one"),
    ],
)
def test_the_verdict_goes_by_the_validation_points(score, said):
    fitted = [Fitted(name, (1.0, share, 0.0), None) for name, share in (("a", 1.0), ("b", 0.9))]
    words = verdict(fitted, {"Tanh": score, "Identity": 0.1})
    assert words.startswith(f"Tanh gets {percent(score)} of the validation points right, b 90 %")
    assert said in words
