package io.github.matting4j.testdata.networks;

/**
 * What one network costs, counted by the rule of the published tables. Immutable.
 *
 * @param network the network's name, as in {@link NetworkSpec#name()}
 * @param width input width that {@code operations} is for; of a dynamic graph its nominal width
 * @param height input height that {@code operations} is for
 * @param parameters weights, including the running statistics of batch normalisation
 * @param learnableParameters weights without those statistics
 * @param operations multiply-accumulates of the convolutions, two for each element of a batch
 *     normalisation, and {@code poolOperations}; everything else counts nothing
 * @param poolOperations the part of {@code operations} that average pools take
 * @param convolutions number of convolution nodes
 * @param nodes number of nodes of any kind
 * @param fileBytes size of the ONNX file
 */
public record NetworkSummary(
    String network,
    int width,
    int height,
    long parameters,
    long learnableParameters,
    long operations,
    long poolOperations,
    int convolutions,
    int nodes,
    long fileBytes) {}
