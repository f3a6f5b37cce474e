"""The contract of the programs that are compared.

A program opens its model, prints one line of JSON with its versions, and then answers each line of
standard input. A line is "PHOTO<tab>RESULT", with a third part where the task needs a matte or a
trimap; the answer is one line of JSON with the processor time of all threads and the time on the wall
that the file RESULT took, from the file PHOTO. At the end of its input the program ends. What is
slow at a start is seen from outside, by a fresh process that is given one photo.
"""

import importlib.metadata
import json
import os
import sys
import time

# The answers go where standard output was; what libraries print goes to standard error.
_answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def ready(*packages):
    """Says that the model is open, and the versions of these packages."""
    versions = {name: importlib.metadata.version(name) for name in packages}
    print(json.dumps(versions), file=_answers, flush=True)


def requests():
    """The lines of standard input, each a list of its parts; asking for the next answers the last."""
    for line in sys.stdin:
        cpu, wall = time.process_time_ns(), time.perf_counter_ns()
        yield line.rstrip("\n").split("\t")
        cpu, wall = time.process_time_ns() - cpu, time.perf_counter_ns() - wall
        print(json.dumps({"cpu_ns": cpu, "wall_ns": wall}), file=_answers, flush=True)
