"""The address that phones reach this laptop at, and what to do when they cannot, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, ip_address

import msgspec
from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface

from assembly_app.i18n import Translator

LOOPBACK = "127.0.0.1"

VIRTUAL = (
    "docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "tun", "tap", "wg", "tailscale", "utun", "zt", "awdl", "llw",
    "lxc", "lxd", "podman", "cni", "flannel", "vethernet", "vmware", "virtualbox", "hyper-v", "wsl", "loopback", "lo",
)  # fmt: skip
"""How the names of interfaces begin that no phone in the room can reach."""

PATIENCE_MINUTES = 3
"""How long the doors may be open without any phone before that is strange."""


class Address(msgspec.Struct, frozen=True):
    """An address of this laptop; `wireless` where the system says so; `name` is the interface's own."""

    ip: str
    name: str
    wireless: bool = False
    wired: bool = False


class Situation(msgspec.Struct, frozen=True):
    """What is known of the way from the phones to the server."""

    addresses: tuple[Address, ...] = ()
    address: str = LOOPBACK
    port: int = 0
    running: bool = True
    """Whether the server answers."""
    reachable: bool | None = None
    """Whether the server answered at the laptop's own address; None: not tried yet."""
    minutes: float = 0.0
    """How long the server has been running."""
    phones: int = 0
    present: int = 0
    wifi: str = ""
    """The name of the hall's Wi-Fi, where it is known."""


def addresses() -> tuple[Address, ...]:
    """The addresses that phones may reach, the likeliest first. Takes a few milliseconds."""
    flags = QNetworkInterface.InterfaceFlag
    found = []
    for interface in QNetworkInterface.allInterfaces():
        if not interface.flags() & flags.IsUp or interface.flags() & flags.IsLoopBack:
            continue
        kind = interface.type()
        for entry in interface.addressEntries():
            if entry.ip().protocol() is QAbstractSocket.NetworkLayerProtocol.IPv4Protocol:
                found.append(
                    Address(
                        entry.ip().toString(),
                        interface.humanReadableName(),
                        kind is QNetworkInterface.InterfaceType.Wifi,
                        kind is QNetworkInterface.InterfaceType.Ethernet,
                    )
                )
    return ranked(found)


def ranked(found: Iterable[Address]) -> tuple[Address, ...]:
    """The addresses worth offering, best first: private ones on Wi-Fi, then on a cable, then any other."""
    usable = [address for address in found if _usable(address)]
    return tuple(sorted(usable, key=lambda a: (not ip_address(a.ip).is_private, not a.wireless, not a.wired)))


def _usable(address: Address) -> bool:
    ip = ip_address(address.ip)
    if not isinstance(ip, IPv4Address) or ip.is_loopback or ip.is_link_local or ip.is_unspecified:
        return False
    return not address.name.lower().startswith(VIRTUAL)


def choose(found: tuple[Address, ...], wanted: str = "") -> str:
    """The address to show: the wanted one while it is there, else the best, else this laptop only."""
    if any(address.ip == wanted for address in found):
        return wanted
    return found[0].ip if found else LOOPBACK


def diagnose(situation: Situation, _: Translator) -> list[tuple[str, str]]:
    """What keeps phones away, most basic first: pairs of what is the matter and what to do. Empty: all well."""
    if not situation.running:
        return [
            (
                _("The phones’ server does not run."),
                _("It is being started again. If this stays, choose another port under Prepare, Phones."),
            )
        ]
    if not situation.addresses:
        return [
            (
                _("This laptop is on no network, so phones cannot reach it."),
                _("Join the hall's Wi-Fi, or make a hotspot on this laptop or on a phone."),
            )
        ]
    if situation.address == LOOPBACK:
        return [
            (
                _("The chosen address works on this laptop only."),
                _("Choose another address under Prepare, Phones."),
            )
        ]
    if situation.reachable is False:
        return [
            (
                _("Nothing answers at {address}: a firewall keeps phones out.", address=situation.address),
                _("Allow this program, or port {port}, in the firewall of this laptop.", port=situation.port),
            )
        ]
    if situation.phones == 0 and situation.present > 0 and situation.minutes >= PATIENCE_MINUTES:
        return [_isolated(situation, _)]
    return []


def _isolated(situation: Situation, _: Translator) -> tuple[str, str]:
    network = f"“{situation.wifi}”" if situation.wifi else _("the same Wi-Fi as this laptop")
    return (
        _("No phone has come in yet."),
        _(
            "Check that the phones are on {network}, with mobile data off. A guest Wi-Fi often keeps devices apart: "
            "then use another Wi-Fi or a hotspot.",
            network=network,
        ),
    )
