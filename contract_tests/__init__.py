"""Tests of the API through the client and raw HTTP: the same for the emulator and for the real service.

Without FLOWSERVICE_BASE_URL the suite starts an emulator of its own; with it, that address is tested, and the other
variables of the client say as whom. Where the target serves `/_mock/rules`, the tests hold it to the rules it states;
elsewhere only to what all documents agree on. All that the suite makes is named `contract-…` and deleted at the end.
"""
