"""Recordings: what a service answered, anonymised, so that the suite can be run on it without any network."""
