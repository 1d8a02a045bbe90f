"""Figures of the public register on a given day, with the list of rows behind each figure."""
