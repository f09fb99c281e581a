"""The site itself: settings, addresses, the first page, and the pages of errors."""
