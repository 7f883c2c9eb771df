"""Who is counted (`cohorts`), what happened to them (`outcomes`) and what is reported (`catalogue`)."""
