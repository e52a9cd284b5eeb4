"""The mapping language: parse an expression, compile it once, evaluate it against records."""
