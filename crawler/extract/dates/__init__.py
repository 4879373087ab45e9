"""Days and periods: what a page, a list entry or an address says of when."""
