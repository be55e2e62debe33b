"""What is told of verdicts: to people at a terminal, to programs, to CI servers, and as a page with pictures."""
