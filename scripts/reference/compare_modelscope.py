#!/usr/bin/env python3
"""Compares ModelScope's portrait matting pipeline with mattes of ours, on the twin of its network.

    compare_modelscope.py FOLDER PHOTO...

FOLDER is one that the test class PipelineTwin of matting-bshm wrote: tf_graph.pb, the full-width twin,
and NAME-tensorflow.png and NAME-onnx_runtime.png of each photo. This runs ModelScope's own
ImageMattingPipeline on that graph and prints, per photo and engine, pixels that are equal, the
greatest difference in levels of 255 and how many pixels differ by more than 1; and the same
for ModelScope's own graph with oneDNN on, as the measure of what an engine's rounding does.

Needs tensorflow-cpu 2.15.1 (Python 3.9 to 3.11) and modelscope 1.15.0 with the packages that it
imports, except PyTorch: a stand-in takes its place, since TensorFlow's pipelines never use it.
"""

import importlib.abc
import importlib.machinery
import json
import os
import subprocess
import sys
import tempfile
import types

import numpy as np


class Anything(type):
    """A class that has every attribute."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything(name, (Stand,), {})


class Stand(metaclass=Anything):
    """What PyTorch's names are bound to: base class, decorator or value, all without effect."""

    def __init__(self, *arguments, **named):
        pass

    def __call__(self, *arguments, **named):
        return arguments[0] if arguments and callable(arguments[0]) else Stand


class StandIn(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything(name, (Stand,), {})


class PyTorchFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        mine = name.split(".")[0] in ("torch", "torchvision")
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if mine else None

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        pass


def pipeline(folder, photos, target):
    """Writes what ModelScope's pipeline gives for each photo, alpha only, to TARGET/NAME.npy."""
    sys.meta_path.insert(0, PyTorchFinder())
    from modelscope.outputs import OutputKeys
    from modelscope.pipelines.cv.image_matting_pipeline import ImageMattingPipeline
    with open(os.path.join(folder, "configuration.json"), "w") as file:
        json.dump({"framework": "tensorflow", "task": "portrait-matting",
                   "pipeline": {"type": "unet-image-matting"}}, file)
    matting = ImageMattingPipeline(folder, device="cpu")
    for photo in photos:
        picture = matting(photo)[OutputKeys.OUTPUT_IMG]
        np.save(os.path.join(target, name(photo) + ".npy"), picture[..., 3])


def name(photo):
    return os.path.splitext(os.path.basename(photo))[0]


def in_child(folder, photos, onednn):
    target = tempfile.mkdtemp()
    environment = dict(os.environ, TF_ENABLE_ONEDNN_OPTS=onednn, TF_CPP_MIN_LOG_LEVEL="3")
    command = [sys.executable, os.path.abspath(__file__), "--pipeline", target, folder, *photos]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return target


def cells(ours, theirs):
    gap = np.abs(ours.astype(int) - theirs)
    return f"{100 * (gap == 0).mean():.3f} | {gap.max()} | {int((gap > 1).sum())}"


def main():
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    if sys.argv[1] == "--pipeline":
        pipeline(sys.argv[3], sys.argv[4:], sys.argv[2])
        return
    import cv2
    folder, photos = sys.argv[1], sys.argv[2:]
    plain, onednn = in_child(folder, photos, "0"), in_child(folder, photos, "1")
    engines = ["tensorflow", "onnx_runtime"]
    print("| photo | size |" + "".join(f" {e}: equal, % | greatest | more than 1 |" for e in [*engines, "oneDNN"]))
    print("|---|---|" + "---|---|---|" * 3)
    for photo in photos:
        theirs = np.load(os.path.join(plain, name(photo) + ".npy"))
        row = [cells(cv2.imread(os.path.join(folder, f"{name(photo)}-{e}.png"), cv2.IMREAD_UNCHANGED), theirs)
               for e in engines]
        row.append(cells(np.load(os.path.join(onednn, name(photo) + ".npy")), theirs))
        print(f"| {name(photo)} | {theirs.shape[1]} x {theirs.shape[0]} | " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
