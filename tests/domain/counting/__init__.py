"""Every way of counting against an independent count, and on the published examples of its authors."""
