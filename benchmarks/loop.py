"""How long an event takes through the whole loop, and how long a test takes, without a browser.

Each number stands beside the cost of things that cannot be avoided, measured in the same run: a
function call, encoding a message, a hop to a thread and back. Compare ratios, not microseconds.

    python benchmarks/loop.py
"""
