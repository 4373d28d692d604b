"""The book: its file, its journal, and what keeps both safe."""
