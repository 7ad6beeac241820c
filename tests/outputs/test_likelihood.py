"""How likely a model makes points, held to scipy.stats and scikit-learn; in the browser too."""

import warnings

import numpy as np
import pytest
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit
from scipy.stats import bernoulli as flips
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, mean_squared_error

from explorer.outputs.likelihood import (
    MEAN,
    POINTS,
    STUDIES,
    bernoulli,
    fit,
    gauss,
    numbers,
)
from tests import node
from tests.dense import dense

SEEDS = (0, 1, 7)


@dense(("key", "seed"), [(key, seed) for key in STUDIES for seed in SEEDS])
def test_labels_are_as_likely_as_scipy_says_and_their_bce_is_that_of_scikit_learn(key, seed):
    study = STUDIES[key]
    x, y = study.points(seed)
    for m, n in (study.truth, (study.m.start, study.n.start), (0.0, 0.3)):
        found = bernoulli(m, n, x, y)
        assert found.log == pytest.approx(flips.logpmf(y, expit(m * x + n)).sum(), abs=1e-9)
        assert found.loss == pytest.approx(log_loss(y, expit(m * x + n)), abs=1e-9)
        assert -found.log == pytest.approx(len(x) * found.loss, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_are_as_likely_as_scipy_says_and_the_rest_is_their_mse(seed):
    y = numbers(seed)
    for mean, sigma in ((3.0, 1.5), (5.5, 0.8), (9.0, 3.0)):
        found = gauss(mean, sigma, y)
        assert found.log == pytest.approx(norm.logpdf(y, mean, sigma).sum(), abs=1e-9)
        assert found.loss == pytest.approx(mean_squared_error(y, np.full_like(y, mean)), abs=1e-9)
    logs, losses = zip(*(gauss(mean, 2.0, y) for mean in np.linspace(0, 10, 101)), strict=True)
    assert np.argmax(logs) == np.argmin(losses)
    rest = -np.array(logs) - len(y) * np.array(losses) / (2 * 2.0**2)
    assert np.ptp(rest) < 1e-9


@dense(("key", "seed"), [(key, seed) for key in STUDIES for seed in SEEDS])
def test_the_fit_is_the_likeliest_line_and_the_sliders_reach_it(key, seed):
    study = STUDIES[key]
    x, y = study.points(seed)
    best = minimize(lambda at: -bernoulli(*at, x, y).log, study.truth, tol=1e-12)
    assert fit(x, y) == pytest.approx(best.x, abs=1e-3)
    assert study.holds(*fit(x, y))
    model = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(x[:, None], y)
    assert fit(x, y) == pytest.approx([model.coef_[0, 0], model.intercept_[0]], abs=1e-3)


@dense("key", STUDIES)
def test_points_are_drawn_by_their_seed_and_lie_on_the_axis(key):
    study = STUDIES[key]
    x, y = study.points(3)
    assert len(x) == len(y) == POINTS
    assert set(y) == {0.0, 1.0}
    assert study.low <= x.min()
    assert x.max() <= study.high
    assert not np.array_equal(x, study.points(4)[0])


@pytest.mark.parametrize("y", [[0, 0, 1, 1], [1, 1, 0, 0], [1, 1, 1, 1]])
def test_points_that_do_not_overlap_have_no_fit(y):
    with pytest.raises(ValueError, match="do not overlap"):
        fit(np.arange(4.0), np.array(y, float))


@node.needs_node
@dense("key", STUDIES)
def test_the_browser_finds_the_same_likelihood_and_the_same_best_intercept(key):
    study = STUDIES[key]
    x, y = study.points(0)
    lines = [study.truth, (study.m.start, study.n.start), (study.m.high, study.n.low)]
    found = node.script(
        ("likelihood/arithmetic.js",),
        "return d.lines.map(([m, n]) => [bernoulli(d.x, d.y, m, n), bestShift(d.x, d.y, m)])",
        {"x": x.tolist(), "y": y.tolist(), "lines": lines},
    )
    for (m, n), (log, best) in zip(lines, found, strict=True):
        assert log == pytest.approx(bernoulli(m, n, x, y).log, rel=1e-12)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            wanted = minimize_scalar(lambda at, m=m: -bernoulli(m, at, x, y).log, (-5.0, 5.0))
        assert best == pytest.approx(wanted.x, abs=1e-5)


@node.needs_node
def test_the_browser_finds_the_same_likelihood_of_numbers():
    y, places = numbers(0), [(3.0, 1.5), (MEAN.high, 0.8)]
    found = node.script(
        ("likelihood/arithmetic.js",),
        "return d.places.map(([mean, sigma]) => [gauss(d.y, mean, sigma), mse(d.y, mean), "
        "constant(d.y.length, sigma) + d.y.length * mse(d.y, mean) / (2 * sigma ** 2)])",
        {"y": y.tolist(), "places": places},
    )
    for (mean, sigma), (log, loss, parts) in zip(places, found, strict=True):
        wanted = gauss(mean, sigma, y)
        assert (log, loss, -parts) == pytest.approx((wanted.log, wanted.loss, wanted.log), rel=1e-9)


@node.needs_node
def test_a_likelihood_too_small_for_a_double_is_still_a_number_in_words():
    found = node.script(("likelihood/arithmetic.js",), "return [-1, -2000].map(ofLog)")
    assert found == ["0.368", "2.6 × 10⁻⁸⁶⁹"]
