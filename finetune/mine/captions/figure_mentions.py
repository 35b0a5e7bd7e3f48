"""Figures and panels that a sentence names: "Fig. 2a, c", "Figs. 3–5", "Figures 2(a)–(d)"."""

import re
from dataclasses import dataclass, field

from fractoscope.finetune.mine.captions.letter_list import letter_span

LABEL = re.compile(r"(?:fig(?:ure)?s?|plate|scheme)\b\.?\s*([a-z]?\d{1,3})", re.IGNORECASE)
START = re.compile(r"\b(fig(?:ure)?)(s?)\b\.?\s*(?=[a-z]?\d)", re.IGNORECASE)
NUMBER = re.compile(r"([A-Za-z]?\d{1,3})(?![\d%°])(?!\s*(?:%|°|mm|cm|nm|µm|μm|um|MPa|GPa|kV|h|s|K)\b)(?!\.\d)")
LETTER = re.compile(r"\(\s*([A-Za-x])\s*\)|([A-Xa-x])(?![\w'’])(?!\s*[=<>≤≥])")
OPEN = re.compile(r"\s*\(\s*(?=[A-Za-x]\s*(?:[,;–—&-]|and\b|to\b))")
CLOSE = re.compile(r"\s*\)")
DASH = re.compile(r"\s*(?:[-–—−]|\bto\b|\bthrough\b)\s*")
COMMA = re.compile(r"\s*(?:,\s*(?:and\b|&)?|;|\band\b|&|\bor\b)\s*")
LONGEST = 30
"""Figures in one range; more is a slip of the pen or of the reader."""


@dataclass(frozen=True)
class Mention:
    """One mention of figures, from `start` to `end` in the text; letters by number, empty for a figure named as a whole."""

    start: int
    end: int
    figures: dict[str, set[str]] = field(default_factory=dict)


def figure_number(label: str) -> str:
    """Return the number in a printed label, such as "3" or "S1"; empty if there is none."""
    match = LABEL.search(label)
    return match[1].upper() if match else ""


def figure_mentions(text: str) -> list[Mention]:
    """Return what a text says of figures, in order.

    A letter counts only where it cannot be a word: attached to its number ("2a"), in brackets, or in a list that such a letter
    began, and then only in rising order, so that the article "a" is never a panel.
    """
    return [mention for match in START.finditer(text) if (mention := _Reader(text, match).read()).figures]


class _Reader:
    """Reads one mention from left to right."""

    def __init__(self, text: str, start: re.Match[str]) -> None:
        self.text = text
        self.start, self.at = start.start(), start.end()
        self.plural = bool(start[2])
        self.figures: dict[str, set[str]] = {}
        self.number, self.letter, self.bracket = "", "", False

    def read(self) -> Mention:
        """Return everything from the number on."""
        if self._take_number():
            self._take_letters()
            while self._take_range() or self._take_next():
                pass
        return Mention(self.start, self.at, self.figures)

    def _match(self, pattern: re.Pattern[str], at: int | None = None) -> re.Match[str] | None:
        return pattern.match(self.text, self.at if at is None else at)

    def _take_number(self, at: int | None = None) -> bool:
        match = self._match(NUMBER, at)
        if match is None:
            return False
        self.number, self.letter, self.at = match[1].upper(), "", match.end()
        self.figures.setdefault(self.number, set())
        return True

    def _take_letters(self) -> None:
        """Take the letter that follows a number: "2a", "2(a)", "2 (a)", "4(a, b)"."""
        if opening := self._match(OPEN):
            self.at, self.bracket = opening.end(), True
        match = self._match(LETTER)
        if match is None and (bracketed := self._match(re.compile(r"\s\(([A-Xa-x])\)"))):
            match = bracketed
        if match:
            self._add(match)

    def _add(self, match: re.Match[str]) -> None:
        self.letter, self.at = (match[1] or match.group(match.lastindex or 1)).lower(), match.end()
        self.figures[self.number].add(self.letter)
        if self.bracket and (closing := self._match(CLOSE)):
            self.at, self.bracket = closing.end(), False

    def _take_range(self) -> bool:
        """Take "–d", "–(d)", "–5", "–2d"."""
        dash = self._match(DASH)
        if dash is None:
            return False
        first_letter, first = self.letter, self.number
        if first_letter and (match := self._match(LETTER, dash.end())):
            letters = letter_span(first_letter, match[1] or match[2])
            if letters:
                self._add(match)
                self.figures[self.number].update(letters)
                return True
        if (self.plural or first_letter) and self._match(NUMBER, dash.end()):
            self._take_number(dash.end())
            same = self.number == first
            if first.isdigit() and self.number.isdigit() and 0 < int(self.number) - int(first) <= LONGEST and not first_letter:
                for number in range(int(first) + 1, int(self.number)):
                    self.figures.setdefault(str(number), set())
            self._take_letters()
            if same and first_letter and self.letter:
                self.figures[self.number].update(letter_span(first_letter, self.letter))
            return True
        return False

    def _take_next(self) -> bool:
        """Take ", c", " and (c)", " and 4", ", 3b"."""
        comma = self._match(COMMA)
        if comma is None:
            return False
        if self.letter and (match := self._match(LETTER, comma.end())) and (match[1] or match[2]).lower() > self.letter:
            self._add(match)
            return True
        number = self._match(NUMBER, comma.end())
        attached = number is not None and re.match(r"\(?[A-Xa-x]\)?(?!\w)", self.text[number.end() :]) is not None
        if number is not None and (self.plural or (attached and self.letter)):
            self._take_number(comma.end())
            self._take_letters()
            return True
        return False
