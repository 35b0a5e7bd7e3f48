"""A run that must not go on as it was asked."""


class AnnotationRefused(Exception):
    """Pictures would leave the lab, or money be spent, without anybody having said so; the text names what to give."""
