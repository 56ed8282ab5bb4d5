"""The application in the browser: pages that ask the other rooms and show the answers."""
