"""`python -m indikatorer …`: the same as `indikatorer …`."""

from indikatorer.cli import main

if __name__ == "__main__":
    main(prog_name="indikatorer")
