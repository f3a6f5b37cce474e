#!/usr/bin/env python3
"""Mean difference of the alpha of pictures, 0 to 1: alpha_difference.py OURS THEIRS... prints one number each.

The alpha of a picture without one is its grey level. Needs numpy and Pillow.
"""

import sys

import numpy as np
from PIL import Image


def alpha(path):
    with Image.open(path) as image:
        if image.mode == "P":  # IMG.LY's package writes palettes
            image = image.convert("RGBA")
        plane = image.getchannel("A") if "A" in image.getbands() else image.convert("L")
        return np.asarray(plane, np.float64) / 255


def main():
    ours, *theirs = (alpha(path) for path in sys.argv[1:])
    for other in theirs:
        print(np.abs(other - ours).mean())


if __name__ == "__main__":
    main()
