"""The label of a star: a QR code that says what was recognised, signed, so that it can be checked without a network.

The legal act stays the signed decision. The signature is a mark against forged labels, and the pages say so.
"""
