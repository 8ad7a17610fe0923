"""Show scorecards: each renderer returns text or bytes and writes nothing."""
