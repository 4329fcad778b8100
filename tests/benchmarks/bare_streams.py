"""Nothing but asyncio streams: whoever connects waits, and a line of the input has all of them sent that many bytes."""

from __future__ import annotations

import asyncio
import resource
import sys


async def main() -> None:
    listeners: list[asyncio.StreamWriter] = []

    async def come(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"\n")
        listeners.append(writer)

    server = await asyncio.start_server(come, "127.0.0.1", 0, backlog=2048)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    while line := await asyncio.to_thread(sys.stdin.readline):
        message = b"x" * (int(line) - 1) + b"\n"
        for writer in listeners:
            writer.write(message)
        await asyncio.gather(*(writer.drain() for writer in listeners))


if __name__ == "__main__":
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, hard), hard))
    asyncio.run(main())
