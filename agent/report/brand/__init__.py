"""A lab's own name, logo and texts on the report: data, never code."""

from fractoscope.agent.report.brand.brand import Brand
from fractoscope.agent.report.brand.brand_error import BrandError
from fractoscope.agent.report.brand.read_brand import read_brand

__all__ = ["Brand", "BrandError", "read_brand"]
