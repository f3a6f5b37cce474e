/** Writers of Paddle inference programs, for tests of what reads them. */
@NullMarked
package io.github.matting4j.testdata.paddle;

import org.jspecify.annotations.NullMarked;
