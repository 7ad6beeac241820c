"""A plane through points with many coordinates."""

import numpy as np

from explorer.choices.datasets import DATASETS
from explorer.choices.planes import plane_of, projected

X = DATASETS["wine"].make(0, 0.0, 0)[0]


def test_the_principal_directions_are_scikit_learn_s():
    from sklearn.decomposition import PCA

    found, wanted = projected(X, plane_of(X, ())), PCA(2).fit_transform(X)
    for mine, theirs in zip(found.T, wanted.T, strict=True):
        theirs = theirs * np.sign(mine @ theirs)
        np.testing.assert_allclose(mine, theirs, atol=1e-5)


def test_the_largest_entry_of_a_direction_is_positive():
    for direction in plane_of(X, ())[1:]:
        assert direction[np.abs(direction).argmax()] > 0


def test_a_plane_of_two_inputs_shows_these_and_has_all_others_at_their_median():
    plane = plane_of(X, (4, 1))
    np.testing.assert_allclose(projected(X, plane), X[:, [4, 1]], atol=1e-6)
    others = np.delete(np.arange(X.shape[1]), [4, 1])
    np.testing.assert_allclose(plane[0][others], np.median(X, axis=0)[others], rtol=1e-6)
