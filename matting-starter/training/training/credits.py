"""Lists the pictures of a pack once each, with licence and credit, from the pack's list.tsv.

    python3 -m training.credits DATA/bodies3.zip ../more-pictures.tsv
"""

import argparse
import csv
from pathlib import Path

from . import pictures

COLUMNS = ("repository", "commit", "path", "licence", "credit")


def credits(rows):
    """One row a source picture: crops and frames of a picture share its path."""
    return sorted({tuple(row[column] for column in COLUMNS) for row in rows})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=Path)
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    rows = credits(pictures.Pack(options.pack, options.pack.stem + "/").table("list.tsv"))
    with open(options.file, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerows([COLUMNS, *rows])
    print(len(rows), "pictures")


if __name__ == "__main__":
    main()
