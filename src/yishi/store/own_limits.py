"""How much this process may take: laid on by itself, before it looks at anything that came from outside."""

import sys


def take_on(memory: int, seconds: int) -> None:
    """Let this process ask for no more than `memory` bytes and, where the system can count it, `seconds` of reckoning."""
    if sys.platform == "win32":
        _job(memory)
        return
    import resource

    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        __, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (allowed, hard))
        except (ValueError, OSError):  # macOS knows no limit of this kind
            continue


def _job(memory: int) -> None:
    """Windows: put this process into a job with a limit of memory; it is the only one there, and stays.

    JOBOBJECT_EXTENDED_LIMIT_INFORMATION (winnt.h), class 9. Where it is refused, the bounds of the reader itself remain.
    """
    import ctypes

    word, big, size = ctypes.c_uint32, ctypes.c_int64, ctypes.c_size_t

    class Basic(ctypes.Structure):
        _fields_ = (("process_time", big), ("job_time", big), ("flags", word), ("least_set", size), ("most_set", size),
                    ("processes", word), ("affinity", size), ("priority", word), ("scheduling", word))  # fmt: skip

    class Extended(ctypes.Structure):
        _fields_ = (("basic", Basic), ("counts", ctypes.c_uint64 * 6), ("process_memory", size), ("job_memory", size),
                    ("peak_process", size), ("peak_job", size))  # fmt: skip

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    handle, void = ctypes.c_void_p, ctypes.c_void_p
    kernel.CreateJobObjectW.restype, kernel.CreateJobObjectW.argtypes = handle, (void, ctypes.c_wchar_p)
    kernel.SetInformationJobObject.argtypes = (handle, ctypes.c_int, void, word)
    kernel.AssignProcessToJobObject.argtypes = (handle, handle)
    kernel.GetCurrentProcess.restype = handle
    limits = Extended()
    limits.basic.flags = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
    limits.process_memory = memory
    job = kernel.CreateJobObjectW(None, None)
    if job and kernel.SetInformationJobObject(job, 9, ctypes.byref(limits), ctypes.sizeof(limits)):
        kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
