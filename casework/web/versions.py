"""The version of the record that a form was filled in from: who saves an older one is told, not obeyed."""

from __future__ import annotations

from typing import Any

from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput


class VersionField(IntegerField):
    """The version that the officer looked at, carried along unseen."""

    widget = HiddenInput()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("version", [InputRequired()], **kwargs)

    def renew(self, version: int) -> None:
        """The page now shows this version."""
        self.raw_data, self.data = None, version
