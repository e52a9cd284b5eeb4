"""Single faults in the emulator's domain rules, and whether the contract suite notices each."""
