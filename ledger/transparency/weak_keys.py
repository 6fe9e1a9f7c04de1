"""Ed25519 public keys that nobody should trust.

For a point of low order (1, 2, 4 or 8) anybody can make signatures that verify, over any text: whoever
publishes such a key can disown everything. RFC 8032 section 5.1.3 refuses non-canonical encodings.
"""

from __future__ import annotations

_PRIME = 2**255 - 19
_ORDER_8 = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
_LOW_ORDER = frozenset((0, 1, _PRIME - 1, _ORDER_8, _PRIME - _ORDER_8))
"""The y coordinates of the eight points of low order; x and -x share one."""


def is_weak(public: bytes) -> bool:
    """Whether the 32 octets encode a point of low order, or a point in another spelling than its own."""
    y = int.from_bytes(public, "little") & (2**255 - 1)
    return y >= _PRIME or y in _LOW_ORDER
