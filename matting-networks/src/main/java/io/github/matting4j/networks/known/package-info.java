/**
 * Networks that other tools use and leave on disks: their recipes, and how files are recognised.
 */
@NullMarked
package io.github.matting4j.networks.known;

import org.jspecify.annotations.NullMarked;
