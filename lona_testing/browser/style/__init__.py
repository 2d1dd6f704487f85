"""The style of elements, as far as answers depend on it: sheets and the cascade."""
