#!/usr/bin/env python3
"""pymatting: pymatting_program.py solve|colours, then contract.py.

"solve" makes the alpha of a trimap by closed-form matting, "colours" the RGBA picture of a matte by
multi-level foreground estimation; both with pymatting's defaults, from files to files.
"""

import os
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"

import contract
from pymatting import estimate_alpha_cf, estimate_foreground_ml, load_image, save_image, stack_images


def main():
    task = sys.argv[1]
    contract.ready("pymatting", "numba", "numpy")
    for photo, result, known in contract.requests():
        image, known = load_image(photo, "RGB"), load_image(known, "GRAY")
        if task == "solve":
            save_image(result, estimate_alpha_cf(image, known))
        else:
            save_image(result, stack_images(estimate_foreground_ml(image, known), known))


if __name__ == "__main__":
    main()
