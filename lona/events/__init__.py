"""Events as values: their types, and what the hooks of views and nodes get."""
