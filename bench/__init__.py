"""Measurements: scores against annotated articles, and speed."""
