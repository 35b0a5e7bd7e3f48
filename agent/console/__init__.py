"""The operator's console: a web page beside a session, with a hand on the stop button. It never runs in the session's process."""
