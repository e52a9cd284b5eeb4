"""The version of this client, as it stands in its User-Agent."""

__version__ = "0.1.0"
