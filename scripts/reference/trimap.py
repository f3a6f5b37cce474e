"""pymatting's closed form on a folder of photos and trimaps, in turn with ours.

trimap.py FOLDER CLASS_PATH [NAME...]: for every NAME-trimapN.png beside NAME.png and NAME-alpha.png, both solve it;
prints the error in the unknown pixels (SAD / 1000) and the processor seconds of the warm second run of each. The
folder is written by io.github.matting4j.compose.TrimapFigures, whose class path is the second argument.
"""

import os
import subprocess
import sys
import time

import numpy as np
from pymatting import estimate_alpha_cf, load_image


def solved(image, trimap):
    estimate_alpha_cf(image, trimap)
    start = time.process_time()
    alpha = estimate_alpha_cf(image, trimap)
    return alpha, time.process_time() - start


def ours(class_path, folder, trimap):
    command = ["java", "-Xmx4g", "-cp", class_path, "io.github.matting4j.compose.TrimapFigures", "solve", folder, trimap]
    sad, seconds = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(sad), float(seconds)


def main(folder, class_path, names):
    for file in sorted(os.listdir(folder)):
        name, mark, _ = file.partition("-trimap")
        if not mark or names and name not in names:
            continue
        image = load_image(os.path.join(folder, name + ".png"), "RGB")
        trimap = load_image(os.path.join(folder, file), "GRAY")
        truth = load_image(os.path.join(folder, name + "-alpha.png"), "GRAY")
        unknown = (trimap > 0.1) & (trimap < 0.9)
        alpha, seconds = solved(image, np.where(unknown, 0.5, np.round(trimap)))
        sad = np.abs(alpha - truth)[unknown].sum() / 1000
        mine, took = ours(class_path, folder, file)
        print(
            f"| {file[:-4]} | {unknown.sum()} | {sad:.3f} | {mine:.3f} | {mine / sad:.2f} "
            f"| {seconds:.2f} | {took:.2f} | {took / seconds:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
