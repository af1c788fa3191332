"""Board packs: content frozen first, then identified by its digest, then drawn."""
