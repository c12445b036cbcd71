"""The machine the tests run on: the disk that fault disks derive from, and whether this user may do everything."""

from __future__ import annotations

import os

from ipstui.store.disk import system_disk

OwnDisk = type(system_disk())
SUPERUSER = getattr(os, "geteuid", lambda: 1)() == 0
