"""The names of keys and their combinations, as programs write them: `Enter`, `Control+s`, `?`.

Names are those of `KeyboardEvent.key` (UI Events KeyboardEvent key Values), and `Space` for the
space. Modifiers have to be held exactly; but Shift is part of a character (`A`, `?`).
"""

from urllib.parse import quote

_FLAGS = {"Alt": "alt_key", "Control": "ctrl_key", "Meta": "meta_key", "Shift": "shift_key"}
MODIFIERS = tuple(_FLAGS)

NAMED_KEYS = frozenset(
    "ArrowDown ArrowLeft ArrowRight ArrowUp Backspace CapsLock ContextMenu Delete End Enter Escape"
    " Home Insert PageDown PageUp Pause PrintScreen ScrollLock Space Tab"
    " Alt Control Meta Shift".split()
) | {f"F{number}" for number in range(1, 25)}


def read_keys(text: str) -> str:
    """Return a combination in the spelling that clients compare; raises `ValueError`.

    Modifiers come in the order of `MODIFIERS`; a letter with Shift is the capital letter.
    """
    if not isinstance(text, str):
        raise ValueError(f"a key is a string like 'Enter' or 'Control+s', not {text!r}")
    head, _, key = text.removesuffix("+").rpartition("+") if text[1:] else ("", "", text)
    if text.endswith("+") and text[1:]:  # the plus key itself, as in Control++
        head, key = text[:-2], "+"
    held = set(head.split("+")) if head else set()
    if unknown := held.difference(MODIFIERS):
        raise ValueError(
            f"{text!r}: there is no modifier {min(unknown)!r}, only {', '.join(MODIFIERS)}"
        )
    key = "Space" if key == " " else key
    if len(key) != 1 and key not in NAMED_KEYS:
        raise ValueError(
            f"{text!r}: there is no key {key!r}, only single characters and "
            f"{', '.join(sorted(NAMED_KEYS))}"
        )
    if len(key) == 1 and "Shift" in held:
        held.discard("Shift")
        key = key.upper()
    return "+".join([*(name for name in MODIFIERS if name in held), key])


def write_keys(keys: str) -> str:
    """Return a combination as it stands in the attribute: the key itself is encoded.

    As `encodeURIComponent` does it (ECMA-262 §19.2.6.4), so that no separator is left.
    """
    head, key = (keys[:-1], "+") if keys.endswith("+") else keys.rpartition("+")[::2]
    head = head.removesuffix("+")
    return (f"{head}+" if head else "") + quote(key, safe="!'()*-._~")


def pressed(data: "dict[str, object]") -> str:
    """Return the combination that the data of a key event tells of, as in the attribute."""
    key = "Space" if data["key"] == " " else str(data["key"])
    held = [
        name
        for name, flag in zip(
            MODIFIERS, ("alt_key", "ctrl_key", "meta_key", "shift_key"), strict=True
        )
        if data[flag] and name != key and not (name == "Shift" and len(key) == 1)
    ]
    return write_keys("+".join([*held, key]))
