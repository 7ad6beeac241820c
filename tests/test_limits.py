"""The limits of a server: its host's, each changed by the environment, and never nonsense."""

from dataclasses import replace

import pytest

from explorer.limits import HOSTS, read


def test_without_a_word_of_the_environment_the_limits_are_a_laptops():
    assert read({}) == HOSTS["laptop"]


def test_each_limit_can_be_set_beside_the_hosts():
    given = {"EXPLORER_HOST": "small", "EXPLORER_SESSIONS": "7", "EXPLORER_MEMORY": "0.5"}
    assert read(given) == replace(HOSTS["small"], sessions=7, memory=0.5)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("HOST", "palm", "EXPLORER_HOST is 'palm'; expected one of laptop, small"),
        ("SESSIONS", "many", "EXPLORER_SESSIONS is 'many'; expected a whole number above 0"),
        ("SESSIONS", "2.5", "EXPLORER_SESSIONS is '2.5'"),
        ("SESSIONS", "0", "EXPLORER_SESSIONS is '0'"),
        ("STACK", "-1", "EXPLORER_STACK is '-1'"),
        ("MEMORY", "nan", "EXPLORER_MEMORY is 'nan'; expected a number above 0"),
        ("MEMORY", "inf", "EXPLORER_MEMORY is 'inf'"),
    ],
)
def test_a_limit_that_is_nonsense_is_refused_with_its_name(name, text, sentence):
    with pytest.raises(ValueError, match=sentence):
        read({f"EXPLORER_{name}": text})
