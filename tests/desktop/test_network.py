"""The address for the phones, and what to do when they cannot reach it."""

from __future__ import annotations

from msgspec.structs import replace

from assembly_app.desktop.network import LOOPBACK, Address, Situation, addresses, choose, diagnose, ranked
from assembly_app.i18n import Translator

WIFI = Address("192.168.1.20", "wlp2s0", wireless=True)
CABLE = Address("10.0.0.7", "enp3s0", wired=True)
WELL = Situation((WIFI,), WIFI.ip, 8080, reachable=True, minutes=10, phones=12, present=14)


def told(situation: Situation) -> list[str]:
    return [sentence for sentence, _advice in diagnose(situation, Translator("en"))]


def test_wifi_comes_before_the_cable_and_private_before_public() -> None:
    public = Address("8.8.8.8", "wlan1", wireless=True)
    assert ranked([public, CABLE, WIFI]) == (WIFI, CABLE, public)


def test_what_no_phone_can_reach_is_left_out() -> None:
    unreachable = [
        Address("127.0.0.1", "lo"), Address("172.17.0.1", "docker0"), Address("169.254.3.4", "eth0", wired=True),
        Address("192.168.56.1", "vboxnet0"), Address("172.20.0.1", "vEthernet (WSL)"), Address("fe80::1", "wlan0"),
        Address("10.8.0.2", "tun0"),
    ]  # fmt: skip
    assert ranked(unreachable) == ()


def test_the_chosen_address_is_kept_while_it_is_there() -> None:
    assert choose((WIFI, CABLE), CABLE.ip) == CABLE.ip
    assert choose((WIFI,), CABLE.ip) == WIFI.ip
    assert choose(()) == LOOPBACK


def test_the_addresses_of_this_laptop_can_be_read() -> None:
    assert all(address.ip != LOOPBACK for address in addresses())


def test_all_well_says_nothing() -> None:
    assert diagnose(WELL, Translator("en")) == []


def test_each_trouble_is_said_with_what_to_do() -> None:
    for trouble, part in (
        (replace(WELL, running=False), "does not run"),
        (replace(WELL, addresses=(), address=LOOPBACK), "on no network"),
        (replace(WELL, address=LOOPBACK), "this laptop only"),
        (replace(WELL, reachable=False), "firewall"),
        (replace(WELL, phones=0), "No phone has come in yet"),
    ):
        ((sentence, advice),) = diagnose(trouble, Translator("en"))
        assert part in sentence
        assert advice


def test_no_phones_is_no_trouble_in_an_empty_room_or_at_the_beginning() -> None:
    assert told(replace(WELL, phones=0, present=0)) == []
    assert told(replace(WELL, phones=0, minutes=1)) == []


def test_isolation_names_the_wifi_where_it_is_known() -> None:
    ((_sentence, advice),) = diagnose(replace(WELL, phones=0, wifi="Zaal"), Translator("en"))
    assert "“Zaal”" in advice
