"""State machines: any order of calls, beside plain models of what the documents say."""
