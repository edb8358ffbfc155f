"""Runs a program and prints what it took as JSON: wall and CPU seconds, peak resident memory in MiB, exit code."""
import json
import os
import subprocess
import sys
import time

start = time.monotonic()
child = subprocess.Popen(sys.argv[1:], stdout=sys.stderr)
_, status, usage = os.wait4(child.pid, 0)
print(json.dumps({
    "wall": time.monotonic() - start,
    "cpu": usage.ru_utime + usage.ru_stime,
    "peakMiB": usage.ru_maxrss / 1024,
    "exitCode": os.waitstatus_to_exitcode(status),
}))
