"""What the plan's page shows: its ways, its picture, what would change it, and trying one answer otherwise."""
