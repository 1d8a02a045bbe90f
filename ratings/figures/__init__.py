"""The figures of the register as of a day, and the very rows behind each of them."""
