"""Exchange with other copies: packages, and the hub."""
