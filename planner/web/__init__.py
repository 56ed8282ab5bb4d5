"""The application in the browser: pages that ask, show and compute nothing."""
