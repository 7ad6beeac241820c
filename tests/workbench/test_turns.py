"""Of many or large pictures some are drawn in a frame, and none is left out."""

from tests import node


def test_large_pictures_take_turns_and_none_is_left_out() -> None:
    found = node.script(
        ("workbench/turns.js",),
        """const drawn = [];
           let now = 0;
           performance.now = () => now;
           const turns = new Turns((p) => { drawn.push(p); now += 15; });
           turns.go(4, true); // two fit into a frame
           turns.go(4, true);
           turns.go(3, false);
           const moving = drawn.splice(0);
           turns.go(4, true);
           while (turns.first) await new Promise((done) => setTimeout(done, 10));
           return [moving, drawn];""",
    )
    assert found == [[0, 1, 2, 3, 0, 1, 2], [0, 1, 2, 3]]


def test_of_many_pictures_half_are_drawn_in_a_frame_and_all_once_nothing_moves() -> None:
    found = node.script(
        ("workbench/turns.js",),
        """const drawn = [];
           const turns = new Turns((p) => drawn.push(p));
           const frame = (P, calm) => {
             drawn.length = 0;
             turns.go(P, false, calm);
             return [...drawn].sort();
           };
           const seen = [frame(4, false), frame(8, false), frame(8, false), frame(8, false)];
           seen.push(frame(8, true));
           turns.stop();
           seen.push(frame(5, false), frame(5, false));
           while (turns.first) await new Promise((done) => setTimeout(done, 10));
           return [seen, drawn.length];""",
    )
    assert found[0] == [
        [0, 1, 2, 3],
        [0, 1, 2, 3],
        [4, 5, 6, 7],
        [0, 1, 2, 3],
        [0, 1, 2, 3, 4, 5, 6, 7],
        [0, 1, 2],
        [0, 3, 4],
    ]
    assert found[1] > 3  # who is left has its turn where no other frame comes
