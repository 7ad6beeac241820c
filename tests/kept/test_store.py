"""Runs kept in the browser: nothing is lost, nothing read is trusted, nothing is thrown."""

import json
from functools import partial

import pytest

from tests import node
from tests.node import needs_node

pytestmark = needs_node
script = partial(node.script, ("kept/store.js", "kept/entry.js"))
BODY = """
    class Memory {
      constructor(room = Infinity) { this.map = new Map(); this.room = room; }
      get length() { return this.map.size; }
      key(k) { return [...this.map.keys()][k] ?? null; }
      getItem(key) { return this.map.get(key) ?? null; }
      removeItem(key) { this.map.delete(key); }
      setItem(key, text) {
        const others = [...this.map].filter(([one]) => one !== key);
        const size = others.reduce((sum, [, one]) => sum + one.length, 0) + text.length;
        if (size > this.room) throw Error("QuotaExceededError");
        this.map.set(key, text);
      }
    }
    const m = {
      P: 1, titles: ["Tanh"], score: "accuracy", step: [0, 500], epoch: [0, 12.5],
      train_loss: [1, 0.25], validation_loss: [1, NaN], test_loss: [1, Infinity],
      train_accuracy: [0.5, 0.9], validation_accuracy: [0.5, 0.8], test_accuracy: [0.5, 0.7],
    };
    const told = { name: "Circles", words: "rate 0.1", query: "training_rate=0.1" };
    const picture = "data:image/jpeg;base64," + "A".repeat(4000);
    const entry = (k = 0) => {
      const one = entryOf({ m, i: 1 }, told, picture);
      return { ...one, step: k, at: 1000 + k };
    };
"""


def test_what_is_kept_is_read_again_as_it_was_but_for_numbers_that_are_none():
    body = """
      const store = new Store(() => memory);
      const one = entry(7);
      const why = store.keep(one);
      return [why, one, store.list(), read(one.id, write(one)).networks[0].losses.map(String)];
    """
    why, kept, found, losses = script(BODY + "const memory = new Memory();" + body)
    assert why == ""
    assert found == {"entries": [kept], "unread": 0, "fault": ""}
    assert losses == ["0.25", "NaN", "NaN"]
    assert kept["networks"][0]["scores"] == [0.9, 0.8, 0.7]
    assert (kept["step"], kept["epoch"]) == (7, 12.5)


def test_a_moment_is_kept_once():
    body = """
      const store = new Store(() => memory);
      const found = [store.keep(entry(7)), store.keep(entry(7)), store.keep(entry(8))];
      return [found, store.list().entries.length];
    """
    found, count = script(BODY + "const memory = new Memory();" + body)
    assert found == ["", "This moment of the run is kept already.", ""]
    assert count == 2


def test_two_tabs_at_once_do_not_lose_each_other_s_runs():
    body = """
      const memory = new Memory();
      const [one, other] = [new Store(() => memory), new Store(() => memory)];
      one.list(); other.list();
      one.keep(entry(1)); other.keep(entry(2)); one.keep(entry(3));
      other.remove(one.list().entries[2].id);
      return [one, other].map((store) => store.list().entries.map(({ step }) => step));
    """
    assert script(BODY + body) == [[3, 2], [3, 2]]


def test_a_run_too_many_is_refused_and_the_others_stay():
    body = """
      const store = new Store(() => memory);
      for (let k = 0; k < MOST; k++) store.keep(entry(k));
      return [store.keep(entry(MOST)), store.list().entries.length];
    """
    why, count = script(BODY + "const memory = new Memory();" + body)
    assert count == 50
    assert "there are 50 runs, and no more fit" in why


def test_where_there_is_no_room_the_oldest_pictures_go_first():
    body = """
      const memory = new Memory(4 * write(entry()).length);
      const store = new Store(() => memory);
      const whys = [0, 1, 2, 3, 4].map((k) => store.keep(entry(k)));
      return [whys, store.list().entries.map(({ step, picture }) => [step, picture.length > 0])];
    """
    whys, found = script(BODY + body)
    assert whys == [""] * 5
    assert found == [[4, True], [3, True], [2, True], [1, False], [0, False]]


