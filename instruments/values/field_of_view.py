"""What a frame shows of the specimen."""

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue


class FieldOfView(FrozenValue):
    """A rectangle of the specimen plane.

    Attributes
    ----------
    x, y
        Centre in stage coordinates (m).
    width
        Horizontal field width (m): the one measure of zoom, since magnification depends on the display.
    """

    x: float
    y: float
    width: float = Field(gt=0)

    def height(self, columns: int, rows: int) -> float:
        """Return the vertical extent (m) of a scan of `columns` by `rows` square pixels."""
        return self.width * rows / columns

    def tile(self, column: int, row: int, *, columns: int = 3, rows: int = 3, aspect: float = 0.75) -> "FieldOfView":
        """Return the part of this field that tile (`column`, `row`) covers; row 0 is the top of the image.

        Parameters
        ----------
        column, row
            Indices of the tile, counted from the left and from the top.
        columns, rows
            How many tiles the frame is divided into.
        aspect
            Height of the whole frame divided by its width.
        """
        x = self.x + ((column + 0.5) / columns - 0.5) * self.width
        y = self.y - ((row + 0.5) / rows - 0.5) * self.width * aspect
        return FieldOfView(x=x, y=y, width=self.width / columns)
