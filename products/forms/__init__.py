"""Forms on products and their papers."""
