"""The same questions for both drivers: what the page in the process answers, Chromium judges."""
