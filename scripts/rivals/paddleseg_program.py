#!/usr/bin/env python3
"""PaddleSeg's predict, the network in Python: paddleseg_program.py SEEDED_FOLDER RESULT_FOLDER, then contract.py.

PADDLESEG names the checkout. One thread, the photo's own colours (fg_estimate False: pymatting's
estimation is compared for itself). It writes the alpha beside the result.
"""

import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"

import contract
import cv2


class Photos:
    """What predict takes for its list of photos: it asks for the next when it has written the last."""

    def __init__(self, folder):
        self.folder = folder

    def __len__(self):
        return sys.maxsize  # for its progress bar only

    def __iter__(self):
        for photo, result in contract.requests():
            yield photo
            stem = os.path.splitext(os.path.basename(photo))[0]
            os.replace(os.path.join(self.folder, stem + "_rgba.png"), result)


def main():
    seeded, folder = sys.argv[1:]
    cv2.setNumThreads(1)
    root = os.environ["PADDLESEG"]
    sys.path[:0] = [os.path.join(root, "Matting"), root]
    import paddle
    from paddleseg.cvlibs import manager

    manager.BACKBONES._components_dict.clear()  # as tools/predict.py does
    manager.TRANSFORMS._components_dict.clear()
    import ppmatting
    from ppmatting.core import predict
    from ppmatting.utils import Config, MatBuilder

    paddle.set_device("cpu")
    builder = MatBuilder(Config(os.path.join(seeded, "config.yml")))
    model = builder.model
    contract.ready("paddlepaddle", "opencv-python-headless", "numpy")
    predict(
        model,
        model_path=os.path.join(seeded, "weights.pdparams"),
        transforms=ppmatting.transforms.Compose(builder.val_transforms),
        image_list=Photos(folder),
        save_dir=folder,
        fg_estimate=False,
    )


if __name__ == "__main__":
    main()
