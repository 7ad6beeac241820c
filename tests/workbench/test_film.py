"""The frames of a run that the browser keeps: what is held stays, whatever the server keeps."""

from functools import partial

from tests import node
from tests.node import needs_node

pytestmark = needs_node
script = partial(node.script, ("workbench/film.js",))
RUN = """const film = new Film();
film.append({ frame: [0, 1, 2, 3], step: [0, 5, 10, 15] });
const rest = { frame: [4], step: [20], film: [0, 2, 4] };
const steps = () => film.frames.map((_, k) => film.stepOf(k));
"""


def test_at_rest_the_film_has_the_frames_that_the_server_keeps() -> None:
    assert script(RUN + "return [film.settle(rest), steps()];") == [True, [0, 10, 20]]


def test_the_frame_that_is_held_stays_in_its_place() -> None:
    found = script(RUN + "return [film.settle(rest, film.frames[3]), steps()];")
    assert found == [True, [0, 10, 15, 20]]
    assert script(RUN + "film.settle(rest, film.frames[2]); return steps();") == [0, 10, 20]


def test_a_frame_that_never_came_is_missed() -> None:
    found = script(RUN + "return film.settle({ ...rest, film: [0, 2, 4, 6] }, film.frames[1]);")
    assert found is False
