"""What tests and measurements share and the app does not need."""
