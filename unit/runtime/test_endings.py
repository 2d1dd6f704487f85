from lona.runtime.endings import Endings


def test_what_was_added_is_done_once_the_last_first():
    done = []
    endings = Endings()
    first, second, third = (lambda n=n: done.append(n) for n in range(3))
    assert all(map(endings.add, (first, second, third)))
    endings.remove(second)
    endings.remove(second)
    endings.run()
    endings.run()
    assert done == [2, 0]
    assert not endings.add(first)
