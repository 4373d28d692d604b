"""Another process that has the book: `python holder.py BOOK NAME` holds it until its input is closed."""

import sys

from yishi.store.book import Book

if __name__ == "__main__":
    with Book.open(sys.argv[1], who=sys.argv[2]):
        print("有了", flush=True)
        sys.stdin.read()
