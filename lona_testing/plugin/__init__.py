"""The pytest plugin: fixtures and options, the drivers behind them, and the servers of tests."""
