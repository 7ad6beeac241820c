"""What the workbench shows is lent to whoever on the page asks for it, for as long as it stands."""

from functools import partial

from tests import node
from tests.node import needs_node

pytestmark = needs_node
script = partial(
    node.script,
    ("workbench/borrow.js", "workbench/lending.js"),
    before="globalThis.document = new EventTarget();",
)
PLAYER = """
    const gone = [];
    const player = {
      message: "the run", shown: undefined, transport: { at: 3 }, film: { end: 7 },
      root: { style: { getPropertyValue: () => "2" } }, scrub: (at) => gone.push(at),
      bench: { pictures: { panels: { all: [] }, size: 300, ratio: 1 }, chart: {} },
    };
    const lending = new Lending(player);
"""


def test_nothing_is_lent_before_something_is_shown_and_after_the_workbench_has_gone() -> None:
    body = """
        const lent = () => borrow() !== undefined;
        const found = [lent()];
        lending.listen(); found.push(lent());
        player.shown = { i: 0 }; found.push(lent());
        lending.stop(); found.push(lent());
        return found;
    """
    assert script(PLAYER + body) == [False, False, True, False]


def test_what_is_lent_follows_the_run_and_holds_it_where_it_is_asked_to() -> None:
    body = """
        lending.listen();
        player.shown = { i: 0 };
        const { message, columns } = borrow();
        const lent = borrow();
        const before = [lent.frame.i, lent.at, lent.end];
        [player.shown, player.transport.at, player.film.end] = [{ i: 5 }, 6, 9];
        lent.hold(2);
        return [message, columns, before, [lent.frame.i, lent.at, lent.end], gone];
    """
    assert script(PLAYER + body) == ["the run", 2, [0, 3, 7], [5, 6, 9], [2]]
