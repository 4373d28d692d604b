"""A thin line to the session bus of a Linux desktop that never waits longer than it is told to.

QtDBus is not used: from Python it cannot send the unsigned numbers that fcitx asks for, and opening it waits without
end on a bus that does not answer.
"""

import select
import time
from collections.abc import Sequence
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, Parser, message_bus, new_method_call
from jeepney.auth import AuthenticationError
from jeepney.bus import get_bus
from jeepney.io.blocking import prep_socket

from yishi.gui.bus_address import address

__all__ = ["Bus", "BusGone", "address", "answers", "owners", "succeeded"]


class BusGone(Exception):
    """There is no session bus, or it went away or stopped reading."""


class Bus:
    """One connection. Every method raises BusGone when it breaks; nothing waits but `__init__` and `receive`."""

    def __init__(self, where: str, seconds: float) -> None:
        """Connect to the address `where` within so many seconds."""
        try:
            self.socket = prep_socket(get_bus(where), timeout=seconds)
        except (OSError, AuthenticationError, ValueError, RuntimeError) as problem:
            raise BusGone(where) from problem
        self.socket.setblocking(False)
        self._parser = Parser()
        self._serial = 0
        self.send(message_bus.Hello())

    def send(self, message: Message) -> int:
        """Send a message and return its number; the reply carries it."""
        self._serial += 1
        try:
            self.socket.sendall(message.serialise(self._serial))
        except OSError as problem:  # also BlockingIOError: nobody has read for hundreds of keys
            raise BusGone("send") from problem
        return self._serial

    def call(self, to: DBusAddress, method: str, signature: str = "", body: Sequence[Any] = ()) -> int:
        """Call a method and return the number of the call."""
        return self.send(new_method_call(to, method, signature or None, tuple(body)))

    def receive(self, seconds: float = 0.0) -> list[Message]:
        """Return the messages that have come, in order; when there are none, wait so many seconds for the first."""
        messages: list[Message] = []
        deadline = time.monotonic() + seconds
        while not messages:
            try:
                if not select.select([self.socket], [], [], max(deadline - time.monotonic(), 0))[0]:
                    return messages
                data = self.socket.recv(65536)
            except (OSError, ValueError) as problem:
                raise BusGone("receive") from problem
            if not data:
                raise BusGone("closed")
            self._parser.add_data(data)
            while (message := self._parser.get_next_message()) is not None:
                messages.append(message)
        return messages

    def close(self) -> None:
        """Leave the bus."""
        self.socket.close()


def answers(message: Message) -> int | None:
    """Return the number of the call that this message is the reply to, None when it is no reply."""
    number = message.header.fields.get(HeaderFields.reply_serial)
    return None if number is None else int(number)


def succeeded(message: Message) -> bool:
    """Whether a reply brings a result and not a failure."""
    return bool(message.header.message_type is MessageType.method_return)


def owners(where: str, names: Sequence[str], seconds: float) -> dict[str, str]:
    """Return which process holds which of the names on the bus at `where`; what is not told within the seconds is left out.

    A process may hold names on several connections, so it is told by its number and not by its address on the bus.
    """
    deadline = time.monotonic() + seconds
    found: dict[str, str] = {}
    try:
        bus = Bus(where, seconds)
    except BusGone:
        return found
    try:
        asked = {bus.send(message_bus.GetConnectionUnixProcessID(name)): name for name in names}
        while asked and (left := deadline - time.monotonic()) > 0:
            for message in bus.receive(left):
                name = asked.pop(answers(message) or 0, "")
                if name and succeeded(message):
                    found[name] = str(message.body[0])
    except BusGone:
        pass
    finally:
        bus.close()
    return found
