"""The pack that proves itself: an archive whose every byte can be checked without our server.

Pure: bytes in, bytes out. `verify` is the very file that travels in each pack; it depends on the
standard library alone, and `seal` builds archives with its functions, so that what is written and
what is checked cannot drift apart.
"""

from .verify import Chain, Piece, Report, check, link_of, seal

__all__ = ["Chain", "Piece", "Report", "check", "link_of", "seal"]
