#!/usr/bin/env python3
"""Writes frozen TensorFlow 1 graphs of real architectures, with seeded weights and nothing downloaded.

usage: python3 tf1_frozen_graphs.py FOLDER

Needs tensorflow-cpu 2.15.1 (Python 3.9 to 3.11). Each NAME.pb has the input `image`, N x H x W x 3
floats, and the output `result`. The tests of matting-bshm read the folder that
-Dmatting.tensorflow.graphs names, and compare TensorFlow 1.15 with ONNX Runtime on its graphs.
"""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

tf1 = tf.compat.v1
layers = tf1.keras.layers
applications = tf1.keras.applications


def unet(image):
    """A U-Net with transposed convolutions, dilation, mirror padding and both kinds of resizing."""
    x = layers.Conv2D(8, 3, strides=2, padding="same")(image)
    x = layers.LeakyReLU(0.1)(layers.BatchNormalization()(x))
    skip = x
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    x = layers.Conv2D(16, 3, padding="same", dilation_rate=2, activation="relu")(x)
    x = layers.SeparableConv2D(16, 3, padding="same", activation="elu")(x)
    x = layers.Lambda(lambda t: tf1.pad(t, [[0, 0], [1, 1], [2, 0], [0, 0]], mode="REFLECT"))(x)
    x = layers.AveragePooling2D(3, strides=1, padding="same")(x)
    x = layers.Lambda(lambda t: t[:, 1:-1, 2:, :])(x)
    gate = layers.GlobalAveragePooling2D()(x)
    gate = layers.Dense(16, activation="sigmoid")(gate)
    gate = layers.Reshape((1, 1, 16))(gate)
    x = layers.Multiply()([x, gate])
    x = layers.Conv2DTranspose(8, 3, strides=2, padding="same")(x)
    x = layers.Lambda(lambda p: tf1.image.resize_bilinear(p[0], tf1.shape(p[1])[1:3]))([x, skip])
    x = layers.Concatenate()([x, skip])
    x = layers.Conv2D(4, 3, padding="valid", activation="tanh")(x)
    x = layers.UpSampling2D(2, interpolation="nearest")(x)
    x = layers.Conv2DTranspose(3, 4, strides=3, padding="valid")(x)
    return layers.Softmax()(x)


def mobilenet_v2(image):
    return applications.MobileNetV2(
        input_tensor=image, alpha=0.35, weights=None, include_top=False, pooling="avg").output


def resnet50(image):
    return applications.ResNet50(
        input_tensor=image, weights=None, include_top=False, pooling=None).output


def densenet121(image):
    return applications.DenseNet121(
        input_tensor=image, weights=None, include_top=False, pooling="max").output


def mobilenet_v1(image):
    return applications.MobileNet(
        input_tensor=image, input_shape=(128, 128, 3), alpha=0.25, weights=None, classes=10).output


GRAPHS = {
    "unet": (unet, (None, None)),
    "mobilenet-v2": (mobilenet_v2, (None, None)),
    "mobilenet-v1": (mobilenet_v1, (128, 128)),
    "resnet50": (resnet50, (None, None)),
    "densenet121": (densenet121, (None, None)),
}


def randomize(session, variables):
    """Seeded values that keep activations in range and move the statistics off their defaults."""
    random = np.random.RandomState(7)
    for variable in variables:
        shape = variable.shape.as_list()
        name = variable.name
        if "variance" in name or "gamma" in name:
            value = random.uniform(0.8, 1.2, shape)
        elif len(shape) >= 2:
            fan = np.prod(shape[:-1]) if "depthwise" not in name else shape[0] * shape[1]
            value = random.normal(0, np.sqrt(2.0 / fan), shape)
        else:
            value = random.uniform(-0.1, 0.1, shape)
        variable.load(value.astype(np.float32), session)


def write(name, folder):
    build, size = GRAPHS[name]
    tf1.keras.backend.clear_session()
    with tf1.Graph().as_default(), tf1.Session() as session:
        tf1.keras.backend.set_session(session)
        tf1.keras.backend.set_learning_phase(0)
        image = tf1.placeholder(tf.float32, [None, size[0], size[1], 3], name="image")
        tf.identity(build(layers.Input(tensor=image)), name="result")
        session.run(tf1.global_variables_initializer())
        randomize(session, tf1.global_variables())
        frozen = tf1.graph_util.convert_variables_to_constants(
            session, session.graph_def, ["result"])
    for node in frozen.node:  # attributes that TensorFlow 1.15 does not know, at their defaults
        for attribute in ("exponential_avg_factor", "explicit_paddings", "grad_a", "grad_b"):
            if attribute in node.attr:
                del node.attr[attribute]
    path = os.path.join(folder, name + ".pb")
    with open(path, "wb") as file:
        file.write(frozen.SerializeToString(deterministic=True))
    print(path, os.path.getsize(path))


if __name__ == "__main__":
    tf1.disable_eager_execution()
    os.makedirs(sys.argv[1], exist_ok=True)
    for graph in GRAPHS:
        write(graph, sys.argv[1])
