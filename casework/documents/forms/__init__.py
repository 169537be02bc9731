"""Official papers, one file a form, each a line in `FORMS`."""
