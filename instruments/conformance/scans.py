"""The frames that the suite takes."""

from fractoscope.instruments.values import AxisRange, Capabilities, ScanSettings

COLUMNS, ROWS = 128, 96
"""Size of a frame: small, for the dose, and not square, so that rows and columns cannot be mixed up unnoticed."""

DWELL_TIME = 1e-6

CLEAR_DWELL_TIME = 10e-6
"""Dwell time of frames that are compared: ten times as many electrons a pixel, so that detail stands above the noise."""

SLOW_SCAN = 1.2
"""Seconds of a scan that is looked at half-way: long beside a call over the wire."""

LONGEST_SCAN = 3.0
"""Seconds of the longest scan that is worth its dose, to try one end of a range."""


def small_scan(capabilities: Capabilities, dwell_time: float = DWELL_TIME) -> ScanSettings:
    """Return the usual frame, as near to it as the microscope's ranges, or its list of rasters, allow."""
    ranges = capabilities.settings
    columns, rows = round(_inside(COLUMNS, ranges.get("columns"))), round(_inside(ROWS, ranges.get("rows")))
    if capabilities.rasters:
        columns, rows = min(capabilities.rasters, key=lambda raster: (raster[0] == raster[1], raster[0] * raster[1]))
    return ScanSettings(
        columns=columns,
        rows=rows,
        dwell_time=_inside(dwell_time, ranges.get("dwell_time")),
        bits=8 if 8 in capabilities.bits else 16,
        detector="SE" if "SE" in capabilities.detectors or not capabilities.detectors else capabilities.detectors[0],
    )


def clear_scan(capabilities: Capabilities) -> ScanSettings:
    """Return the scan of frames that are compared with each other."""
    return small_scan(capabilities, CLEAR_DWELL_TIME)


def scan_with(scan: ScanSettings, setting: str, value: float, capabilities: Capabilities) -> ScanSettings:
    """Return a scan with another dwell time, number of columns or number of rows; of listed rasters the smallest that has it."""
    if setting == "dwell_time":
        return scan.replace(dwell_time=value)
    part = 0 if setting == "columns" else 1
    fitting = [raster for raster in capabilities.rasters if raster[part] == int(value)]
    if fitting:
        columns, rows = min(fitting, key=lambda raster: raster[0] * raster[1])
        return scan.replace(columns=columns, rows=rows)
    return scan.replace(**{setting: int(value)})


def slow_scan(scan: ScanSettings, capabilities: Capabilities) -> ScanSettings:
    """Return a scan of the same size that takes about `SLOW_SCAN` seconds."""
    return scan.replace(dwell_time=_inside(SLOW_SCAN / scan.pixels, capabilities.settings.get("dwell_time")))


def _inside(value: float, limits: AxisRange | None) -> float:
    return value if limits is None else min(max(value, limits.low), limits.high)
