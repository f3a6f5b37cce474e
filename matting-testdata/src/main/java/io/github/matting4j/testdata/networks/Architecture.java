package io.github.matting4j.testdata.networks;

/** The published networks: how they are called, what they accept, how they are built. */
enum Architecture {
  PP_MATTING_V2("pp-mattingv2-512", "sigmoid_5.tmp_0", 512, 32, 64, 384) {
    @Override
    Feature alpha(Kit kit, Feature image) {
      return PpMattingV2Network.alpha(kit, image);
    }
  },
  PP_MATTING_512("pp-matting-512", "tmp_75", 512, 32, 32, 160) {
    @Override
    Feature alpha(Kit kit, Feature image) {
      return PpMattingNetwork.alpha(kit, image, HrNetBackbone::w18);
    }
  },
  PP_MATTING_1024("pp-matting-1024", "tmp_75", 1024, 32, 32, 160) {
    @Override
    Feature alpha(Kit kit, Feature image) {
      return PpMattingNetwork.alpha(kit, image, HrNetBackbone::w18);
    }
  },
  PP_MATTING_W48("pp-matting-w48", "tmp_75", 512, 32, 32, 160) {
    @Override
    Feature alpha(Kit kit, Feature image) {
      return PpMattingNetwork.alpha(kit, image, HrNetBackbone::w48);
    }
  },
  PP_HUMAN_MATTING("pp-humanmatting", "clip_1.tmp_0", 2048, 128, 128, 640) {
    @Override
    Feature alpha(Kit kit, Feature image) {
      return HumanMattingNetwork.alpha(kit, image);
    }
  },
  MODNET_MOBILENET_V2("modnet-mobilenetv2", "sigmoid_2.tmp_0", 512, 32, 32, 0) {
    @Override
    Feature alpha(Kit kit, Feature image) {
      return ModNetNetwork.alpha(kit, image, MobileNetV2Backbone::mobileNetV2);
    }
  },
  MODNET_RESNET50_VD("modnet-resnet50_vd", "sigmoid_2.tmp_0", 512, 32, 32, 0) {
    @Override
    Feature alpha(Kit kit, Feature image) {
      return ModNetNetwork.alpha(kit, image, ResNetVdBackbone::resNet50);
    }
  },
  MODNET_HRNET_W18("modnet-hrnet_w18", "sigmoid_2.tmp_0", 512, 32, 32, 0) {
    @Override
    Feature alpha(Kit kit, Feature image) {
      return ModNetNetwork.alpha(kit, image, HrNetBackbone::w18);
    }
  };

  final String id;
  final String outputName;

  /** Side of the square input that the published numbers are for. */
  final int nominalSide;

  /** Both input sides must be multiples of this. */
  final int sideMultiple;

  final int smallestSide;

  /** Below this, an adaptive pool as exporters write it has stride 0; 0 without such pools. */
  final int smallestExportedSide;

  Architecture(
      String id,
      String outputName,
      int nominalSide,
      int sideMultiple,
      int smallestSide,
      int smallestExportedSide) {
    this.id = id;
    this.outputName = outputName;
    this.nominalSide = nominalSide;
    this.sideMultiple = sideMultiple;
    this.smallestSide = smallestSide;
    this.smallestExportedSide = smallestExportedSide;
  }

  /** Builds the network on {@code image} and returns its matte, in [0,1] at the image's size. */
  abstract Feature alpha(Kit kit, Feature image);

  /** Whether exporters can write this network for any size, as they can the MODNets. */
  boolean exportsDynamically() {
    return smallestExportedSide == 0;
  }
}
