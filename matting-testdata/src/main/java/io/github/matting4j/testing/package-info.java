/**
 * What the tests of several modules share: contracts to inherit, and where the shared data lies.
 */
@NullMarked
package io.github.matting4j.testing;

import org.jspecify.annotations.NullMarked;
