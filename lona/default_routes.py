"""The routing table of a server that configures none."""

from lona.routing import Route

routes: list[Route] = []