def test_all_runs_together_stay_below_two_million_characters():
    body = """
      const memory = new Memory();
      const store = new Store(() => memory);
      const large = "data:image/png;base64," + "A".repeat(59000);
      const whys = [];
      for (let k = 0; k < MOST; k++) whys.push(store.keep({ ...entry(k), picture: large }));
      const size = [...memory.map.values()].reduce((sum, text) => sum + text.length, 0);
      return [whys.join(""), store.list().entries.length, size <= ROOM, size > ROOM / 2];
    """
    assert script(BODY + body) == ["", 50, True, True]


def test_a_storage_that_is_full_is_said_and_takes_nothing_away():
    body = """
      const memory = new Memory();
      const store = new Store(() => memory);
      store.keep(entry(0)); store.keep(entry(1));
      const before = [...memory.map];
      memory.room = before.reduce((sum, [, text]) => sum + text.length, 0);
      const long = { ...entry(2), picture: "data:image/png;base64," + "A".repeat(20000) };
      return [store.keep(long), before, [...memory.map]];
    """
    why, before, after = script(BODY + body)
    assert "storage is full" in why
    assert sorted(before) == sorted(after)


@pytest.mark.parametrize("open_", ["() => { throw Error('SecurityError'); }", "() => undefined"])
def test_a_storage_that_is_forbidden_is_said_in_a_sentence(open_):
    body = f"""
      const store = new Store({open_});
      store.remove("abcd");
      return [store.list(), store.keep(entry())];
    """
    found, why = script(BODY + body)
    assert found["entries"] == []
    assert found["fault"] == why
    assert "keep nothing" in why


def hostile(**fields):
    """The text of an entry of which some fields are of somebody else."""
    network = {"title": "Tanh", "losses": [1, 1, 1], "scores": [1, 1, None]}
    entry = {
        "at": 1, "name": "Circles", "words": "", "query": "", "step": 1, "epoch": 1,
        "score": "accuracy", "networks": [network], "picture": "",
    }  # fmt: skip
    return json.dumps(entry | fields)


HOSTILE = {
    "no JSON": "<script>alert(1)</script>",
    "null": "null",
    "a list": "[]",
    "no fields": "{}",
    "a date that is none": hostile(at="today"),
    "a date beyond all": hostile(at=1e300),
    "a step below 0": hostile(step=-1),
    "words that are none": hostile(words={"toString": 1}),
    "words without end": hostile(words="x" * 5000),
    "no networks": hostile(networks=[]),
    "many networks": hostile(networks=[{"title": "", "losses": [1] * 3, "scores": [1] * 3}] * 9),
    "losses that are words": hostile(
        networks=[{"title": "", "losses": ["a", 1, 1], "scores": [1, 1, 1]}]
    ),
    "a picture from elsewhere": hostile(picture="https://example.com/a.png"),
    "a picture that is a page": hostile(picture="data:text/html;base64,PHNjcmlwdD4="),
    "a picture that is SVG": hostile(picture="data:image/svg+xml;base64,PHN2Zz4="),
    "a picture with more behind it": hostile(picture='data:image/png;base64,AA==" onerror="a'),
    "an address of a script": hostile(query="javascript:alert(1)"),
    "an address elsewhere": hostile(query="https://example.com/?training_rate=1"),
    "an address of other things": hostile(query="training_rate=1&other=2"),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_entry_is_counted_and_left_as_it_is(text):
    body = """
      const memory = new Memory();
      const store = new Store(() => memory);
      store.keep(entry(3));
      const key = memory.key(0).replace(/[^/]*$/, "hostile1");
      memory.map.set(key, d);
      memory.map.set("of somebody else", d);
      store.keep(entry(4));
      const { entries, unread } = store.list();
      return [entries.map(({ step }) => step), unread, memory.getItem(key)];
    """
    assert script(BODY + body, text) == [[4, 3], 1, text]


def test_what_is_an_entry_is_read_and_fields_beyond_it_are_dropped():
    body = "return read('abcd', d);"
    found = script(
        BODY + body, hostile(more="x", id="other", query="?formula=x%2B1&training_rate=1")
    )
    assert found["id"] == "abcd"
    assert "more" not in found
    assert found["query"] == "formula=x%2B1&training_rate=1"


def test_a_run_whose_link_is_too_long_is_refused():
    body = """
      const store = new Store(() => new Memory());
      const query = `formula=${"x".repeat(5000)}`;
      return store.keep(entryOf({ m, i: 1 }, { ...told, query }, picture));
    """
    assert script(BODY + body) == "Not kept: the link of this run is too long."
