from lona.html.ids import next_node_id


def test_ids_are_positive_and_rise() -> None:
    first, second = next_node_id(), next_node_id()
    assert 0 < int(first) < int(second)
