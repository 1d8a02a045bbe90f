"""Read an uploaded list into tables of cells, in a child process with limits.

`file.read_file` is called by the portal and makes the sentences; it starts `child`, which imports all other modules
and does not set up Django.
"""
