"""Attachments: any file's bytes to its text and tables, in a process of their own."""
