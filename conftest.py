"""What all tests of this repository share."""

import os

from hypothesis import settings

pytest_plugins = ["pytester"]

# No deadlines: how long an example takes says more about the machine. In continuous integration the
# same examples each time, so that a failure there belongs to the change; elsewhere new ones.
settings.register_profile("lona", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("lona")
