"""What the browser tests share: looking into the player, and waiting for what it shows."""


def shadow(expression):
    """JavaScript of `arg` that evaluates an expression with `player`, the player's root element."""
    return f"""(arg) => {{
        const hosts = [...document.querySelectorAll('*')].filter(e => e.shadowRoot);
        const player = hosts.map(h => h.shadowRoot.querySelector('.player')).find(Boolean);
        return player ? {expression} : null;
    }}"""


def rooted(name):
    """As `shadow`, of the root of another component, which the expression calls `root`."""

    def inside(expression):
        return f"""(arg) => {{
            const hosts = [...document.querySelectorAll('*')].filter(e => e.shadowRoot);
            const root = hosts.map(h => h.shadowRoot.querySelector('.{name}')).find(Boolean);
            return root ? {expression} : null;
        }}"""

    return inside


DRAWN = "player.querySelector('.panels canvas').toDataURL()"
SHOWN_STEP = shadow("Number(player.dataset.step)")
FRAMES = shadow("Number(player.dataset.frames)")
SERIAL = shadow("Number(player.dataset.serial)")
PICTURE = shadow(DRAWN)
REST = shadow("player.dataset.playing !== 'true'")

# Whether cells, ROC and areas of the judge are seen whole.
JUDGED_WHOLE = shadow("""[...player.querySelectorAll('.cells, .roc canvas, .curves p')].every(e => {
    const { right, bottom } = e.getBoundingClientRect();
    const box = e.closest('.ends').getBoundingClientRect();
    return right <= box.right + 1 && bottom <= Math.min(box.bottom + 1, innerHeight);
})""")


def wait_for(page, expression, words, timeout=60_000, arg=None):
    """Wait until JavaScript gives something true, and say in words what never came."""
    try:
        page.wait_for_function(expression, arg=arg, timeout=timeout)
    except Exception as error:
        raise AssertionError(f"{words}: never within {timeout / 1000:g} s") from error


def pass_frames(page, count=30):
    """Let the browser draw so many frames: however busy it is, what moves has moved then."""
    page.evaluate(
        """count => new Promise(done => {
            const next = () => count-- > 0 ? requestAnimationFrame(next) : done();
            next();
        })""",
        count,
    )


def come_to_rest(page, expression):
    """What a JavaScript expression gives once it has been the same for 15 frames of the browser."""
    return page.evaluate(
        f"""() => new Promise(done => {{
            let last, same = 0;
            const look = () => {{
                const now = {expression};
                same = now === last ? same + 1 : 0;
                last = now;
                if (same < 15) requestAnimationFrame(look); else done(now);
            }};
            look();
        }})"""
    )


def script_at_rest(page):
    """Wait until the server has answered all that was asked."""
    wait_for(
        page,
        "() => !document.querySelector('[data-testid=stApp][data-test-script-state=running]')",
        "the page to stand still",
    )


def opened(open_page, link="training", **options):
    """The page with its opening result."""
    page = open_page(link, **options)
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    return page


def opened_unit(page):
    """Open the first hidden unit of the drawing."""
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    page.locator(".network .net button").first.click()
    page.locator(".network .unit input").first.wait_for()


COLOURS = (
    "new Set(player.querySelector('.panels canvas').getContext('2d')"
    ".getImageData(0, 0, 200, 200).data).size"
)


def look(page, view):
    """Choose a view by its button, and wait until it draws another picture, in many colours."""
    before = page.evaluate(PICTURE)
    page.get_by_role("button", name=view, exact=True).click()
    changed = f"{DRAWN} !== arg && {COLOURS} > 20"
    wait_for(page, shadow(changed), f"the view {view}", arg=before)
    assert page.evaluate(shadow("player.querySelector('.fault').hidden"))


def ends_in_the_first_screen(page, name, parts, size, others="li"):
    """Fail unless a component's parts, and its other elements of this kind, end in the screen."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    lowest = rooted(name)(
        f"Math.max(...[...root.querySelectorAll('[data-part], {others}')]"
        ".map((e) => e.getBoundingClientRect().bottom))"
    )
    wait_for(page, f"() => ({lowest})() <= {size[1]}", "a picture that fits the first screen")
    for part in parts:
        assert page.locator(f".{name} [data-part={part}]").is_visible(), part
