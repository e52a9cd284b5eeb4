"""`python -m flowservice_client` is the command `flowservice`."""

from .cli import main

main()
