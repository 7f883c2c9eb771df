"""What every room of the program rests on: words and periods, settings, and files that are written whole."""
