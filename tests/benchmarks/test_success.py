"""How often a network learns is what a plain PyTorch loop finds."""

from dataclasses import replace

from benchmarks.success import XOR, Rate, ours, plain


def test_networks_learn_xor_as_often_as_in_a_plain_loop_with_its_own_draws():
    quick = replace(XOR, run=replace(XOR.run, steps=150, learning_rate=0.06))
    rates = ours(quick)
    assert rates[0].learnt < rates[-1].learnt  # the width tells
    for cell, mine in enumerate(rates):
        other = plain(quick, cell, 32)
        assert mine.overlaps(other), (quick.values(cell), str(mine), str(other))


def test_rates_that_differ_do_not_overlap():
    assert Rate(100, 256).overlaps(Rate(10, 20))
    assert not Rate(100, 256).overlaps(Rate(16, 20))
