"""The contract of these APIs as tests: on an emulator in process, a server, the real service or a recording.

They speak through the client and plain HTTP. Where the target serves `/_mock/rules`, they hold it to the readings that
it states; elsewhere to what the documents agree on, and what rests on a guess of ours is reported as one. All that the
suite makes is named `contract-…`, written to a ledger, and deleted at the end.
"""
