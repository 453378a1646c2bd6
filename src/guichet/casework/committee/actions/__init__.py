"""Everything that can happen to a committee and its meetings: one function, one transaction.

An action trusts its caller for the right to act (permissions.py) and the workflow for the right
moment (workflow.py). One file per noun; this one names what the others may call.
"""
