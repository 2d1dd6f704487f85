"""The version of this package: written here, and nowhere else."""

VERSION_STRING = "1.17.0.dev0"
VERSION = tuple(int(part) for part in VERSION_STRING.split(".")[:3])
"""The numbers in it: major, minor, patch."""
