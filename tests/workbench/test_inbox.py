"""The workbench's inbox: what it lacks it asks for, and goes on asking until it is there."""

import base64

from explorer.config import Member, RunConfig
from explorer.live.run import LiveRun
from tests import node
from tests.node import needs_node

pytestmark = needs_node
CLOCK = """
    let now = 0;
    globalThis.later = [];
    globalThis.performance = { now: () => now };
    globalThis.setTimeout = (act, ms) => later.push({ act, at: now + ms });
    globalThis.clearTimeout = (number) => { if (number) later[number - 1].act = () => {}; };
    globalThis.wait = (ms) => {
      now += ms;
      const due = later.filter((one) => one.at <= now && !one.done);
      for (const one of due) { one.done = true; one.act(); }
    };
    globalThis.bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
"""
BODY = """
    const said = { asked: [], taken: [], failed: [] };
    const inbox = new Inbox({
      ask: (at) => said.asked.push(at), take: (m) => said.taken.push(m.serial),
      fail: (why) => why && said.failed.push(why),
    });
    const hear = (text) => { inbox.receive(bytes(text)); return inbox.taken; };
    await hear(d.tick);
    await hear(d.tick);
    wait(1500);
    wait(1500);
    await hear(d.whole);
    wait(9000);
    await hear(d.next);
    return said;
"""


def test_a_tick_without_its_setting_is_asked_for_until_a_whole_message_comes_and_no_longer() -> (
    None
):
    run = LiveRun(RunConfig(members=(Member("tanh"),)), "1")
    kinds = {"tick": False, "whole": True, "next": False}
    data = {
        name: base64.b64encode(run.message([run.latest], True, whole=whole)).decode()
        for name, whole in kinds.items()
    }
    # A view's module needs a browser to draw; taking a message needs only that it can be fetched.
    said = node.script(("workbench/inbox.js",), BODY, data, before=CLOCK)
    assert said == {"asked": [0, 1500, 3000], "taken": [2, 3], "failed": []}
