#!/usr/bin/env python3
"""Times the usual Python loop for a video: OpenCV reads and writes, ONNX Runtime runs the network.

    python video_loop.py CLIP.mp4 GRAPH.onnx OUT.mp4 [--mattes FILE.gray] [--background colour|blur]
                         [--composite cv2|numpy] [--threads 2] [--no-write]

Per frame: VideoCapture.read, resize to fit the graph's input and pad, normalise, run, crop and
enlarge the alpha, composite, VideoWriter.write (mp4v). The graph must have a fixed size.

A network of random weights gives no sensible mattes, so once its alpha is complete the drawn one of
--mattes (8-bit frames of the clip's size, one after the other, used forwards and backwards in turn)
is composed with instead, as VideoFigures of matting-javacv does.

--composite cv2 is cv2.blendLinear, the fastest; numpy is the expression that most programs have.
--background blur is cv2.GaussianBlur of the whole frame; it has a halo of the person.

Needs numpy, opencv-python-headless and onnxruntime. Prints frames per second, milliseconds per frame
on the wall and of the processor, from opening the clip until the output is closed.
"""

import argparse
import time

import cv2
import numpy as np
import onnxruntime

COLOUR = (0xA0, 0x60, 0x20)  # BGR
BLUR_SIGMA = 15  # reaches about 30 pixels
MEAN = 0.5
STD = 0.5


class Network:
    """The graph, with frames fitted into its input."""

    def __init__(self, graph, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(graph, options, ["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0]
        self.rows, self.columns = self.input.shape[2:4]

    def matte(self, frame):
        rows, columns = frame.shape[:2]
        scale = min(self.columns / columns, self.rows / rows)
        width, height = round(columns * scale), round(rows * scale)
        small = cv2.resize(frame, (width, height), interpolation=cv2.INTER_AREA)
        small = cv2.copyMakeBorder(
            small, 0, self.rows - height, 0, self.columns - width, cv2.BORDER_CONSTANT, value=0
        )
        blob = cv2.dnn.blobFromImage(
            small, 1 / (255 * STD), mean=(255 * MEAN,) * 3, swapRB=True
        )
        alpha = self.session.run(None, {self.input.name: blob})[0][0, 0]
        return cv2.resize(alpha[:height, :width], (columns, rows))


def composed_by_cv2(frame, alpha, background):
    return cv2.blendLinear(frame, background, alpha, 1 - alpha)


def composed_by_numpy(frame, alpha, background):
    weight = alpha[..., None]
    return (frame * weight + background * (1 - weight)).astype(np.uint8)


def turn(index, count):
    phase = index % (2 * count)
    return phase if phase < count else 2 * count - 1 - phase


def loop(options, network, mattes, size):
    capture = cv2.VideoCapture(options.clip)
    rate = capture.get(cv2.CAP_PROP_FPS)
    writer = None
    if not options.no_write:
        writer = cv2.VideoWriter(options.out, cv2.VideoWriter_fourcc(*"mp4v"), rate, size)
    compose = composed_by_cv2 if options.composite == "cv2" else composed_by_numpy
    colour = np.full((size[1], size[0], 3), COLOUR, np.uint8)
    frames = 0
    while True:
        there, frame = capture.read()
        if not there:
            break
        alpha = network.matte(frame)
        if mattes is not None:
            alpha = mattes[turn(frames, len(mattes))]
        blurred = options.background == "blur"
        background = cv2.GaussianBlur(frame, (0, 0), BLUR_SIGMA) if blurred else colour
        composed = compose(frame, alpha, background)
        if writer is not None:
            writer.write(composed)
        frames += 1
    capture.release()
    if writer is not None:
        writer.release()
    return frames


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clip")
    parser.add_argument("graph")
    parser.add_argument("out")
    parser.add_argument("--mattes")
    parser.add_argument("--background", choices=["colour", "blur"], default="colour")
    parser.add_argument("--composite", choices=["cv2", "numpy"], default="cv2")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--no-write", action="store_true", help="leaves encoding out")
    options = parser.parse_args()

    capture = cv2.VideoCapture(options.clip)
    size = tuple(int(capture.get(p)) for p in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
    there, first = capture.read()
    capture.release()
    if not there:
        raise SystemExit(f"{options.clip} has no frames that OpenCV can read")
    mattes = None
    if options.mattes:
        grey = np.fromfile(options.mattes, np.uint8).reshape(-1, size[1], size[0])
        mattes = [alpha.astype(np.float32) / 255 for alpha in grey]
    network = Network(options.graph, options.threads)
    network.matte(first)  # to warm up

    wall, cpu = time.perf_counter(), time.process_time()
    frames = loop(options, network, mattes, size)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(
        "python, %s, %s%s, %d threads: %.2f frames/s, %.0f ms wall, %.0f ms CPU"
        % (
            options.background,
            options.composite,
            ", unwritten" if options.no_write else "",
            options.threads,
            frames / wall,
            1000 * wall / frames,
            1000 * cpu / frames,
        )
    )


if __name__ == "__main__":
    main()
