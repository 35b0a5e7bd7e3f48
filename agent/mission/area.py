"""Where a session may look."""

from pydantic import Field, model_validator

from fractoscope.instruments.values import FieldOfView, FrozenValue


class Rectangle(FrozenValue):
    """A part of the specimen's outline, in stage coordinates (m)."""

    x_min_m: float
    y_min_m: float
    x_max_m: float
    y_max_m: float

    @model_validator(mode="after")
    def _has_area(self) -> "Rectangle":
        if self.x_min_m >= self.x_max_m or self.y_min_m >= self.y_max_m:
            raise ValueError("x_min_m must be below x_max_m and y_min_m below y_max_m")
        return self

    def contains(self, x: float, y: float) -> bool:
        """Return True where (x, y) lies inside or on the edge."""
        return self.x_min_m <= x <= self.x_max_m and self.y_min_m <= y <= self.y_max_m


class Target(FrozenValue):
    """A field to be visited.

    Attributes
    ----------
    name
        To report it by.
    x_m, y_m, width_m
        Centre and full width (m).
    columns, rows
        Raster of a full look where the mission's scan would be finer than what lies there (mounted pictures), or None.
    """

    name: str
    x_m: float
    y_m: float
    width_m: float = Field(gt=0)
    columns: int | None = Field(default=None, gt=0)
    rows: int | None = Field(default=None, gt=0)

    @property
    def field(self) -> FieldOfView:
        """The target as a field of view."""
        return FieldOfView(x=self.x_m, y=self.y_m, width=self.width_m)


class Area(FrozenValue):
    """The specimen: rectangles to be surveyed, or targets to be visited one by one.

    Attributes
    ----------
    outline
        Parts of the specimen's outline.
    targets
        Fields to visit.
    mounted
        True for everything that the `mounted` adapter finds in its folder; the session fills in the targets.
    """

    outline: tuple[Rectangle, ...] = ()
    targets: tuple[Target, ...] = ()
    mounted: bool = False

    @model_validator(mode="after")
    def _one_of_three(self) -> "Area":
        if bool(self.outline) + bool(self.targets) + self.mounted != 1:
            raise ValueError(
                "give one of: outline (rectangles to survey), targets (fields to visit), mounted = true (all mounted pictures)"
            )
        return self

    @property
    def bounds(self) -> Rectangle:
        """The smallest rectangle around everything."""
        boxes = list(self.outline) or [
            Rectangle(
                x_min_m=target.x_m - target.width_m / 2,
                x_max_m=target.x_m + target.width_m / 2,
                y_min_m=target.y_m - target.width_m / 2,
                y_max_m=target.y_m + target.width_m / 2,
            )
            for target in self.targets
        ]
        return Rectangle(
            x_min_m=min(box.x_min_m for box in boxes),
            y_min_m=min(box.y_min_m for box in boxes),
            x_max_m=max(box.x_max_m for box in boxes),
            y_max_m=max(box.y_max_m for box in boxes),
        )

    def contains(self, x: float, y: float) -> bool:
        """Return True where (x, y) belongs to the specimen."""
        return any(box.contains(x, y) for box in (self.outline or (self.bounds,)))
