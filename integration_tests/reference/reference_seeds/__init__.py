"""Build the reference seeds from PyPI packages and check them against others."""
