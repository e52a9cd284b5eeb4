"""`python -m mock_flowservice` is the command `mock-flowservice`."""

from .cli import main

main()
