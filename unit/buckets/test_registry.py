import pytest

from lona.buckets.registry import Address, Buckets


def parse(path, prefix="/buckets/"):
    buckets = Buckets(prefix)
    buckets.is_served = True
    return buckets.parse(path)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/buckets/a/b", ("a", "b", "")),
        ("/buckets/a/b/", ("a", "b", "")),
        ("/buckets/a/b/c d", ("a", "b", "c d")),
        ("/buckets/a/b/add", ("a", "b", "add")),
        ("/buckets/a", None),
        ("/buckets/a/", None),
        ("/buckets//b", None),
        ("/buckets/a/b/c/d", None),
        ("/buckets/a/b/c/", None),
        ("/bucketsx/a/b", None),
        ("/", None),
    ],
)
def test_paths_of_two_or_three_parts_below_the_prefix_are_addresses(path, address):
    assert parse(path) == (None if address is None else Address(*address))


@pytest.mark.parametrize("prefix", ["/deep/down/", "deep/down", "/deep/down"])
def test_slashes_around_the_prefix_do_not_matter(prefix):
    assert Buckets(prefix).prefix == "/deep/down"
    assert parse("/deep/down/a/b", prefix) == Address("a", "b", "")


def test_nothing_is_an_address_before_it_is_served():
    assert Buckets("/buckets/").parse("/buckets/a/b") is None
