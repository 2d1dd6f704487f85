"""What can be known of layout without one: what is rendered, what lines show, what has a size."""
