"""Commands that work without a server; what they need is brought in when they run."""
