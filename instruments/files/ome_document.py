"""The OME-XML of a frame: scale for every reader, and the whole metadata as an annotation for ours."""

import json
from xml.etree.ElementTree import Element, SubElement, tostring

from pydantic import ValidationError

from fractoscope.instruments.files.tag_text import note, xml_root
from fractoscope.instruments.values import Frame, FrameMetadata

NAMESPACE = "http://www.openmicroscopy.org/Schemas/OME/2016-06"
ANNOTATION = "fractoscope/frame-metadata"
MICROMETRES = 1e6


def metadata_json(metadata: FrameMetadata, indent: int | None = None) -> str:
    """Return the metadata as ASCII JSON, the form of the sidecar and of the annotation."""
    return json.dumps(metadata.model_dump(mode="json"), indent=indent)


def ome_document(frame: Frame) -> bytes:
    """Return the OME-XML of a frame, in ASCII.

    Physical sizes are in µm with 15 decimals: Bio-Formats took tiny sizes in other units as 0, and bioio ignores the unit.
    """
    rows, columns = frame.pixels.shape
    root = Element("OME", {"xmlns": NAMESPACE})
    image = SubElement(root, "Image", {"ID": "Image:0", "Name": note(frame.metadata.frame_id)})
    acquired = frame.metadata.started
    if acquired is not None:
        SubElement(image, "AcquisitionDate").text = acquired.isoformat(timespec="seconds")
    SubElement(image, "Description").text = f"simulated: {str(frame.metadata.simulated).lower()}"
    sizes = {f"Size{axis}": str(size) for axis, size in zip("XYZCT", (columns, rows, 1, 1, 1), strict=True)}
    kind = {"ID": "Pixels:0", "DimensionOrder": "XYZCT", "Type": str(frame.pixels.dtype), "BigEndian": "false", "Interleaved": "false"}
    size = frame.pixel_size
    if size is not None:
        for axis in "XY":
            kind |= {f"PhysicalSize{axis}": f"{size * MICROMETRES:.15f}", f"PhysicalSize{axis}Unit": "µm"}
    pixels = SubElement(image, "Pixels", kind | sizes)
    SubElement(pixels, "Channel", {"ID": "Channel:0:0", "SamplesPerPixel": "1"})
    SubElement(pixels, "TiffData", {"IFD": "0", "PlaneCount": "1"})
    SubElement(image, "AnnotationRef", {"ID": "Annotation:0"})
    annotations = SubElement(root, "StructuredAnnotations")
    comment = SubElement(annotations, "CommentAnnotation", {"ID": "Annotation:0", "Namespace": ANNOTATION})
    SubElement(comment, "Value").text = metadata_json(frame.metadata)
    # Everything beyond ASCII becomes a character reference, as a TIFF tag wants it.
    text: str = tostring(root, encoding="us-ascii").decode("ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode("ascii")


def metadata_in(document: str) -> FrameMetadata | None:
    """Return the metadata that `ome_document` put into an OME-XML, or None where another program wrote it.

    Raises
    ------
    ValueError
        If our annotation is there but cannot be read, or is of a later version: whether the frame was simulated would be lost.
    """
    if ANNOTATION not in document:
        return None
    root = xml_root(document)
    if root is None:
        raise ValueError("its OME-XML is damaged")
    text = root.findtext(f"StructuredAnnotations/CommentAnnotation[@Namespace='{ANNOTATION}']/Value")
    if text is None:
        return None
    try:
        return FrameMetadata.model_validate_json(text)
    except ValidationError as error:
        raise ValueError(f"its frame metadata cannot be read ({error.error_count()} fields, first {error.errors()[0]['loc']})") from error
