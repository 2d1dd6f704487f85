"""What assistive technology is told of a page: roles, names, states, and what can be seen."""
