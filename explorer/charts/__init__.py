"""Tidy table → Altair chart, a module a page; nothing is imported until a page asks for it."""
