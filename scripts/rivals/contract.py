"""The contract of the programs that are compared.

A program opens its model, prints one line of JSON with its versions, and then answers each line of
standard input, when the work is done, with an empty line. A line is "PHOTO<tab>RESULT", with a third
part where the task needs a matte or a trimap. At the end of its input the program ends. Time and memory
are measured from outside.
"""

import importlib.metadata
import json
import os
import sys

# The answers go where standard output was; what libraries print goes to standard error.
_answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def ready(*packages):
    """Says that the model is open, and the versions of these packages."""
    print(json.dumps({name: importlib.metadata.version(name) for name in packages}), file=_answers, flush=True)


def requests():
    """The lines of standard input, each a list of its parts; asking for the next answers the last."""
    for line in sys.stdin:
        yield line.rstrip("\n").split("\t")
        print(file=_answers, flush=True)
