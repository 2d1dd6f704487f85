"""About layout, what can be known without one: what is rendered, what text lines show, what has a size."""
