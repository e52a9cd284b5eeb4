"""XDM: the resources every organisation has, and composing a schema from its parts."""
