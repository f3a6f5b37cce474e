/** Figures of models as data: what is published, for which engine, and how photos are resized. */
@NullMarked
package io.github.matting4j.model.figures;

import org.jspecify.annotations.NullMarked;
