"""The workbench measured in Chromium: frames a second, and how fast the hand is answered."""

import time
from statistics import median
from typing import Any

from benchmarks.browser import COUNT_FRAMES, PLAYER, ROUNDS, press, until

NETWORKS = {
    "one network": ("relu",),
    "two networks": ("identity", "relu"),
    "four networks": ("identity", "tanh", "relu", "sigmoid"),
}
VIEWS = ("probability", "folds", "warped", "layers")
LARGE = "&".join(["training_depth=8", *(f"training_width{n}=64" for n in range(1, 9))])
SCREEN = {"width": 1366, "height": 768}
# Milliseconds from a press on Play to another picture, and from one on Pause to the last other one.
PLAY, PAUSE = (
    "() => new Promise(done => {"
    + PLAYER
    + """
    const { canvas } = player().querySelector('.panels canvas').getContext('2d');
    const start = performance.now();
    let last = canvas.toDataURL(), drawn = start;
    player().querySelector('.bar .first').click();
    const look = () => {
        const seen = performance.now(), now = canvas.toDataURL();
        if (now !== last) { last = now; drawn = seen; }
    };
    const frames = new MutationObserver(look);
    frames.observe(player(), { attributeFilter: ['data-frames'] }); // right after each is drawn
    const wait = () => {
        look(); // large pictures follow their frame one by one
        if (WAITING) return requestAnimationFrame(wait);
        frames.disconnect();
        done(drawn - start);
    };
    requestAnimationFrame(wait);
})""".replace("WAITING", waiting)
    for waiting in ("drawn === start", "performance.now() - start < 700")
)
# Milliseconds from a press on a data set's picture to its points.
CHANGE = (
    "(name) => new Promise(done => {"
    + PLAYER
    + """
    const { run } = player().dataset;
    const button = [...document.querySelectorAll('[role=radio]')]
        .find(one => (one.getAttribute('aria-label') || one.innerText).trim() === name);
    const start = performance.now();
    button.click();
    const look = () => {
        if (player().dataset.run !== run) return done(performance.now() - start);
        requestAnimationFrame(look);
    };
    look();
})"""
)


def link(address: str, activations: tuple[str, ...], more: str = "") -> str:
    """The address of Training with these activations."""
    chosen = "&".join(f"training_activations={key}" for key in activations)
    return f"{address}/training?{chosen}&{more}"


def opened(browser: Any, address: str) -> Any:
    """A page with its opening result."""
    page = browser.new_page(viewport=SCREEN)
    page.goto(address)
    until(page, "p.dataset.step == 1000")
    page.wait_for_timeout(1000)
    return page


def frames(browser: Any, address: str) -> None:
    """Frames and steps a second in every view, and how fast Play and Pause are answered."""
    for words, activations in NETWORKS.items():
        for view in VIEWS:
            page = opened(browser, link(address, activations, f"training_view={view}"))
            press(page, "Play", "+p.dataset.frames > p0.frames")
            page.wait_for_timeout(1500)
            drawn, refreshed, pace = page.evaluate(COUNT_FRAMES, 3)
            print(
                f"| {words}, {view}: frames/s (browser), steps/s | "
                f"{drawn:.1f} ({refreshed:.1f}), {pace:,.0f} |",
                flush=True,
            )
            page.close()


def answers(browser: Any, address: str) -> None:
    """Play to the first new frame, Pause to the last one, and another data set to its points."""
    for words, activations in NETWORKS.items():
        page = opened(browser, link(address, activations))
        plays, pauses = [], []
        for _ in range(ROUNDS):
            press(page, "Reset", "+p.dataset.step == 0")
            page.wait_for_timeout(300)
            plays.append(page.evaluate(PLAY))
            page.wait_for_timeout(1000)
            pauses.append(page.evaluate(PAUSE))
        print(f"| {words}: Play → first new frame | {median(plays):.0f} ms |")
        print(f"| {words}: Pause → still | {median(pauses):.0f} ms |", flush=True)
        changes = []
        for name in ("Moons", "XOR", "Circles") * 2:
            changes.append(page.evaluate(CHANGE, name))
            page.wait_for_timeout(2500)
        print(f"| {words}: another data set → its points | {median(changes):.0f} ms |", flush=True)
        page.close()


def large(browser: Any, address: str) -> None:
    """Four networks of 8 layers of 64: when the page shows them, and how Pause is answered."""
    page = browser.new_page(viewport=SCREEN)
    start = time.perf_counter()
    page.goto(link(address, NETWORKS["four networks"], LARGE))
    until(page, "p.dataset.frames > 0")
    print(f"| four of 8 × 64: first picture | {time.perf_counter() - start:.2f} s |", flush=True)
    page.wait_for_timeout(1500)
    print(f"| four of 8 × 64: Pause → still | {page.evaluate(PAUSE):.0f} ms |", flush=True)
    page.close()


def learning(browser: Any, address: str) -> None:
    """Play → 95 % test accuracy on circles at the defaults."""
    page = opened(browser, f"{address}/training")
    times = []
    for _ in range(5):
        press(page, "Reset", "+p.dataset.step == 0")
        page.wait_for_timeout(500)
        press(page, "Play", "+p.dataset.step > 0 && p.dataset.playing === 'true'")
        times.append(
            until(
                page,
                "parseFloat(p.querySelectorAll('.panel')[1].innerText"
                ".match(/accuracy ([0-9.]+)/)?.[1]) >= 95",
            )
        )
        press(page, "Pause", "p.dataset.playing !== 'true'")
    print(
        f"| circles, tanh: Play → 95 % test accuracy | {median(times) / 1000:.2f} s |", flush=True
    )
    page.close()
