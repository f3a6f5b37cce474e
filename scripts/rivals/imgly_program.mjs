// IMG.LY's background removal with the weights of its package: imgly_program.mjs small|medium palette|plain,
// then contract.py.
//
// "palette" is the PNG that the package writes, whose colours are reduced to a palette; "plain" takes the pixels
// from it and writes them by sharp's own defaults.
//
// Runs in the folder whose node_modules has @imgly/background-removal-node, or in the one that
// IMGLY_FOLDER names. The package leaves the number of threads to ONNX Runtime; here its sessions get one,
// like those of the others.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const name = '@imgly/background-removal-node';
const folder = resolve(process.env.IMGLY_FOLDER ?? '.');
const ofFolder = createRequire(resolve(folder, 'package.json'));
const ofPackage = createRequire(ofFolder.resolve(name));
const { InferenceSession } = ofPackage('onnxruntime-node');
const create = InferenceSession.create;
InferenceSession.create = (model, options) =>
  create.call(InferenceSession, model, { ...options, intraOpNumThreads: 1, interOpNumThreads: 1 });
const sharp = ofPackage('sharp');
sharp.concurrency(1);
const { removeBackground } = ofFolder(name);
const plain = process.argv[3] === 'plain';
const config = {
  output: { format: plain ? 'image/x-rgba8' : 'image/png' },
  publicPath: pathToFileURL(resolve(folder, 'node_modules', name, 'dist')).href + '/',
  model: process.argv[2] ?? 'medium',
};
const version = (file) => JSON.parse(readFileSync(file)).version;
const home = resolve(folder, 'node_modules');
console.log(JSON.stringify({
  [name]: version(resolve(home, name, 'package.json')),
  'onnxruntime-node': version(ofPackage.resolve('onnxruntime-node/package.json')),
  node: process.versions.node,
}));

for await (const line of createInterface({ input: process.stdin })) {
  const [photo, result] = line.split('\t');
  const bytes = readFileSync(photo);
  const cutOut = await removeBackground(new Blob([bytes], { type: 'image/jpeg' }), config);
  const made = Buffer.from(await cutOut.arrayBuffer());
  if (plain) {
    const { width, height } = await sharp(bytes).metadata();
    await sharp(made, { raw: { width, height, channels: 4 } }).png().toFile(result);
  } else {
    writeFileSync(result, made);
  }
  console.log();
}
