/**
 * What the tests of several modules share: contracts to inherit, and where the shared data lies.
 */
package io.github.matting4j.testing;
