"""Signatures of a PDF: made with a certificate file or a card, and checked."""
