"""Many phones that vote as fast as they are answered: a poll's id a line comes in, a count a line goes out."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from secrets import token_hex
from urllib.parse import urlencode

CONNECTIONS = 64


def request(port: int, poll: str, code: str) -> bytes:
    """The vote of the badge with this code."""
    body = urlencode({"poll": poll, "option": "yes", "key": token_hex(16)})
    return (
        f"POST /vote HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\nAccept-Language: nl\r\n"
        f"Cookie: ticket={code}; device={code}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


async def vote(port: int, poll: str, codes: list[str]) -> int:
    """Everyone votes; how many got a receipt."""
    waiting = iter([request(port, poll, code) for code in codes])
    return sum(await asyncio.gather(*(_connection(port, waiting) for _ in range(CONNECTIONS))))


async def _connection(port: int, waiting: Iterator[bytes]) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    acknowledged = 0
    for sent in waiting:
        while True:  # until the server knows that the vote is open
            writer.write(sent)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            if json.loads(await reader.readexactly(length)).get("answer") == "in":
                break
            await asyncio.sleep(0.02)
        acknowledged += 1
    writer.close()
    await writer.wait_closed()
    return acknowledged


if __name__ == "__main__":
    port, codes = int(sys.argv[1]), sys.stdin.readline().split()
    for line in sys.stdin:
        sys.stdout.write(f"{asyncio.run(vote(port, line.strip(), codes))}\n")
        sys.stdout.flush()
