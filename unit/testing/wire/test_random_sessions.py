"""Whatever is done to a tree and in the windows that show it: all windows equal the tree.

The in-process page and the client under jsdom go through the same sequences.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lona import App
from lona.protocol import ContentKind, MessageCode, NodeKind, PatchCode
from lona_testing.plugin.loop_thread import LoopThread
from lona_testing.wire.session import Session
from random_trees.amount import examples, first_seed
from random_trees.sessions import PageClient, RandomSession, RandomView
from random_trees.trees import ON_CLIENTS, OPERATIONS, Operation, random_operations

CLIENT = Path(__file__).parents[3] / "client"
SEQUENCES = examples(1000)
FIRST_SEED = first_seed()
WINDOWS = 2

numbers = st.integers(0, 9999)
sequences = st.lists(
    st.tuples(st.sampled_from((*ON_CLIENTS, *OPERATIONS)), numbers, numbers, numbers), max_size=30
)

MakeSession = Callable[..., RandomSession]


@pytest.fixture(scope="module")
def make_session(lona_loop_thread: LoopThread) -> Iterator[MakeSession]:
    opened = []

    def make(*, record: bool = False) -> RandomSession:
        app = App(__file__)
        app.route("/")(RandomView)
        server = app.setup_server(lona_loop_thread.loop)
        lona_loop_thread.run(server.startup())
        session = Session(server)
        opened.append((server, session))
        clients = []
        for _ in range(WINDOWS):
            page = session.new_page()
            page.goto("/")
            page.settle()
            clients.append(PageClient(page, record=record))
        (view,) = server.get_views(url="/")
        assert isinstance(view, RandomView)
        return RandomSession(view, clients)

    yield make
    for server, session in opened:
        session.close()
        lona_loop_thread.run(server.shutdown())


@pytest.fixture(scope="module")
def session(make_session: MakeSession) -> RandomSession:
    return make_session()


@settings(
    max_examples=examples(200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sequence=sequences)
def test_all_windows_equal_the_tree(session: RandomSession, sequence: list[Operation]) -> None:
    session.run(sequence)


@pytest.mark.parametrize("seed", range(20))
def test_all_windows_equal_the_tree_after_long_sequences(session: RandomSession, seed: int) -> None:
    session.run(random_operations(seed, 250, clients=True))


def test_the_sequences_use_every_patch_and_every_kind_of_node(make_session: MakeSession) -> None:
    session = make_session(record=True)
    client = session.clients[0]
    assert isinstance(client, PageClient)
    for seed in range(250):
        session.run(random_operations(seed, 30, clients=True))
    client.end_line()

    kinds: set[int] = set()
    codes: set[int] = set()
    flat: list[Any] = []
    for name, *items in (step for line in client.lines for step in json.loads(line)):
        if name == "receive" and items[0][0] == MessageCode.UPDATE:
            kind, content = items[0][6:]
            kinds.add(kind)
            if kind == ContentKind.PATCHES:
                codes.update(patch[0] for patch in content)
                flat += [patch[3] for patch in content if patch[0] == PatchCode.INSERT_NODES]

    assert kinds >= {ContentKind.HTML, ContentKind.TREE, ContentKind.PATCHES}
    assert codes == set(PatchCode)
    assert {entries[0] for entries in flat} == set(NodeKind)


@pytest.mark.skipif(
    not (CLIENT / "node_modules" / "jsdom").is_dir() or shutil.which("node") is None,
    reason="needs Node.js and `npm ci --prefix client`",
)
def test_the_client_under_jsdom_goes_through_thousands_of_sequences(
    make_session: MakeSession, tmp_path: Path
) -> None:
    session = make_session(record=True)
    for seed in range(FIRST_SEED, FIRST_SEED + SEQUENCES):
        session.run(random_operations(seed, 30, clients=True))
    lines = []
    for client in session.clients:
        assert isinstance(client, PageClient)
        client.end_line()
        lines += client.lines
    path = tmp_path / "sequences.jsonl"
    path.write_text("\n".join(lines), "utf-8")

    done = subprocess.run(
        ["node", str(CLIENT / "tests" / "random_trees.mjs"), str(path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, (done.stdout + done.stderr)[-8000:]
    assert f"{len(lines)} sequences, 0 failed" in done.stdout
