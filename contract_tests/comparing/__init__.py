"""Two services, the same calls: where their answers differ."""
