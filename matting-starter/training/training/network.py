"""The network: a MobileNetV2-like encoder to 1/16, global context there, and a light decoder with skips.

About 0.76 million parameters. It reads RGB in 0..1 with sides that are multiples of 16 and answers alpha in
0..1 at the same size.
"""

import copy

import torch
from torch import nn
from torch.nn import functional as F

MULTIPLE = 16

# The sigmoid never reaches 0 or 1. What lies within this margin of them is made exactly 0 or 1 at export.
OUTPUT_MARGIN = 0.02

# Weight of the larger of the two logits of TwoSizes; the smaller one has the rest. From 0.5, the mean, to 0.9 the mean IoU
# of the selection sets is the same within 0.001; above, more things are kept that are no person.
LARGER_LOGIT_WEIGHT = 0.85

# Mean alpha of what both sizes find: up to the first the picture is taken as empty, from the second on it has a person.
EMPTY_SHARE, PERSON_SHARE = 0.003, 0.01


def conv(channels_in, channels_out, kernel=1, stride=1, dilation=1, groups=1, relu=True):
    """A convolution, its normalisation and, if wanted, its ReLU."""
    layers = [
        nn.Conv2d(
            channels_in,
            channels_out,
            kernel,
            stride,
            padding=dilation * (kernel // 2),
            dilation=dilation,
            groups=groups,
            bias=False,
        ),
        nn.BatchNorm2d(channels_out),
    ]
    if relu:
        layers.append(nn.ReLU(inplace=True))
    return nn.Sequential(*layers)


class InvertedResidual(nn.Module):
    """Widen with 1x1, filter each channel alone, narrow with 1x1; with a short cut where shapes allow it."""

    def __init__(self, channels_in, channels_wide, channels_out, stride=1, dilation=1, kernel=3):
        super().__init__()
        layers = [conv(channels_in, channels_wide)] if channels_wide != channels_in else []
        layers.append(conv(channels_wide, channels_wide, kernel, stride, dilation, groups=channels_wide))
        layers.append(conv(channels_wide, channels_out, relu=False))
        self.layers = nn.Sequential(*layers)
        self.has_shortcut = stride == 1 and channels_in == channels_out

    def forward(self, x):
        y = self.layers(x)
        return x + y if self.has_shortcut else y


class GlobalContext(nn.Module):
    """Adds to every place a vector made of the mean over all places."""

    def __init__(self, channels, hidden):
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(channels, hidden, 1), nn.ReLU(inplace=True), nn.Conv2d(hidden, channels, 1))

    def forward(self, x):
        return x + self.layers(x.mean((2, 3), keepdim=True))


class UpBlock(nn.Module):
    """Doubles the size and joins the encoder's features of that size."""

    def __init__(self, channels_in, channels_out):
        super().__init__()
        self.reduce = conv(channels_in, channels_out)
        self.skip = conv(channels_out, channels_out)
        self.fuse = nn.Sequential(
            conv(channels_out, channels_out, 3, groups=channels_out),
            conv(channels_out, channels_out),
            conv(channels_out, channels_out, 3, groups=channels_out),
            conv(channels_out, channels_out),
        )

    def forward(self, x, features):
        x = F.interpolate(self.reduce(x), scale_factor=2.0, mode="bilinear", align_corners=False)
        x = x + self.skip(features)
        return x + self.fuse(x)


class StarterNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(conv(3, 16, 3, 2), InvertedResidual(16, 16, 16))
        self.stage4 = nn.Sequential(InvertedResidual(16, 64, 24, 2), InvertedResidual(24, 72, 24))
        self.stage8 = nn.Sequential(
            InvertedResidual(24, 96, 40, 2), InvertedResidual(40, 120, 40), InvertedResidual(40, 120, 40)
        )
        self.stage16 = nn.Sequential(
            InvertedResidual(40, 200, 80, 2),
            InvertedResidual(80, 320, 80),
            InvertedResidual(80, 320, 80),
            InvertedResidual(80, 320, 80),
            GlobalContext(80, 40),
            InvertedResidual(80, 320, 80, dilation=2),
            InvertedResidual(80, 320, 80, dilation=4),
            GlobalContext(80, 40),
        )
        self.context = nn.Sequential(
            InvertedResidual(80, 480, 80, kernel=5),
            InvertedResidual(80, 480, 80, kernel=5),
            GlobalContext(80, 80),
            InvertedResidual(80, 480, 80, kernel=5),
            InvertedResidual(80, 480, 80, kernel=5),
            GlobalContext(80, 80),
        )
        self.up8, self.up4, self.up2 = UpBlock(80, 40), UpBlock(40, 24), UpBlock(24, 16)
        self.head = nn.Sequential(conv(28, 16, 3), nn.Conv2d(16, 4, 3, padding=1))
        self.coarse = nn.Conv2d(80, 1, 1)  # in training only: the person's share of each 16x16 square
        self.margin = 0.0
        # Picture to half size with four times the channels: exact, and one operator in every format.
        unshuffle = torch.zeros(12, 3, 2, 2)
        for channel in range(3):
            for place in range(4):
                unshuffle[channel * 4 + place, channel, place // 2, place % 2] = 1
        self.register_buffer("unshuffle", unshuffle, persistent=False)

    def _features(self, image):
        x = image * 4 - 2
        half = self.stem(x)
        quarter = self.stage4(half)
        eighth = self.stage8(quarter)
        deep = self.context(self.stage16(eighth))
        y = self.up2(self.up4(self.up8(deep, eighth), quarter), half)
        return self.head(torch.cat([y, F.conv2d(x, self.unshuffle, stride=2)], 1)), deep

    def logits(self, image):
        """Logits of alpha at the picture's size, and logits of the person's share at 1/16."""
        y, deep = self._features(image)
        return F.pixel_shuffle(y, 2), self.coarse(deep)

    def forward(self, image):
        return self.alpha(F.pixel_shuffle(self._features(image)[0], 2))

    def alpha(self, logits):
        alpha = torch.sigmoid(logits)
        if self.margin > 0:
            alpha = torch.relu((alpha - self.margin) * (1 / (1 - 2 * self.margin)))
            alpha = 1 - torch.relu(1 - alpha)
        return alpha


class TwoSizes(nn.Module):
    """A network on the picture and on the picture at two thirds of its size.

    The larger picture shows hands and hair; in the smaller one the network sees more of a large person at once. Either
    misses parts that the other finds, so the larger logit has the larger weight. Where both together find hardly
    anything, the picture is taken as empty, and only the smaller logit counts.
    """

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, image):
        height, width = image.shape[2], image.shape[3]
        smaller = [(side * 2 + 24) // 48 * MULTIPLE for side in (height, width)]
        small = F.interpolate(image, smaller, mode="bilinear", align_corners=False)
        small = F.interpolate(self.net.logits(small)[0], (height, width), mode="bilinear", align_corners=False)
        large = self.net.logits(image)[0]
        both = torch.minimum(large, small)
        agreed = torch.sigmoid(both).mean((2, 3), keepdim=True)
        found = 1 - F.relu(1 - F.relu((agreed - EMPTY_SHARE) / (PERSON_SHARE - EMPTY_SHARE)))
        return self.net.alpha(both + (torch.maximum(large, small) - both) * (LARGER_LOGIT_WEIGHT * found))


def folded(net, margin=0.0):
    """A copy for inference: normalisations folded into their convolutions, without the training head."""
    net = copy.deepcopy(net).cpu().eval().float().to(memory_format=torch.contiguous_format)
    net.margin = margin
    for module in list(net.modules()):
        if isinstance(module, nn.Sequential) and len(module) >= 2 and isinstance(module[1], nn.BatchNorm2d):
            module[0] = nn.utils.fusion.fuse_conv_bn_eval(module[0], module[1])
            module[1] = nn.Identity()
    return net


def exported(net):
    """What is shipped of a trained network."""
    return TwoSizes(folded(net, OUTPUT_MARGIN)).eval()


def parameter_count(net):
    """Parameters of the exported network."""
    return sum(p.numel() for name, p in folded(net).named_parameters() if not name.startswith("coarse"))
