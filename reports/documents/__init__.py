"""What each report says: which figures and lists, in which order, in which words.

A document is made from the input object of its tier and knows no database, no file and no clock.
"""
