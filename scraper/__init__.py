"""coffeechat's engine: from a conference's address to people to have a coffee chat with.

Importing this package imports nothing else: start-up stays cheap.
"""

__version__ = "0.1.0"
