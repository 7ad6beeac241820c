"""`python -m benchmarks.screen`: the app measured where its users see it, in Chromium."""

import shutil
from statistics import median

from benchmarks import workbench
from benchmarks.browser import BROWSER_FLAGS, curve, deep, dial, first_paint, lesson, serve


def main() -> None:
    """Measure, and print a table."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        executable = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=BROWSER_FLAGS)
        print("| what | measured |\n| --- | --- |")
        first_paint(browser)  # once, so that the disk is warm
        paints = [first_paint(browser) for _ in range(3)]
        print(f"| `streamlit run` → first paint of Start | {median(paints):.2f} s |", flush=True)
        measures = (workbench.answers, workbench.frames, workbench.large, workbench.learning)
        with serve() as address:
            for measure in (*measures, curve, dial, deep, lesson):
                measure(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
