"""The pack that proves itself: an archive whose every byte can be checked without our server.

Pure: bytes in, bytes out. `verify` is the very file that travels in each pack; it depends on the
standard library alone, and `sealing` builds archives with its functions, so that what is written
and what is checked cannot drift apart.
"""

from .sealing import Chain, Piece, seal
from .verify import Report, check, link_of

__all__ = ["Chain", "Piece", "Report", "check", "link_of", "seal"]
