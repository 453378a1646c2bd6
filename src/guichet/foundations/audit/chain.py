"""The hash that ties each event to the one before it. Pure: plain values in, text out."""

import hashlib
import json
from collections.abc import Mapping


def fingerprint(fact: Mapping[str, object], *, previous: str) -> str:
    """SHA-256 of the fact and of its predecessor's hash, on a canonical JSON."""
    canonical = json.dumps(
        {**fact, "previous": previous}, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
