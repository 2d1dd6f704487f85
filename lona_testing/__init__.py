"""The testing half of Lona: fake connections, in-process pages, browser drivers, fixtures."""
