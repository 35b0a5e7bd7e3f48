"""Pictures and pages of a specimen for people."""
