"""Exploring: how a source is asked, and how what lies there is shown."""
