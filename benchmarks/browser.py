"""What is measured in Chromium on every page: how fast it opens, answers and moves."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.server import running

BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROUNDS = 7

PLAYER = """
const player = () => [...document.querySelectorAll('*')].filter(e => e.shadowRoot)
    .map(h => h.shadowRoot.querySelector('.player')).find(Boolean);
"""
# Frames in which the first canvas differs from the frame before, over some seconds.
COUNT_FRAMES = (
    "(seconds) => new Promise(done => {"
    + PLAYER
    + """
    const canvas = player().querySelector('.panels canvas');
    const context = canvas.getContext('2d');
    let last = '', changed = 0, all = 0, start = performance.now(), step = +player().dataset.step;
    const look = now => {
        all += 1;
        const drawn = player().dataset.frames;
        if (drawn !== last) { changed += 1; last = drawn; }
        if (now - start < 1000 * seconds) return requestAnimationFrame(look);
        const took = (now - start) / 1000;
        done([changed / took, all / took, (+player().dataset.step - step) / took]);
    };
    requestAnimationFrame(look);
})"""
)


@contextmanager
def serve(*options: str, script: str | Path = "app.py") -> Iterator[str]:
    """Run the app, or another script, on a free port, and Streamlit's options; its address."""
    with running(*options, script=script) as server:
        yield server.address


def until(page: Any, condition: str) -> float:
    """Milliseconds until a condition on `p`, the player's element, holds, seen every frame."""
    return page.evaluate(
        "() => new Promise((done, fail) => {"
        + PLAYER
        + "setTimeout(() => fail('not within 60 s'), 60000); const start = performance.now();"
        + f"const look = () => {{ const p = player(); if (p && ({condition})) "
        + "done(performance.now() - start); else requestAnimationFrame(look); }; look(); })"
    )


def press(page: Any, name: str, condition: str) -> float:
    """Milliseconds from a press on a button to a condition on the player."""
    page.get_by_role("button", name=name, exact=True).wait_for()
    return page.evaluate(
        "([name]) => new Promise(done => {"
        + PLAYER
        + "const p0 = {frames: +player().dataset.frames};"
        + "const button = [...player().querySelectorAll('button')]"
        + ".find(b => b.innerText.trim() === name);"
        + "const start = performance.now(); button.click();"
        + f"const look = () => {{ const p = player(); if (p && ({condition})) "
        + "done(performance.now() - start); else requestAnimationFrame(look); }; look(); })",
        [name],
    )


def first_paint(browser: Any) -> float:
    """Seconds from `streamlit run` to the Start page's picture, in a new process."""
    start = time.perf_counter()
    with serve() as address:
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector("[data-testid=stHeading]")
        until(page, "p.dataset.frames > 0")
        took = time.perf_counter() - start
        page.close()
    return took


def curve(browser: Any, address: str) -> None:
    """Slider of a parameter → new curve on screen, and → the card of the new setting."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(f"{address}/functions?function=Swish")
    page.locator(".lens .parameters input").wait_for()
    page.wait_for_timeout(3000)
    drawn, told = [], []
    for _ in range(2 * ROUNDS):
        times = page.evaluate(
            """() => new Promise(async done => {
            const hosts = [...document.querySelectorAll('*')].filter(e => e.shadowRoot);
            const lens = hosts.map(h => h.shadowRoot.querySelector('.lens')).find(Boolean);
            const input = lens.querySelector('.parameters input');
            const canvas = lens.querySelector('canvas.curve');
            const before = canvas.toDataURL(), serial = lens.dataset.serial;
            const frame = () => new Promise(requestAnimationFrame);
            const start = performance.now();
            input.value = Number(input.value) + 1;
            input.dispatchEvent(new Event('input'));
            while (canvas.toDataURL() === before) await frame();
            const drawn = performance.now() - start;
            input.dispatchEvent(new Event('change'));
            while (lens.dataset.serial === serial) await frame();
            done([drawn, performance.now() - start]);
        })"""
        )
        drawn.append(times[0])
        told.append(times[1])
        page.wait_for_timeout(250)
    print(f"| slider of a parameter → new curve | {median(drawn):.0f} ms |")
    print(
        f"| slider of a parameter → card of the new setting | {median(told):.0f} ms |", flush=True
    )
    page.close()


def dial(browser: Any, address: str) -> None:
    """A new data set → the dial's eleven networks trained; and frames a second while it turns."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(f"{address}/functions?view=Dial&function=Tanh")
    find = """const hosts = [...document.querySelectorAll('*')].filter(e => e.shadowRoot);
        const dial = hosts.map(h => h.shadowRoot.querySelector('.dial')).find(Boolean);"""
    ready = f"() => {{ {find} return dial?.dataset.training === 'false'; }}"
    page.wait_for_function(ready, timeout=60_000)
    times = []
    for _ in range(5):
        page.wait_for_timeout(500)
        run = page.evaluate(f"() => {{ {find} return dial.dataset.run; }}")
        start = time.perf_counter()
        page.get_by_role("button", name="Draw", exact=True).click()
        page.wait_for_function(
            f"run => {{ {find} const {{ dataset }} = dial; "
            "return dataset.run !== run && dataset.training === 'false' }",
            arg=run,
            timeout=60_000,
        )
        times.append(time.perf_counter() - start)
    print(f"| dial, another seed → eleven networks trained | {median(times):.2f} s |", flush=True)
    page.get_by_role("button", name="Bend", exact=True).click()
    rate = page.evaluate(
        f"""() => new Promise(done => {{ {find}
        const before = +dial.dataset.frames, start = performance.now();
        setTimeout(() => done((dial.dataset.frames - before) * 1000
            / (performance.now() - start)), 3000); }})"""
    )
    print(f"| frames a second while the dial turns | {rate:.1f} |", flush=True)
    page.close()


def deep(browser: Any, address: str) -> None:
    """Frames a second of two networks of ten layers while they train, with their gradients."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(f"{address}/gradients?gradients_view=While it trains")
    until(page, "+p.dataset.step >= 400")
    page.wait_for_timeout(1000)
    press(page, "Play", "+p.dataset.frames > p0.frames")
    page.wait_for_timeout(1500)
    drawn, refreshed, pace = page.evaluate(COUNT_FRAMES, 6)
    print(f"| frames a second, ten layers live | {drawn:.1f} (the browser {refreshed:.1f}) |")
    print(f"| steps a second meanwhile, two networks | {pace:,.0f} |", flush=True)
    page.close()


def lesson(browser: Any, address: str) -> None:
    """The first lesson: from its card to its picture, and from the prediction to its run's end."""
    opens, ends = [], []
    for _ in range(5):
        page = browser.new_context().new_page()  # nothing is predicted yet
        page.goto(f"{address}/lessons")
        card = page.locator(".st-key-lessons_card_line a")
        card.wait_for()
        page.wait_for_timeout(1500)  # it has come to rest
        start = time.perf_counter()
        card.click()
        until(page, "p.dataset.frames > 0")
        opens.append(time.perf_counter() - start)
        page.locator(".st-key-lesson [role=radiogroup] label").first.click()
        button = page.get_by_role("button", name="Predict, then run")
        page.wait_for_function(
            "() => !document.querySelector('.st-key-lessons_predict button').disabled"
        )
        start = time.perf_counter()
        button.click()
        until(page, "p.dataset.step > 0")
        until(page, "p.dataset.step === '1000'")
        ends.append(time.perf_counter() - start)
        page.context.close()
    print(f"| a lesson's card → its first picture | {median(opens):.2f} s |")
    print(f"| a prediction → the end of its run, 1,000 steps | {median(ends):.2f} s |", flush=True)
