"""Where the session bus of a Linux desktop is. Apart from `session_bus`, since this is asked before the first paint."""

import os
from collections.abc import Mapping


def address(environment: Mapping[str, str]) -> str:
    """Return where the session bus is, "" when this is not a desktop session."""
    told, runtime = environment.get("DBUS_SESSION_BUS_ADDRESS", ""), environment.get("XDG_RUNTIME_DIR", "")
    return told or (f"unix:path={runtime}/bus" if runtime and os.path.exists(f"{runtime}/bus") else "")
