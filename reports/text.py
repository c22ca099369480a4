"""Text from the source as it can be printed: whatever was typed, nothing is run, fetched or lost from sight."""
