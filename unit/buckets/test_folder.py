import errno
import os

import pytest

from lona.buckets.folder import Folder, Limits
from lona.buckets.refused import Refused


@pytest.fixture
def make_folder():
    """Give a function that makes a folder with limits."""
    folders = []

    def make(max_files=None, max_size=None):
        folder = Folder(lambda: Limits(max_files, max_size))
        folders.append(folder)
        return folder

    yield make
    for folder in folders:
        folder.close()


def begin(folder, name, data=b""):
    upload = folder.begin()
    upload.begin_file(name)
    upload.write(data)
    return upload


def all_files(folder):
    root = os.path.dirname(folder.path)
    return sorted(name for _, _, names in os.walk(root) for name in names)


def test_the_folder_is_for_its_owner_only(make_folder):
    if os.name == "nt":
        pytest.skip("Windows has other rights")
    assert os.stat(os.path.dirname(make_folder().path)).st_mode & 0o77 == 0


def test_nothing_is_there_before_everything_is(make_folder):
    folder = make_folder()
    upload = begin(folder, "a", b"12")
    upload.begin_file("b")
    assert folder.sizes() == {}
    assert upload.commit() == ["a", "b"]
    assert folder.sizes() == {"a": 2, "b": 0}


def test_of_the_same_name_the_last_file_counts(make_folder):
    folder = make_folder(max_files=1, max_size=3)
    upload = begin(folder, "a", b"123")
    upload.begin_file("a")
    upload.write(b"45")
    assert upload.commit() == ["a"]
    assert folder.sizes() == {"a": 2}


def test_what_was_aborted_leaves_nothing_and_does_not_count(make_folder):
    folder = make_folder(max_files=1)
    upload = begin(folder, "a", b"12")
    upload.abort()
    upload.abort()
    assert all_files(folder) == []
    begin(folder, "b").commit()
    with pytest.raises(RuntimeError, match="over"):
        upload.write(b"3")


def test_files_that_others_put_there_count(make_folder):
    folder = make_folder(max_size=3)
    with open(os.path.join(folder.path, "own"), "wb") as file:
        file.write(b"12")
    with pytest.raises(Refused, match="Too large"):
        begin(folder, "a", b"12")


def test_uploads_at_the_same_time_count_together(make_folder):
    folder = make_folder(max_size=3)
    first = begin(folder, "a", b"12")
    second = begin(folder, "b", b"1")
    with pytest.raises(Refused, match="Too large"):
        second.write(b"2")
    second.abort()
    first.commit()
    begin(folder, "c", b"1").commit()
    assert folder.sizes() == {"a": 2, "c": 1}


def test_what_appears_before_the_end_counts_at_the_end(make_folder):
    folder = make_folder(max_files=1)
    upload = begin(folder, "a")
    with open(os.path.join(folder.path, "own"), "wb"):
        pass
    with pytest.raises(Refused, match="Too many"):
        upload.commit()
    upload.abort()
    assert all_files(folder) == ["own"]


def test_a_deleted_file_makes_room_for_what_is_on_its_way(make_folder):
    folder = make_folder(max_size=3)
    begin(folder, "a", b"12").commit()
    upload = begin(folder, "b", b"1")
    folder.delete("a")
    upload.write(b"23")
    upload.commit()
    assert folder.sizes() == {"b": 3}


def test_the_end_stops_what_is_on_its_way(make_folder):
    folder = make_folder()
    stopped = []
    upload = folder.begin(lambda: stopped.append(True))
    upload.begin_file("a")
    assert folder.close()
    assert not folder.close()
    assert stopped == [True]
    assert not os.path.exists(os.path.dirname(folder.path))
    assert folder.sizes() == {}
    for use in (
        lambda: upload.write(b"1"),
        upload.commit,
        folder.begin,
        lambda: folder.delete("a"),
    ):
        with pytest.raises(Refused) as refused:
            use()
        assert refused.value.status == 404
    upload.abort()


@pytest.mark.parametrize(
    ("number", "status"), [(errno.ENOSPC, 507), (errno.ENAMETOOLONG, 400), (errno.EIO, None)]
)
def test_what_the_disk_refuses_is_told(make_folder, monkeypatch, number, status):
    upload = begin(make_folder(), "a")

    def replace(*_):
        raise OSError(number, "no")

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(Refused if status else OSError) as error:
        upload.commit()
    if status:
        assert error.value.status == status


@pytest.mark.parametrize("name", ["missing", "../files/a", "..", ""])
def test_only_files_in_the_folder_are_found(make_folder, name):
    folder = make_folder()
    begin(folder, "a").commit()
    assert folder.find("a") == os.path.join(folder.path, "a")
    assert folder.find(name) is None
    with pytest.raises(Refused):
        folder.delete(name)
