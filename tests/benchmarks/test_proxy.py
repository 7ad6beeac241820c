"""The configuration of nginx is measured as it is written, but for where it listens."""

import pytest

from benchmarks.figures import grown
from benchmarks.proxy import CONFIGURATION, configured

TEXT = CONFIGURATION.read_text()


def test_only_places_differ_from_the_configuration_that_is_deployed():
    made = configured(TEXT, (8001, 8002), 9000, "/tmp/x").splitlines()
    new = [line.strip() for line in made if line not in TEXT.splitlines()]
    gone = [line.strip() for line in TEXT.splitlines() if line not in made]
    assert gone == ["server app:8501 resolve max_fails=1 fail_timeout=5s;", "listen 80;"]
    assert [line for line in new if not line.startswith(("pid", "error_log"))] == [
        *(
            f"{kind}_temp_path /tmp/x/{kind};"
            for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        ),
        "server 127.0.0.1:8001 max_fails=1 fail_timeout=5s;",
        "server 127.0.0.1:8002 max_fails=1 fail_timeout=5s;",
        "listen 127.0.0.1:9000;",
    ]


def test_a_configuration_that_is_not_as_expected_is_not_measured():
    with pytest.raises(ValueError, match="listen 80"):
        configured(TEXT.replace("listen 80;", "listen 81;"), (1,), 2, "/tmp/x")
    with pytest.raises(ValueError, match="stands"):
        configured(TEXT.replace("app:8501", "app:8502"), (1,), 2, "/tmp/x")


def test_growth_is_counted_from_where_the_memory_had_settled():
    assert grown([400, 450, 460, 461, 463], 2) == 3
    assert grown([400, 450, 440], 1) == -10
    assert grown([400, 450], 1) != grown([400, 450], 1)  # nothing came later: no number
