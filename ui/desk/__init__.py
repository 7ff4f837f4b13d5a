"""The policy desk: where a clerk who does not program writes the next notice's pack, and sees whom it changes."""
