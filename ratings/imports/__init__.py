"""Officers' lists: read from the files they have, compared with the register, written once nothing is refused."""
