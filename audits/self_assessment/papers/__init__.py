"""What PDFs of self-assessments say: each module draws one kind of what is recorded."""
