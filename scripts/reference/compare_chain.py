#!/usr/bin/env python3
"""Compares whole photos: PaddleSeg's deploy/python/infer.py against mattes of ours.

    compare_chain.py paddle EXPORT_FOLDER RESULT_FOLDER PHOTO...
    compare_chain.py compare RESULT_FOLDER MATTE_FOLDER

The first form runs PaddleSeg's own Predictor (its transforms, Paddle Inference, its way back to the
photo's size) and writes RESULT_FOLDER/PHOTO.npy (alpha, 0..1) and PHOTO-truncated.png (what infer.py
itself saves). The second compares MATTE_FOLDER/PHOTO*.png (8 bits) with them, per photo: pixels
that are equal, greatest difference in levels and the pixels at which it is more than 1, against alpha
rounded to 255ths. infer.py truncates instead, which makes half of all pixels one level darker; the
last column shows that against the same mattes.
"""

import argparse
import glob
import os
import runpy
import sys

import numpy as np

import networks


def paddle(export, result, photos):
    import cv2
    os.makedirs(result, exist_ok=True)
    tool = os.path.join(networks.paddleseg_root(), "Matting", "deploy", "python", "infer.py")
    names = runpy.run_path(tool)
    arguments = argparse.Namespace(
        cfg=os.path.join(export, "deploy.yaml"), device="cpu", print_detail=False, enable_mkldnn=False,
        cpu_threads=1, batch_size=1, benchmark=False, save_dir=result, fg_estimate=False, use_trt=False)

    class Predictor(names["Predictor"]):
        def _init_cpu_config(self):
            super()._init_cpu_config()
            # What enable_mkldnn=False asks for: Paddle 2.6 has oneDNN on unless it is told otherwise,
            # and 2.6.2 with it computes a wrong matte of PP-MattingV2 (see README.md).
            if hasattr(self.pred_cfg, "disable_mkldnn"):
                self.pred_cfg.disable_mkldnn()
            self.pred_cfg.enable_memory_optim()  # without it PP-Matting takes 7 GB at 512 x 768

        def _save_imgs(self, alpha, img_path, fg=None):
            name = os.path.join(result, os.path.splitext(os.path.basename(img_path))[0])
            np.save(name + ".npy", alpha)
            cv2.imwrite(name + "-truncated.png", (alpha * 255).astype("uint8"))

    Predictor(arguments).run(photos)


def compare(result, mattes):
    import cv2
    print("| photo | size | equal, % | within 1, % | greatest | more than 1 | equal to infer.py's 8 bits, % |")
    print("|---|---|---|---|---|---|---|")
    for file in sorted(glob.glob(os.path.join(result, "*.npy"))):
        name = os.path.basename(file)[:-4]
        found = [f for f in sorted(glob.glob(os.path.join(mattes, name + "*.png"))) if "cutout" not in f]
        if not found:
            print(f"| {name} | no matte in {mattes} | | | | | |")
            continue
        ours = cv2.imread(found[0], cv2.IMREAD_UNCHANGED)
        ours = ours[..., -1] if ours.ndim == 3 else ours
        alpha = np.load(file)
        if ours.shape != alpha.shape:
            print(f"| {name} | {alpha.shape} against {ours.shape} | | | | | |")
            continue
        gap = np.abs(np.rint(alpha * 255.0) - ours)
        truncated = cv2.imread(file[:-4] + "-truncated.png", cv2.IMREAD_UNCHANGED)
        height, width = alpha.shape
        print(f"| {name} | {width} x {height} | {100 * (gap == 0).mean():.3f} | {100 * (gap <= 1).mean():.4f} | "
              f"{int(gap.max())} | {int((gap > 1).sum())} | {100 * (truncated == ours).mean():.1f} |")


def main():
    if len(sys.argv) >= 5 and sys.argv[1] == "paddle":
        paddle(sys.argv[2], sys.argv[3], sys.argv[4:])
    elif len(sys.argv) == 4 and sys.argv[1] == "compare":
        compare(sys.argv[2], sys.argv[3])
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
