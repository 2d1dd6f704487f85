"""The version of this package."""

VERSION = (1, 17, 0)
VERSION_STRING = ".".join(str(part) for part in VERSION)
