"""Fetches feeds: RSS, Atom, JSON Feed and news sitemaps, politely, and parses them in a separate process."""
