"""A picture on a page stays open for as long as its newest run stands."""

from tests import node
from tests.node import needs_node

pytestmark = needs_node
BODY = """
    const parentElement = {
      getRootNode: () => ({ adoptedStyleSheets: [] }), querySelector: () => ({}),
    };
    const told = [];
    const run = component(".picture", [], () => {
      told.push("open");
      return { receive: (data) => told.push(data), stop: () => told.push("stop") };
    });
    const call = (data) => run({ data, parentElement, setTriggerValue: () => {} });
"""


def test_the_end_of_an_older_run_does_not_close_the_picture_of_a_newer_one() -> None:
    body = f"{BODY} const first = call(1); const second = call(2); first(); call(3); return told;"
    assert node.script(("shared/component.js",), body) == ["open", 1, 2, 3]


def test_the_end_of_the_newest_run_closes_the_picture_and_another_opens_anew() -> None:
    body = f"{BODY} call(1); call(2)(); call(3); return told;"
    assert node.script(("shared/component.js",), body) == ["open", 1, 2, "stop", "open", 3]
