#!/usr/bin/env python3
"""Joins a file that IMG.LY's package has in chunks: join_chunks.py DIST_FOLDER NAME FILE."""

import json
import os
import sys


def main():
    dist, name, target = sys.argv[1:]
    with open(os.path.join(dist, "resources.json")) as file:
        entry = json.load(file)[name]
    with open(target + ".part", "wb") as joined:
        for chunk in entry["chunks"]:
            with open(os.path.join(dist, chunk["hash"]), "rb") as part:
                joined.write(part.read())
        size = joined.tell()
    if size != entry["size"]:
        raise SystemExit("%s has %d bytes instead of %d" % (name, size, entry["size"]))
    os.replace(target + ".part", target)


if __name__ == "__main__":
    main()
