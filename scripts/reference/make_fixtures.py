#!/usr/bin/env python3
"""Makes the test fixtures of the Paddle converter from seeded exports.

    make_fixtures.py EXPORTS_FOLDER TARGET

Writes for each network TARGET/NETWORK-{open,fixed}.{pdmodel,json}.gz: the programs of Paddle 2.6.2 and
3.1.1 without call stacks, of which only the operators and shapes matter; and for the small relatives
their weights (seeded, ours), NETWORK.pdiparams, and what Paddle Inference 2.6.2 makes of a picture that
an integer formula gives (see level below; the Java test repeats it): NETWORK-HxW.u16.gz, alpha in
65535ths, little endian.
"""

import gzip
import os
import shutil
import sys

import numpy as np

import run_reference

# The others differ from these in channels only.
PROGRAMS = ["pp-mattingv2", "modnet-mobilenetv2", "modnet-hrnet-w18", "pp-matting-w18", "human-matting"]
SMALL = ["small-pp-mattingv2", "small-modnet"]
SIZES = [(64, 128), (96, 96), (128, 192)]


def triangle(k):
    return np.abs(k % 512 - 256)


def level(channel, y, x):
    """The 8-bit picture: two crossing triangle waves per channel, 0..255."""
    one = triangle(5 * x + 2 * y + 90 * channel)
    other = triangle(7 * y + 512 * 8 - 3 * x + 40 * channel * channel)
    return np.minimum(255, (one + other) // 2)


def picture(height, width):
    y, x = np.mgrid[0:height, 0:width]
    levels = np.stack([level(channel, y, x) for channel in range(3)])
    return ((levels / 255.0 - 0.5) / 0.5).astype("float32")[None]


def without_call_stacks(program):
    from paddle.base.proto import framework_pb2
    description = framework_pb2.ProgramDesc()
    description.ParseFromString(program)
    for block in description.blocks:
        for op in block.ops:
            kept = [attr for attr in op.attrs if attr.name not in ("op_callstack", "op_namescope")]
            del op.attrs[:]
            op.attrs.extend(kept)
    return description.SerializeToString()


def write(path, data):
    """A gzip file that does not depend on the time or the name."""
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(data)


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    exports, target = sys.argv[1:]
    os.makedirs(target, exist_ok=True)
    for name in PROGRAMS + SMALL:
        for kind in ("open", "fixed"):
            older = f"{exports}/{name}-{kind}-26/model.pdmodel"
            newer = f"{exports}/{name}-{kind}-31/model.json"
            if os.path.exists(older):
                with open(older, "rb") as file:
                    write(f"{target}/{name}-{kind}.pdmodel.gz", without_call_stacks(file.read()))
            if os.path.exists(newer) and (name in SMALL or kind == "open"):
                with open(newer, "rb") as file:
                    write(f"{target}/{name}-{kind}.json.gz", file.read())
    for name in SMALL:
        folder = f"{exports}/{name}-open-26"
        shutil.copyfile(folder + "/model.pdiparams", f"{target}/{name}.pdiparams")
        infer = run_reference.predictor(folder)
        for height, width in SIZES:
            alpha = infer(picture(height, width))
            print(f"{name} {height}x{width}: mean {alpha.mean():.4f}, {alpha.min():.4f} to {alpha.max():.4f}")
            write(f"{target}/{name}-{height}x{width}.u16.gz", np.rint(alpha * 65535.0).astype("<u2").tobytes())


if __name__ == "__main__":
    main()
