"""Trích Lục: an extract from the record. Vietnamese administrative news in, rows out.

The engine is pure: text in, rows out; it reads no clock and no file of the user's.
"""

__version__ = "0.1.0"
