import pytest

from lona.web import effort


@pytest.mark.parametrize(("took", "rest"), [(0.0005, 0), (0.001, 0), (0.01, 0.2), (1, 20)])
def test_a_client_rests_in_proportion_to_what_took_long(monkeypatch, took, rest):
    now = [5.0]
    monkeypatch.setattr(effort.time, "thread_time", lambda: now[0])
    began = effort.begin()
    now[0] = took + 5.0 if took >= 0.01 else 5.0 + took * 0.999
    assert effort.rest_after(began) == pytest.approx(rest)
