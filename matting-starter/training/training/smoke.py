"""A short run from data to ONNX, and the proof that a resumed run equals one that never stopped.

    python3 -m training.smoke         # on drawn people
    python3 -m training.smoke DATA    # on every 20th picture of the packs
"""

import argparse
import tempfile
from pathlib import Path

import torch

from . import drawn, export, train

STEPS = 4


def small_run(data, every, out, until_step):
    """A run of STEPS steps on every so many pictures; it stops after ``until_step``."""
    options = train.arguments().parse_args(
        [str(data), str(out), "--steps", str(STEPS), "--samples", "4", "--every", str(every), "--threads", "1",
         "--workers", "0", "--size", "128", "--log-every", "1"]
    )  # fmt: skip
    options.pause_at = until_step
    return train.train(options)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", help="folder of the packs; without it people are drawn")
    data = parser.parse_args().data
    with tempfile.TemporaryDirectory() as folder:
        whole, parts = Path(folder) / "whole", Path(folder) / "parts"
        every = 20 if data else 1
        if not data:
            data = Path(folder) / "data"
            data.mkdir()
            drawn.write_packs(data)
        expected = small_run(data, every, whole, STEPS).net.state_dict()
        small_run(data, every, parts, STEPS // 2)
        resumed = small_run(data, every, parts, STEPS).net.state_dict()
        differing = [name for name, value in expected.items() if not torch.equal(value, resumed[name])]
        if differing:
            raise SystemExit(f"a resumed run differs in {len(differing)} tensors, first {differing[0]}")
        print("a resumed run equals a whole one")
        net = export.export([whole / "last.pt"], Path(folder) / "net.onnx")
        difference = export.largest_difference(net, Path(folder) / "net.onnx")
        if difference > export.LARGEST_DIFFERENCE:
            raise SystemExit(f"the exported network differs by {difference:.1e}")
        print(f"the exported network differs by {difference:.1e}")


if __name__ == "__main__":
    main()
