"""Measures a checkpoint or an ONNX file on the hold-outs.

    python3 -m training.evaluate DATA best.pt portrait-starter.onnx --size 384

For each set: mean IoU at alpha 1/2 with a 95 % bootstrap interval, the share of pictures under 0.8, the mean
absolute error, and the haze: of the pixels farther from the true outline than 1/25 of the short side, the share
whose alpha is neither below 0.02 nor above 0.98.
"""

import argparse
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from . import pictures
from .network import MULTIPLE, StarterNet, exported

BOOTSTRAP_ROUNDS = 2000


@dataclass
class Score:
    iou: float
    error: float
    haze: float


def network_size(height, width, short_side):
    """Sides that are multiples of 16, the short one near short_side, the shape kept."""
    scale = short_side / min(height, width)
    return tuple(max(MULTIPLE, MULTIPLE * round(side * scale / MULTIPLE)) for side in (height, width))


def matte(run, image, short_side):
    """Alpha in 0..1 at the image's size. ``run`` maps float N,3,H,W to N,1,H,W."""
    height, width = network_size(*image.shape[:2], short_side)
    # OpenCV's area average enlarges without interpolation, so a smaller picture takes the linear filter.
    shrinks = height * width < image.shape[0] * image.shape[1]
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    batch = np.ascontiguousarray(small.transpose(2, 0, 1)[None], np.float32) / 255
    alpha = np.clip(run(batch)[0, 0], 0, 1)
    return cv2.resize(alpha, image.shape[1::-1], interpolation=cv2.INTER_LINEAR)


def score(alpha, truth):
    """Both in 0..1."""
    found, real = alpha > 0.5, truth > 0.5
    union = (found | real).sum()
    width = max(3, min(truth.shape) // 25 * 2 + 1)
    kernel = np.ones((width, width), np.uint8)
    soft = ((truth > 0.02) & (truth < 0.98)).astype(np.uint8)
    outline = soft | cv2.morphologyEx(real.astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    far = cv2.dilate(outline, kernel) == 0
    hazy = (alpha > 0.02) & (alpha < 0.98) & far
    return Score(
        iou=float((found & real).sum() / union) if union else 1.0,
        error=float(np.abs(alpha - truth).mean()),
        haze=float(hazy.sum() / max(1, far.sum())),
    )


def scores(run, persons, short_side):
    return [score(matte(run, p.image, short_side), p.alpha / np.float32(255)) for p in persons]


def interval(values, seed=1):
    """The 95 % percentile interval of the mean, by resampling the pictures."""
    values = np.asarray(values)
    draws = np.random.default_rng(seed).integers(0, len(values), (BOOTSTRAP_ROUNDS, len(values)))
    return tuple(np.percentile(values[draws].mean(1), [2.5, 97.5]))


def summary(name, results):
    iou = [r.iou for r in results]
    low, high = interval(iou)
    return (
        f"{name:8s} n={len(results):3d}  IoU {np.mean(iou):.3f} ({low:.3f} to {high:.3f})"
        f"  under 0.8 {100 * np.mean([v < 0.8 for v in iou]):3.0f} %"
        f"  error {np.mean([r.error for r in results]):.4f}"
        f"  haze {100 * np.mean([r.haze for r in results]):4.1f} %"
    )


def torch_runner(net, device="cpu"):
    net = net.to(device).eval()

    def run(batch):
        with torch.no_grad():
            return net(torch.from_numpy(batch).to(device)).cpu().numpy()

    return run


def runner(path, threads=1):
    """From a checkpoint's averaged weights, or from an ONNX file."""
    if str(path).endswith(".onnx"):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        return lambda batch: session.run(None, {"image": batch})[0]
    net = StarterNet()
    net.load_state_dict(torch.load(path, map_location="cpu")["average"])
    return torch_runner(exported(net))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="folder of the packs")
    parser.add_argument("models", nargs="+", help="checkpoints (.pt) and ONNX files")
    parser.add_argument("--size", type=int, nargs="+", default=[384], help="short side, in pixels")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--more", nargs="+", default=[], help="bodies3.zip or rendered3.zip where they are elsewhere")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    held_out = pictures.read(options.data, more=options.more).held_out
    for path in options.models:
        for size in options.size:
            print(f"{path} at {size}")
            run = runner(path, options.threads)
            for name, persons in held_out.items():
                if not persons:
                    continue
                print("  " + summary(name, scores(run, persons, size)), flush=True)


if __name__ == "__main__":
    main()
