"""What a measure is: who is counted (`cohorts`), what happened (`outcomes`), what is said of them (`values`)."""
