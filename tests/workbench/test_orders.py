"""What the hand asks of the server: in order, each once, again until it was heard."""

from tests import node
from tests.node import needs_node

pytestmark = needs_node
CLOCK = """
    globalThis.now = 0;
    globalThis.later = [];
    globalThis.performance = { now: () => globalThis.now };
    globalThis.setTimeout = (act, ms) => later.push({ act, at: globalThis.now + ms });
    globalThis.clearTimeout = (number) => { if (number) later[number - 1].act = () => {}; };
    globalThis.wait = (ms) => {
      globalThis.now += ms;
      const due = later.filter((one) => one.at <= globalThis.now && !one.done);
      for (const one of due) { one.done = true; one.act(); }
    };
    globalThis.document = { hidden: false, querySelector: () => null };
"""


def orders(body: str) -> list:
    start = """
    const sent = [];
    const orders = new Orders((all) => sent.push(all.map(({ name }) => name).join(" ")));
    """
    return node.script(("workbench/orders.js",), start + body, before=CLOCK)


def remote(body: str) -> list:
    start = """
    const sent = [];
    const remote = new Remote((all) => sent.push(all.map(({ name }) => name).join(" ")));
    const last = () => remote.orders.last;
    """
    return node.script(("workbench/remote.js",), start + body, before=CLOCK)


def test_an_order_is_told_again_until_it_is_heard_and_no_longer():
    said = orders("""
    orders.give("step");
    wait(1500);
    orders.heard(orders.last);
    wait(9000);
    return sent;""")
    assert said == ["step", "step"]


def test_a_server_that_does_not_answer_is_told_ever_more_rarely_until_it_does():
    said = orders("""
    orders.give("step");
    const times = [];
    for (let ms = 0; ms < 60000; ms += 500) {
      const before = sent.length;
      wait(500);
      if (sent.length > before) times.push(ms + 500);
    }
    orders.heard(orders.last);
    orders.give("play");
    wait(1500);
    return [...times, sent.at(-1), sent.length - times.length];""")
    assert said == [1500, 4500, 10500, 22500, 34500, 46500, 58500, "play", 3]


def test_orders_keep_their_sequence_until_each_is_heard():
    said = orders("""
    orders.give("step"); const first = orders.last;
    orders.give("pause");
    orders.heard(first);
    orders.give("play");
    return sent;""")
    assert said == ["step", "step pause", "pause play"]


def test_an_order_that_may_be_given_twice_waits_only_once():
    assert orders('orders.ask("more"); orders.ask("more"); return sent;') == ["more"]


def test_numbers_go_on_from_those_that_the_server_has_heard():
    said = orders("""
    const far = orders.last + 1e9;
    orders.heard(far);
    orders.give("step");
    return [orders.waiting[0].id > far];""")
    assert said == [True]


def test_more_frames_are_asked_for_at_their_time_while_the_run_plays():
    said = remote("""
    globalThis.now = 1000;
    const m = { playing: true, loop: false, seconds: 0.25, heard: 0 };
    remote.take(m); wait(0);
    globalThis.now += 100;
    remote.take({ ...m, heard: last() });
    wait(149); const early = sent.length;
    wait(1);
    remote.take({ ...m, playing: false, heard: last() });
    wait(9000);
    return [early, sent.length];""")
    assert said == [1, 2]


def test_a_hidden_tab_asks_for_nothing_until_it_is_seen():
    said = remote("""
    document.hidden = true;
    remote.take({ playing: true, loop: false, seconds: 0.25, heard: 0 });
    wait(5000);
    const hidden = sent.length;
    document.hidden = false;
    remote.more();
    return [hidden, sent.length];""")
    assert said == [0, 1]


def test_a_message_that_was_under_way_does_not_undo_a_pause():
    said = remote("""
    const m = { playing: true, loop: false, seconds: 0.25, heard: 0 };
    remote.take(m);
    remote.pause();
    remote.take(m);
    const paused = remote.playing;
    remote.take({ ...m, playing: false, heard: last() });
    remote.play();
    remote.take({ ...m, playing: false, heard: last() - 1 });
    return [paused, remote.playing];""")
    assert said == [False, True]
