"""The names of keys, as Playwright takes them: those of a keyboard with the US layout."""

from typing import NamedTuple

from lona_testing.browser.errors import NotSupportedInProcess

MODIFIERS = frozenset(
    f"{name}{side}"
    for name in ("Shift", "Control", "Alt", "Meta")
    for side in ("", "Left", "Right")
) | {"ControlOrMeta"}

EVENT_MODIFIERS = ("Alt", "Control", "Meta", "Shift")
"""As events call them."""

_SHIFTED = dict(
    zip("`1234567890-=[]\\;',./", '~!@#$%^&*()_+{}|:"<>?', strict=True),
    **{letter: letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"},
)
CHARACTERS = frozenset((*_SHIFTED, *_SHIFTED.values(), " "))
"""What can be typed with one key; other characters come from elsewhere."""

_CODES = {
    "Backquote": "`", "Minus": "-", "Equal": "=", "BracketLeft": "[", "BracketRight": "]",
    "Backslash": "\\", "Semicolon": ";", "Quote": "'", "Comma": ",", "Period": ".", "Slash": "/",
    " ": "Space", "\n": "Enter", "\r": "Enter", "NumpadEnter": "Enter", "NumpadAdd": "+",
    "NumpadSubtract": "-", "NumpadMultiply": "*", "NumpadDivide": "/",
    **{f"Key{letter.upper()}": letter for letter in "abcdefghijklmnopqrstuvwxyz"},
    **{f"Digit{digit}": digit for digit in "0123456789"},
}  # fmt: skip

_WITHOUT_EFFECT = frozenset("CapsLock NumLock ScrollLock Pause PrintScreen Escape".split()) | {
    f"F{number}" for number in range(1, 13) if number != 5
}
_NAMED = _WITHOUT_EFFECT | frozenset(
    "Tab Enter Space Backspace Delete Insert Home End PageUp PageDown ArrowUp ArrowDown ArrowLeft"
    " ArrowRight ContextMenu F5".split()
)


def read_key(text: str) -> str:
    """Return a key with its modifiers in one way of writing: a character is typed as it stands.

    Raises `ValueError` for keys that there are not, `NotSupportedInProcess` for those that a
    browser itself may listen to.
    """
    *held, name = text[:-1].split("+")
    name += text[-1:]  # the last character may itself be a plus
    is_code = name in _CODES
    name = _CODES.get(name, name)
    if name not in CHARACTERS | _NAMED | MODIFIERS or not MODIFIERS.issuperset(held):
        raise ValueError(f"unknown key: {text!r}")
    names = {one.removesuffix("Left").removesuffix("Right") for one in held}
    if "ControlOrMeta" in names:
        names = names - {"ControlOrMeta"} | {"Control"}
    if names == {"Shift"} and name in CHARACTERS:
        return _SHIFTED.get(name, name) if is_code else name
    if "Alt" in names or "Meta" in names:
        raise NotSupportedInProcess(f"pressing {text!r}", "the browser itself may listen to it")
    return "+".join([*sorted(names), name])


class Stroke(NamedTuple):
    """One key that is pressed and released: as `KeyboardEvent` calls it, and the place of it."""

    key: str
    code: str


def strokes_of(text: str) -> list[Stroke]:
    """Return the keys that are pressed one after the other for a text that `read_key` takes."""
    *held, name = text[:-1].split("+")
    name += text[-1:]
    modifiers = ["Control" if one == "ControlOrMeta" else one for one in held]
    strokes = [_modifier(one) for one in modifiers]
    if name in MODIFIERS:
        return [*strokes, _modifier("Control" if name == "ControlOrMeta" else name)]
    is_code = name in _CODES
    key = _CODES.get(name, name)
    if is_code and "Shift" in "".join(modifiers):
        key = _SHIFTED.get(key, key)
    code = name if is_code and len(name) > 1 else _CODE_OF.get(key, key)
    return [*strokes, Stroke(" " if key == "Space" else key, code)]


def _modifier(name: str) -> Stroke:
    short = name.removesuffix("Left").removesuffix("Right")
    return Stroke(short, f"{short}Left" if short == name else name)


_CODE_OF = {
    character: code
    for code, plain in _CODES.items()
    if len(code) > 1 and not code.startswith("Numpad")
    for character in (plain, _SHIFTED.get(plain, plain))
}


def is_without_effect(key: str) -> bool:
    """Whether a key changes nothing, wherever the focus is."""
    return key in _WITHOUT_EFFECT or key in MODIFIERS
