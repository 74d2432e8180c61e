"""Dossiers in numbers, for tests and benchmarks that need thousands of them."""
