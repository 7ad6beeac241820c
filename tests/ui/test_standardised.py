"""Pages that compute on a data set say that its points are standardised."""

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from streamlit.testing.v1 import AppTest

from tests import ROOT
from tests.ui.test_pages import assert_well

PAGES = {
    "functions": {"view": "dial"},
    "training": {},
    "gradients": {"gradients_inputs": "moons"},
}


@pytest.mark.parametrize("page", PAGES)
def test_a_data_set_is_said_to_be_standardised(page):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180)
    for name, value in PAGES[page].items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    assert_well(app, page)
    said = [text.value for text in (*app.markdown, *app.caption)]
    assert any("standardised" in text for text in said)
