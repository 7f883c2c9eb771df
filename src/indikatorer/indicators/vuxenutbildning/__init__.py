"""Results in adult education, what people do after it, and what they think of it."""

VUX = "Vuxenutbildningens uppgifter om kursdeltaganden, egen och upphandlad regi."
