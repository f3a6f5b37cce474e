#!/usr/bin/env python3
"""Runs PaddleSeg's own tools/export.py on a seeded network.

    export_network.py SEEDED_FOLDER RESULT_FOLDER [HEIGHT WIDTH]

SEEDED_FOLDER is one that seed_weights.py wrote. Without a size the export is open in batch, height
and width; with one it is fixed at 1 x 3 x HEIGHT x WIDTH.
"""

import os
import runpy
import sys

import networks


def main():
    if len(sys.argv) not in (3, 5):
        raise SystemExit(__doc__)
    seeded, result = map(os.path.abspath, sys.argv[1:3])
    size = sys.argv[3:]
    networks.register_backbones()
    tool = os.path.join(networks.paddleseg_root(), "Matting", "tools", "export.py")
    sys.argv = [tool, "--config", seeded + "/config.yml", "--model_path", seeded + "/weights.pdparams",
                "--save_dir", result]
    if size:
        networks.accept_sizes_in_stack()
        sys.argv += ["--input_shape", "1", "3", *size]
    runpy.run_path(tool, run_name="__main__")


if __name__ == "__main__":
    main()
