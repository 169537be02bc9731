"""Floor 5, paper: an official paper is said once, as blocks, and comes out as .docx, PDF/A and print-ready HTML."""
