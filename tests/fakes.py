"""Small stand-ins for tests: each behaves like the real thing in the one respect that a test needs."""
