#!/usr/bin/env python3
"""rembg on a file of IS-Net's shape: rembg_program.py MODEL.onnx plain|clean, then contract.py.

The session is rembg's own for such files (dis_custom), with one thread, which rembg takes from
OMP_NUM_THREADS. "clean" is its option decontaminate. rembg opens files of its own folder only, so
U2NET_HOME must name the folder of MODEL.
"""

import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"

import contract
from rembg import new_session, remove


def main():
    model, colours = sys.argv[1:]
    session = new_session("dis_custom", model_path=model)
    contract.ready("rembg", "onnxruntime", "pillow", "numpy")
    for photo, result in contract.requests():
        with open(photo, "rb") as file:
            png = remove(file.read(), session=session, decontaminate=colours == "clean")
        with open(result, "wb") as file:
            file.write(png)


if __name__ == "__main__":
    main()
