"""Shorter ways to write a resolution: its limbs alone, or one verb beside its words."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from ledger.meeting_file.yaml_nodes import ListNode, MappingNode, Node, TextNode
from ledger.refusals import Refusal
from ledger.vocabulary.fields import Field, key_name, keys_of
from ledger.vocabulary.resolutions import Limb

ONE_LIMB: Final = tuple(name for name in keys_of(Limb) if name != "text")
"""The keys of the only limb, where they stand beside the words of the resolution."""


def one_limb_keys() -> dict[str, Field]:
    """The keys of a limb that a resolution with one limb may have itself."""
    return {name: replace(key, required=False) for name, key in keys_of(Limb).items() if name in ONE_LIMB}


def with_limbs(resolved: MappingNode) -> MappingNode:
    """A resolution in full: exact words, then limbs.

    Raises:
        Refusal: no verb says what it does, or the limbs are given twice.
    """
    head, held = resolved.pairs[0]
    own = {key_name(key.value): (key, node) for key, node in resolved.pairs[1:]}
    spoken = [own.pop(name) for name in ONE_LIMB if name in own]
    if not isinstance(held, TextNode):
        if spoken or "limbs" in own:
            raise Refusal("the limbs are given twice", "give them under 'resolved' or under 'limbs'")
        own["limbs"] = (TextNode("limbs", held.line), held)
        held = TextNode("; ".join(_texts(held)) or "-", held.line)
    elif "limbs" not in own:
        if not any(key_name(key.value) == "verb" for key, _ in spoken):
            raise Refusal(
                "the resolution has no verb", "say what it does, for example 'verb: noted', or give its limbs"
            )
        limb = MappingNode(((TextNode("text", held.line), held), *spoken), held.line)
        own["limbs"] = (TextNode("limbs", held.line), limb)
    elif spoken:
        raise Refusal("both 'limbs' and a limb of its own are given", f"move '{spoken[0][0].value}' into a limb")
    return MappingNode(((head, held), *own.values()), resolved.line)


def _texts(limbs: Node) -> list[str]:
    return [
        node.value
        for limb in (limbs.items if isinstance(limbs, ListNode) else (limbs,))
        if isinstance(limb, MappingNode)
        for key, node in limb.pairs
        if key.value == "text" and isinstance(node, TextNode)
    ]
