#!/usr/bin/env python3
"""MediaPipe's selfie segmenter, whose weights are in its wheel: mediapipe_program.py, then contract.py.

Used as its documentation shows it, on single photos; the mask becomes the alpha of an RGBA PNG by OpenCV.
MediaPipe has no option for its number of threads.
"""

import cv2
import numpy as np

import contract
from mediapipe.python.solutions import selfie_segmentation


def main():
    cv2.setNumThreads(1)
    with selfie_segmentation.SelfieSegmentation(model_selection=0) as network:
        contract.ready("mediapipe", "opencv-contrib-python", "numpy")
        for photo, result in contract.requests():
            bgr = cv2.imread(photo)
            mask = network.process(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)).segmentation_mask
            alpha = (np.clip(mask, 0, 1) * 255).astype("uint8")
            cv2.imwrite(result, np.dstack((bgr, alpha)))


if __name__ == "__main__":
    main()
