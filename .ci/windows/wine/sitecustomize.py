"""Wine 8 in place of Windows: `_locking` fails there without setting errno, where Windows says EACCES."""

import errno
import msvcrt

_real = msvcrt.locking


def _locking(descriptor: int, mode: int, count: int) -> None:
    try:
        return _real(descriptor, mode, count)
    except OSError as problem:
        if problem.errno == 0:
            raise PermissionError(errno.EACCES, "Permission denied") from None
        raise


msvcrt.locking = _locking
