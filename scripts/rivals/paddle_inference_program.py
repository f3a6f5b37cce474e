#!/usr/bin/env python3
"""Paddle Inference as PaddleSeg's deploy/python/infer.py runs it, with oneDNN:

    paddle_inference_program.py EXPORT_FOLDER, then contract.py

PADDLESEG names the checkout. One thread, the photo's own colours (fg_estimate False: pymatting's
estimation is compared for itself). It writes the alpha beside the result.
"""

import argparse
import os
import runpy
import sys

os.environ["OMP_NUM_THREADS"] = "1"
os.environ.setdefault("GLOG_minloglevel", "2")

import contract
import cv2


def main():
    cv2.setNumThreads(1)
    root = os.environ["PADDLESEG"]
    sys.path[:0] = [os.path.join(root, "Matting"), root]
    tool = runpy.run_path(os.path.join(root, "Matting", "deploy", "python", "infer.py"))
    options = argparse.Namespace(
        cfg=os.path.join(sys.argv[1], "deploy.yaml"), device="cpu", cpu_threads=1, batch_size=1,
        enable_mkldnn=True, fg_estimate=False, benchmark=False, print_detail=False, save_dir="")
    predictor = tool["Predictor"](options)
    predictor.run.__globals__["args"] = options  # which the tool's main sets
    contract.ready("paddlepaddle", "opencv-python-headless", "numpy")
    for photo, result in contract.requests():
        options.save_dir = os.path.dirname(result)
        predictor.run([photo])
        stem = os.path.splitext(os.path.basename(photo))[0]
        os.replace(os.path.join(options.save_dir, stem + "_rgba.png"), result)


if __name__ == "__main__":
    main()
