"""Writes a checkpoint's averaged weights as ONNX (opset 13, open size) and compares both.

    python3 -m training.export best.pt portrait-starter.onnx
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import torch

from . import evaluate
from .network import OUTPUT_MARGIN, StarterNet, folded, parameter_count

SIZES = ((1, 64, 64), (2, 192, 256), (1, 256, 256), (1, 320, 208), (3, 48, 400))
LARGEST_DIFFERENCE = 1e-4


def export(checkpoint, path):
    net = StarterNet()
    net.load_state_dict(torch.load(checkpoint, map_location="cpu")["average"])
    net = folded(net, OUTPUT_MARGIN)
    torch.onnx.export(
        net,
        torch.zeros(1, 3, 64, 64),
        str(path),
        opset_version=13,
        input_names=["image"],
        output_names=["alpha"],
        dynamic_axes={"image": {0: "n", 2: "h", 3: "w"}, "alpha": {0: "n", 2: "h", 3: "w"}},
    )
    return net


def largest_difference(net, path):
    """Between PyTorch and ONNX Runtime, over several sizes of noise."""
    run, reference = evaluate.runner(path), evaluate.torch_runner(net)
    largest = 0.0
    for seed, (count, height, width) in enumerate(SIZES):
        batch = np.random.default_rng(seed).random((count, 3, height, width), np.float32)
        largest = max(largest, float(np.abs(run(batch) - reference(batch)).max()))
    return largest


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("onnx")
    options = parser.parse_args()
    torch.set_num_threads(1)
    net = export(options.checkpoint, options.onnx)
    content = Path(options.onnx).read_bytes()
    print(f"{options.onnx}: {len(content)} bytes, {parameter_count(net)} parameters")
    print(f"SHA-256 {hashlib.sha256(content).hexdigest()}")
    difference = largest_difference(net, options.onnx)
    print(f"largest difference from PyTorch: {difference:.1e}")
    if difference > LARGEST_DIFFERENCE:
        raise SystemExit(f"the exported network differs by more than {LARGEST_DIFFERENCE}")


if __name__ == "__main__":
    main()
