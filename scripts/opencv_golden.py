#!/usr/bin/env python3
"""Writes what OpenCV makes of some resizes, for OpenCvGoldenTest to compare with.

    apt-get install python3-opencv
    /usr/bin/python3 scripts/opencv_golden.py

The pictures come from an integer formula that the Java test repeats, so the file holds sums and
checksums only. Rows of the result:

    u8   8-bit RGB, cv2.INTER_LINEAR: sum of all bytes, CRC-32 of the interleaved bytes
    f32  one plane of floats, cv2.INTER_LINEAR: sum of all values, then those at the four corners,
         the middle, and a third and two thirds of the way from the top left to the bottom right
"""

import pathlib
import zlib

import cv2
import numpy as np

TARGET = (
    pathlib.Path(__file__).resolve().parent.parent
    / "matting-api/src/test/resources/io/github/matting4j/kernel/opencv-golden.csv"
)

# Source width and height, result width and height.
SIZES = [
    (1, 1, 1, 1),
    (1, 1, 5, 7),
    (1, 9, 4, 4),
    (9, 1, 4, 4),
    (2, 2, 1, 1),
    (2, 3, 5, 8),
    (3, 2, 17, 1),
    (5, 5, 5, 5),
    (17, 13, 8, 6),
    (16, 16, 32, 32),
    (31, 47, 64, 96),
    (64, 64, 32, 32),
    (63, 65, 31, 33),
    (100, 75, 64, 32),
    (100, 75, 160, 96),
    (257, 129, 256, 128),
    (333, 500, 352, 512),
    (500, 333, 512, 352),
    (640, 480, 683, 512),
    (683, 512, 672, 512),
    (1280, 720, 512, 288),
    (1920, 1080, 910, 512),
    (1920, 1080, 512, 288),
    (1080, 1920, 512, 928),
    (1023, 767, 1024, 768),
    (4096, 3, 512, 2),
    (3, 4096, 7, 33),
    (4000, 3000, 512, 384),
    (1, 4096, 1, 31),
    (2000, 7, 64, 512),
]


def picture(width, height, seed):
    """Bytes of height x width x 3: smooth in places, wild in others, black and white somewhere."""
    x = np.arange(width, dtype=np.int64)[None, :, None]
    y = np.arange(height, dtype=np.int64)[:, None, None]
    c = np.arange(3, dtype=np.int64)[None, None, :]
    value = (31 * x * x + 17 * y * y + 7 * x * y + 97 * x + 57 * y + 61 * c + 29 * seed) >> (4 - c)
    return (value & 255).astype(np.uint8)


def eight_bit(seed, size):
    width, height, to_width, to_height = size
    result = cv2.resize(
        picture(width, height, seed), (to_width, to_height), interpolation=cv2.INTER_LINEAR
    )
    return [int(result.sum(dtype=np.int64)), zlib.crc32(result.tobytes())]


def floats(seed, size):
    width, height, to_width, to_height = size
    plane = picture(width, height, seed)[:, :, 0].astype(np.float32) / np.float32(255)
    result = cv2.resize(plane, (to_width, to_height), interpolation=cv2.INTER_LINEAR)
    result = result.reshape(to_height, to_width)
    right, low = to_width - 1, to_height - 1
    places = [
        (0, 0),
        (right, 0),
        (0, low),
        (right, low),
        (right // 2, low // 2),
        (right // 3, low // 3),
        (2 * right // 3, 2 * low // 3),
    ]
    values = [float(result[y, x]) for x, y in places]
    return [repr(float(result.sum(dtype=np.float64)))] + [repr(v) for v in values]


def main():
    lines = [
        f"# OpenCV {cv2.__version__}, written by scripts/opencv_golden.py; do not edit",
        "# kind,seed,width,height,toWidth,toHeight,sum,...",
    ]
    for seed, size in enumerate(SIZES):
        lines.append(",".join(map(str, ["u8", seed, *size, *eight_bit(seed, size)])))
        lines.append(",".join(map(str, ["f32", seed, *size, *floats(seed, size)])))
    TARGET.write_text("\n".join(lines) + "\n", encoding="ascii")
    print(f"{len(lines) - 2} lines to {TARGET}")


if __name__ == "__main__":
    main()
