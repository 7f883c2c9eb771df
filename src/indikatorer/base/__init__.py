"""What every room may use and what uses none of them: codes, months, Swedish, settings, files, other programs."""
