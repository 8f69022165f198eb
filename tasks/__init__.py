"""The steps of a flow, and the plain functions that they are thin shells around."""
