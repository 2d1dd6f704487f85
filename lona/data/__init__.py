"""Plain data: types that several layers share, locked containers, and JSON."""
