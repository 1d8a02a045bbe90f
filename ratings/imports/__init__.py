"""Import of officers' lists: parse the file, compare it with the register, write it if no row is refused."""
