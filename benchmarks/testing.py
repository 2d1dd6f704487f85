"""How long a test takes that opens a page, asserts, clicks and asserts: ours, and those of others.

    python -P benchmarks/testing.py [--tests N] [--rounds N] [--against FOLDER] [--peers FOLDER]

In one run, taking turns: an empty test, the page in the process, the page in Chromium, with
`--against` the same with another checkout of this repository, and with `--peers` NiceGUI's `user`
and Streamlit's `AppTest`, each in a virtual environment below that folder that is made if need be.
What counts is one test with its fixtures, without starting pytest and collecting; the median of the
medians of the rounds. `late` is the median of the last tenth of the tests beside that of the first.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

TIMING = """
import json, os, time
import pytest

times = []

@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    begin = time.perf_counter()
    result = yield
    times.append(time.perf_counter() - begin)
    return result

def pytest_sessionfinish():
    with open(os.environ["TIMES"], "w") as file:
        json.dump(times, file)
"""

EMPTY = """
import pytest

@pytest.mark.parametrize("number", range(TESTS))
def test_nothing(number):
    pass
"""

LONA = """
import pytest
from lona import View
from lona.html import HTML, Button, Span
from lona.pytest import expect

class Counter(View):
    def handle_request(self, request):
        self.count = 0
        self.span = Span("0", _id="count")
        return HTML(Button("+", _id="inc", handle_click=self.increase), self.span)

    def increase(self, input_event):
        self.count += 1
        self.span.set_text(self.count)

@pytest.mark.parametrize("number", range(TESTS))
def test_counter(number, lona_page):
    page = lona_page(Counter)
    expect(page.locator("#count")).to_have_text("0")
    page.locator("#inc").click()
    expect(page.locator("#count")).to_have_text("1")
"""

NICEGUI = """
import pytest
from nicegui import ui

def counter():
    state = {"count": 0}

    def increase():
        state["count"] += 1
        label.set_text(str(state["count"]))

    ui.button("+", on_click=increase).mark("inc")
    label = ui.label("0").mark("count")

@pytest.mark.parametrize("number", range(TESTS))
async def test_counter(number, user):
    ui.page("/")(counter)
    await user.open("/")
    await user.should_see(marker="count", content="0")
    user.find(marker="inc").click()
    await user.should_see(marker="count", content="1")
"""

STREAMLIT = """
import pytest
from streamlit.testing.v1 import AppTest

def counter():
    import streamlit as st

    st.session_state.setdefault("count", 0)
    if st.button("+", key="inc"):
        st.session_state.count += 1
    st.text(st.session_state.count)

@pytest.mark.parametrize("number", range(TESTS))
def test_counter(number):
    app = AppTest.from_function(counter).run()
    assert app.text[0].value == "0"
    app.button(key="inc").click().run()
    assert app.text[0].value == "1"
"""

NICEGUI_OPTIONS = "-p nicegui.testing.user_plugin -o main_file= -o asyncio_mode=auto".split()
PEERS = {
    "nicegui": (["nicegui", "pytest", "pytest-asyncio"], NICEGUI, NICEGUI_OPTIONS),
    "streamlit": (["streamlit", "pytest"], STREAMLIT, []),
}


def measure(
    python: Path, source: str, tests: int, options: list[str], path: Path | None
) -> list[float]:
    """Return how many milliseconds each test of a session took; `path` is where Lona lies."""
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        (folder / "timing.py").write_text(TIMING)
        (folder / "test_it.py").write_text(source.replace("TESTS", str(tests)))
        times = folder / "times.json"
        environment = {**os.environ, "TIMES": str(times)}
        environment["PYTHONPATH"] = os.pathsep.join([str(folder), *([str(path)] if path else [])])
        command = [python, "-m", "pytest", "-q", "-p", "timing", "-p", "no:randomly", *options]
        result = subprocess.run(command, cwd=folder, env=environment, capture_output=True)
        if result.returncode:
            sys.exit(result.stdout.decode() + result.stderr.decode())
        return [1000 * seconds for seconds in json.loads(times.read_text())]


def environment_of(folder: Path, name: str, packages: list[str]) -> Path:
    """Return the Python of a virtual environment, made if need be."""
    python = folder / name / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / name], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
    return python


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tests", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--against", type=Path, help="another checkout")
    parser.add_argument("--peers", type=Path, help="where their virtual environments are")
    options = parser.parse_args()

    python = Path(sys.executable)
    browser = ["--lona-driver=chromium"]
    in_browser = max(1, options.tests // 5)
    sides = {
        "empty": (python, EMPTY, options.tests, [], None),
        "in process": (python, LONA, options.tests, [], ROOT),
        "Chromium": (python, LONA, in_browser, browser, ROOT),
    }
    if options.against:
        sides["in process, there"] = (python, LONA, options.tests, [], options.against)
        sides["Chromium, there"] = (python, LONA, in_browser, browser, options.against)
    if options.peers:
        for name, (packages, source, arguments) in PEERS.items():
            peer = environment_of(options.peers, name, packages)
            sides[name] = (peer, source, in_browser, arguments, None)

    found: dict[str, list[list[float]]] = {name: [] for name in sides}
    for _ in range(options.rounds):
        for name, side in sides.items():
            found[name].append(measure(*side))
    medians = {n: statistics.median(map(statistics.median, r)) for n, r in found.items()}
    print(f"{'':18} {'ms a test':>10} {'x empty':>8} {'x in process':>13} {'late':>6}")
    for name, rounds in found.items():
        tenth = max(1, len(rounds[0]) // 10)
        late = statistics.median(
            statistics.median(times[-tenth:]) / statistics.median(times[1 : 1 + tenth])
            for times in rounds
        )
        own = medians[name]
        print(
            f"{name:18} {own:10.2f} {own / medians['empty']:8.1f} "
            f"{own / medians['in process']:13.1f} {late:6.2f}"
        )


if __name__ == "__main__":
    main()
