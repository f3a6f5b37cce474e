/** How a batch shares the cores between photos and engine threads. */
@NullMarked
package io.github.matting4j.batch.layout;

import org.jspecify.annotations.NullMarked;
