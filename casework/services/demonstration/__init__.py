"""The demonstration (dữ liệu minh họa): an invented district in which nobody is a real person."""

from casework.services.demonstration.accounts import DemonstrationAccount
from casework.services.demonstration.building import Demonstration, build_demonstration

__all__ = ["Demonstration", "DemonstrationAccount", "build_demonstration"]
