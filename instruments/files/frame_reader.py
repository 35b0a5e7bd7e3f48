"""Reading any picture file as a frame, with as much scale and settings as the file tells."""

from pathlib import Path

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files.databar import ImageRows, find_image_rows
from fractoscope.instruments.files.frame_metadata import frame_metadata, trusted_pixel_size
from fractoscope.instruments.files.grey_levels import grey_levels
from fractoscope.instruments.files.ome_document import metadata_in
from fractoscope.instruments.files.picture import Picture
from fractoscope.instruments.files.picture_opener import open_picture
from fractoscope.instruments.files.pixel_sizes import PictureScale
from fractoscope.instruments.files.vendor_metadata import VendorMetadata
from fractoscope.instruments.files.vendors import parse_vendor
from fractoscope.instruments.values import Frame, Pixels

DESCRIPTION_TAG = 270


def read_frame(path: Path, scale: PictureScale | None = None) -> Frame:
    """Read a picture file: ours, a vendor's, or a plain one.

    Frames that `write_frame` saved come back as they were. For other files the databar is cropped, colour is taken to luminance, and the
    metadata holds what the file tells: `field_width` belongs to the pixels kept, and `notes["assumed"]` names the fields of
    `scan` and `beam` that only hold their defaults.

    Parameters
    ----------
    path
        The picture; text files of JEOL, Hitachi and TESCAN are looked for beside it.
    scale
        Pixel size and databar from a table, which then count instead of the file's own; not for frames that `write_frame` saved.

    Returns
    -------
    Frame
        8-bit pixels where the file has 8-bit samples, else 16-bit.

    Raises
    ------
    BadFile
        If the file cannot be read as a picture.
    """
    picture = open_picture(path)
    try:
        pixels, notes = grey_levels(picture.samples, picture.palette, white_is_zero=picture.white_is_zero)
        own = metadata_in(picture.source.text(DESCRIPTION_TAG) or "")
    except ValueError as error:
        raise BadFile(path=str(path), reason=str(error), remedy="save it again as a grey picture, or with this version") from error
    if own is not None:
        return Frame(pixels=pixels, metadata=own)
    return _foreign_frame(picture, pixels, {**picture.notes, **notes}, scale)


def _foreign_frame(picture: Picture, pixels: Pixels, notes: dict[str, str], scale: PictureScale | None) -> Frame:
    """Put together a frame from a file of another program."""
    vendor = parse_vendor(picture.source)
    kept = _image_rows(pixels, vendor, scale)
    if kept != ImageRows(0, pixels.shape[0]):
        notes["databar"] = f"rows {kept.top} to {kept.bottom} of {pixels.shape[0]} kept"
    image = pixels[kept.top : kept.bottom].copy(order="C")
    size = scale.pixel_size if scale is not None else trusted_pixel_size(vendor, image.shape[1], notes)
    return Frame(pixels=image, metadata=frame_metadata(picture.source.path, vendor, image, size, notes))


def _image_rows(pixels: Pixels, vendor: VendorMetadata | None, scale: PictureScale | None) -> ImageRows:
    """Return the rows that show the specimen: by a table, by the file's own word, or by looking."""
    rows = pixels.shape[0]
    if scale is not None and scale.bar_top_row is not None and 0 < scale.bar_top_row <= rows:
        found = find_image_rows(pixels)
        return ImageRows(found.top, min(found.bottom, scale.bar_top_row))
    if vendor is not None and vendor.scan_columns in (None, pixels.shape[1]):
        if vendor.scan_rows is not None and rows / 2 < vendor.scan_rows < rows:
            return ImageRows(0, vendor.scan_rows)
        # A bar counted apart from the scan is only there if the scan's rows are not told.
        if vendor.scan_rows is None and vendor.bar_rows is not None and vendor.bar_rows < rows / 2:
            return ImageRows(0, rows - vendor.bar_rows)
    return find_image_rows(pixels)
