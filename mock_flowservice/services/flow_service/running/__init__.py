"""Running: what a run asks of its flow and what becomes of it."""
