"""duibiao (对标): hold an annual report on law-based government against the Implementation Outline."""

from duibiao.check import check_file, check_text
from duibiao.checklist import load_checklist

__version__ = "0.1.0"
__all__ = ["check_file", "check_text", "load_checklist"]
