"""What makes pages a book: front matter, contents, page labels, notes at the foot, signatures to fold."""
