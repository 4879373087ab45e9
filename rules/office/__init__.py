"""Office documents read into paragraphs and tables: bytes in, plain data out, for plans and for attachments alike."""
