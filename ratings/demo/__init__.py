"""What `./run` shows: demonstration accounts and a demonstration round, on the embedded database only."""
