"""From annotated panels to a frozen dataset: duplicates found, splits without leaks, exports."""
