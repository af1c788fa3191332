"""What PDFs say of surveys: frozen as plain JSON, with nothing that the page does not show to the same reader."""
