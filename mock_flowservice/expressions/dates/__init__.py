"""Dates as texts: Java's pattern letters, the automatic formats, time zones, ISO 8601."""
