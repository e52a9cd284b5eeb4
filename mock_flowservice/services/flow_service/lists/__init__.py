"""Lists: what is asked for, filters, orders, pages, and the walk through the store that they come to."""
