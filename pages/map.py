"""Page: which networks learn at all, as a map with a network in each pixel."""

from explorer.ui.map import choosing, picture
from explorer.ui.shared.shell import beside, story

story(
    "Map",
    "Every pixel is a network, from the same first draw and with the same points: which of them "
    "learn at all?",
)
form, place = beside("map", choosing.FORM)
with form:
    chart = choosing.choose()
with place:
    picture.show(chart)
