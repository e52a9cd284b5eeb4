"""Documents with compare-and-swap: small and dumb, all meaning sits above."""
