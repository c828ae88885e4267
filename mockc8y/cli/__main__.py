"""Runs the command line with `python -m mockc8y.cli`."""

from mockc8y.cli.main import main

if __name__ == "__main__":
    main()
