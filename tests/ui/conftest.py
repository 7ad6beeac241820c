"""In these tests app.py is run each time, as a browser's visitor has it run."""

import pytest
from streamlit.runtime.pages_manager import PagesManager


@pytest.fixture(autouse=True)
def the_app_is_run_around_its_pages(monkeypatch):
    """AppTest takes the folder pages/ for Streamlit's older kind of app in each run; here not."""
    made = PagesManager.__init__

    def make(self, *args, **options):
        made(self, *args, **options)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", make)
