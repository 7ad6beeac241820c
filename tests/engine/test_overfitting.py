"""A network is said to overfit by one rule, and not for a gap that so few points show by chance."""

from explorer.engine.overfitting import overfits


def test_a_gap_counts_only_beyond_what_so_few_points_show_by_chance():
    right, loss = (0.99, 0.9), (0.02, 0.3)
    assert overfits(right, loss, 0.1, 0.69, count=200)
    assert not overfits(right, loss, 0.1, 0.69, count=10)


def test_it_wants_a_gap_and_a_validation_loss_that_has_risen():
    assert not overfits((0.95, 0.92), (0.02, 0.3), 0.1, 0.69, count=2000)
    assert not overfits((0.99, 0.9), (0.02, 0.12), 0.1, 0.69, count=200)
    assert not overfits((0.99, 0.9), (0.3, 0.31), 0.1, 0.69, count=200)
