"""Seats: as many train as the server allows, the others in the order in which they came."""

from explorer.live.seats import GONE, Seats


def seats(number):
    now = [0.0]
    return Seats(number, lambda: now[0]), now


def test_those_who_come_first_have_a_seat_and_the_others_a_place_in_line():
    hall, _ = seats(2)
    assert [hall.ask(who) for who in "abcd"] == [0, 0, 1, 2]
    assert [hall.ask(who) for who in "dcba"] == [2, 1, 0, 0]
    assert hall.taken == 2


def test_a_seat_that_is_left_goes_to_the_next_in_line():
    hall, _ = seats(1)
    for who in "abc":
        hall.ask(who)
    hall.leave("a")
    assert [hall.ask(who) for who in "cba"] == [1, 0, 2]


def test_who_does_not_ask_for_a_while_has_left():
    hall, now = seats(1)
    hall.ask("a")
    now[0] = GONE - 0.1
    assert hall.ask("b") == 1
    now[0] = GONE
    assert hall.ask("b") == 0
    assert hall.ask("a") == 1


def test_to_leave_without_a_seat_is_no_fault():
    hall, _ = seats(1)
    hall.leave("a")
    assert hall.taken == 0
