"""A run whose machines were all at work fails where a documented transition was not made, and only then."""

from __future__ import annotations
