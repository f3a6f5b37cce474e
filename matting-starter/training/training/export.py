"""Writes a checkpoint's averaged weights, or the mean of several, as ONNX (opset 13, open size) and compares both.

    python3 -m training.export best.pt portrait-starter.onnx
    python3 -m training.export first.pt second.pt portrait-starter.onnx
"""

import argparse
import hashlib
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch

from . import drawn, evaluate
from .network import StarterNet, exported, parameter_count

SIZES = ((1, 64, 64), (2, 192, 256), (1, 256, 256), (1, 320, 208), (3, 48, 400))
LARGEST_DIFFERENCE = 1e-4


def mean_weights(checkpoints):
    """Of checkpoints of one line of runs; normalisation statistics are averaged as well."""
    states = [torch.load(file, map_location="cpu")["average"] for file in checkpoints]
    return {
        name: sum(state[name] for state in states) / len(states) if value.dtype.is_floating_point else value
        for name, value in states[0].items()
    }


def export(checkpoints, path):
    net = StarterNet()
    net.load_state_dict(mean_weights(checkpoints))
    net = exported(net)
    torch.onnx.export(
        net,
        torch.zeros(1, 3, 64, 64),
        str(path),
        opset_version=13,
        input_names=["image"],
        output_names=["alpha"],
        dynamic_axes={"image": {0: "n", 2: "h", 3: "w"}, "alpha": {0: "n", 2: "h", 3: "w"}},
    )
    _state_channels(path)
    return net


def _state_channels(path):
    """The exporter does not see that alpha has one channel."""
    model = onnx.load(str(path))
    channels = model.graph.output[0].type.tensor_type.shape.dim[1]
    channels.ClearField("dim_param")
    channels.dim_value = 1
    onnx.save(model, str(path))


def largest_difference(net, path):
    """Between PyTorch and ONNX Runtime, over drawn people of several sizes."""
    run, reference = evaluate.runner(path), evaluate.torch_runner(net)
    largest, soft = 0.0, 0
    for seed, (count, height, width) in enumerate(SIZES):
        rng = np.random.default_rng(seed)
        people = [cv2.resize(drawn.person(rng)[0], (width, height)) for _ in range(count)]
        batch = np.ascontiguousarray(np.stack(people).transpose(0, 3, 1, 2), np.float32) / 255
        expected = reference(batch)
        soft += int(((expected > 0.1) & (expected < 0.9)).sum())
        largest = max(largest, float(np.abs(run(batch) - expected).max()))
    if soft == 0:
        raise SystemExit("the network finds no edge in drawn people, so nothing was compared")
    return largest


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", nargs="+")
    parser.add_argument("onnx")
    options = parser.parse_args()
    torch.set_num_threads(1)
    net = export(options.checkpoints, options.onnx)
    content = Path(options.onnx).read_bytes()
    print(f"{options.onnx}: {len(content)} bytes, {parameter_count(net.net)} parameters")
    print(f"SHA-256 {hashlib.sha256(content).hexdigest()}")
    difference = largest_difference(net, options.onnx)
    print(f"largest difference from PyTorch: {difference:.1e}")
    if difference > LARGEST_DIFFERENCE:
        raise SystemExit(f"the exported network differs by more than {LARGEST_DIFFERENCE}")


if __name__ == "__main__":
    main()
