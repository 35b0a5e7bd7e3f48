"""An article that is not mined, and why."""


class ArticleDropped(Exception):
    """Raised while an article is opened or read; the run counts it and goes on.

    Parameters
    ----------
    reason
        A short name that reports count by, such as "retracted".
    detail
        What was seen, in one line.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}" if self.detail else self.reason
