"""``python -m yearlog`` is the command ``yearlog``."""

from yearlog.cli import main

if __name__ == "__main__":
    main()
