"""Reviewing by people: a page, decisions, agreement."""
