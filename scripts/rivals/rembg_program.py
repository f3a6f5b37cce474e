#!/usr/bin/env python3
"""rembg: rembg_program.py SESSION MODEL.onnx plain|clean, then contract.py.

SESSION is one of rembg's own for files of a user: dis_custom or u2net_custom. One thread, which rembg
takes from OMP_NUM_THREADS. "plain" is its option putalpha, which keeps the photo's colours as ours does
there; "clean" is its option decontaminate. rembg opens files of its own folder only, so
U2NET_HOME must name the folder of MODEL.
"""

import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"

import contract
from rembg import new_session, remove


def main():
    name, model, colours = sys.argv[1:]
    session = new_session(name, model_path=model)
    options = {"decontaminate": True} if colours == "clean" else {"putalpha": True}
    contract.ready("rembg", "onnxruntime", "pillow", "numpy")
    for photo, result in contract.requests():
        with open(photo, "rb") as file:
            png = remove(file.read(), session=session, **options)
        with open(result, "wb") as file:
            file.write(png)


if __name__ == "__main__":
    main()
