"""Writes held-out pictures and their mattes into folders, for `matting evaluate --images FOLDER/photos --truth FOLDER/mattes`.

    python3 -m training.heldout DATA FOLDER coco books
"""

import argparse
from pathlib import Path

import cv2

from . import pictures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="folder of the packs")
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="+", help="such as coco, books")
    options = parser.parse_args()
    photos, mattes = options.folder / "photos", options.folder / "mattes"
    photos.mkdir(parents=True, exist_ok=True)
    mattes.mkdir(exist_ok=True)
    held_out = pictures.read(options.data).held_out
    for name in options.sets:
        for one in held_out[name]:
            file = one.name.replace("/", "-") + ".png"
            cv2.imwrite(str(photos / file), one.image[..., ::-1])
            cv2.imwrite(str(mattes / file), one.alpha)
    print(sum(len(held_out[name]) for name in options.sets), "pictures")


if __name__ == "__main__":
    main()
