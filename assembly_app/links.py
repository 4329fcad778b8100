"""What the QR codes say, and the squares that say it."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from assembly_app.settings import WiFi


def room_url(address: str, port: int) -> str:
    """The address that lets a phone in: short enough to be typed."""
    host = f"[{address}]" if ":" in address else address
    return f"http://{host}/" if port == 80 else f"http://{host}:{port}/"


def typed(room: str) -> str:
    """What people type for the address that `room_url` gave: without what every browser adds by itself."""
    return room.removeprefix("http://").rstrip("/")


def badge_url(room: str, code: str) -> str:
    """The address on a badge: it signs its bearer in. `room` is what `room_url` gave."""
    return f"{room}b/{code.replace('-', '')}"


def wifi(network: WiFi) -> str:
    """What phones' cameras understand as "join this Wi-Fi"."""
    escaped = ["".join("\\" + c if c in '\\;,:"' else c for c in text) for text in (network.name, network.password)]
    kind = "WPA" if network.password else "nopass"
    secret = f"P:{escaped[1]};" if network.password else ""
    return f"WIFI:T:{kind};S:{escaped[0]};{secret};"


def squares(text: str) -> list[list[bool]]:
    """The QR code of a text, row by row, True for dark, without the quiet zone (four squares wide by the standard)."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return [list(row) for row in code.get_matrix()]
