"""What lies on a surface or was cut into it."""
