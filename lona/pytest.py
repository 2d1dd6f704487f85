"""The pytest plugin under its public name; everything lives in `lona_testing`."""
