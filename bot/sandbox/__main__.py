"""`python -m bot.sandbox`: the box as a process of its own.

Prints one line of JSON with its addresses when it is ready, and runs until it is told to stop.
"""

import argparse
import asyncio
import json
import signal
import sys

from bot.sandbox import server


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument(
        "--token", default="1:sandbox", help="the bot's token (default: %(default)s)"
    )
    arguments = parser.parse_args()
    asyncio.run(run(arguments.token, arguments.port))


async def run(token: str, port: int) -> None:
    """Until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with server.Sandbox(token, port) as box:
        addresses = {
            "api_root": box.api_root,
            "file_root": box.file_root,
            "control": f"{box.address}/sandbox",
            "token": box.token,
        }
        sys.stdout.write(json.dumps(addresses) + "\n")
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    main()
