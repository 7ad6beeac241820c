"""The recorded run is a real one: training it again gives what is shipped."""

from dataclasses import replace

import numpy as np

from explorer.config import link
from explorer.live.message import unpack
from explorer.live.recording import FRAMES, LINK, record, recorded, start


def test_training_the_recorded_run_again_gives_the_recording():
    shipped, again = unpack(start()), unpack(record())
    assert shipped.setting.titles == again.setting.titles
    np.testing.assert_array_equal(shipped.tick.step, again.tick.step)
    np.testing.assert_allclose(shipped.setting.points, again.setting.points, atol=1e-3)
    early = shipped.tick.step <= 200
    # Another processor may round otherwise, and small differences grow with the steps.
    np.testing.assert_allclose(
        shipped.tick.train_loss[early], again.tick.train_loss[early], rtol=0.02
    )


def test_the_link_beside_the_recording_opens_what_is_recorded():
    config, faults = link.read(LINK)
    assert not faults
    assert replace(config, steps=recorded().steps) == recorded()


def test_the_recording_shows_a_straight_line_and_a_bent_one():
    message = unpack(start())
    assert message.setting.loop
    assert message.tick.parameters.shape[0] <= FRAMES
    straight, bent = message.tick.test_accuracy[-1]
    assert straight < 0.75
    assert bent > 0.95
