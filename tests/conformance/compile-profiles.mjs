// Compiles FSH to FHIR JSON with SUSHI, snapshots included, without a network:
//   node compile-profiles.mjs INPUT OUTPUT
// INPUT has a sushi-config.yaml and .fsh files, at any depth. OUTPUT gets one .json a definition; nothing in it is removed.
// Exit code 0 when SUSHI found no error, 1 when it did (it says which), 2 when it could not run.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fhirHome } from './fhir-cache.mjs';
import { built } from './paths.mjs';

const sushi = path.join(import.meta.dirname, 'node_modules/fsh-sushi/dist/app.js');

const [input, output] = process.argv.slice(2);
if (!input || !output) end(2, 'Say which folder to compile and where to: node compile-profiles.mjs INPUT OUTPUT');
if (!fs.existsSync(sushi)) end(2, 'SUSHI is not installed. Run npm ci --ignore-scripts in tests/conformance.');
if (!fs.existsSync(path.join(input, 'sushi-config.yaml'))) end(2, `${input} has no sushi-config.yaml.`);

fs.mkdirSync(built, { recursive: true });
const work = fs.mkdtempSync(path.join(built, 'sushi-'));
layOut(input, work);
const run = spawnSync(process.execPath, [sushi, 'build', work, '--snapshot', '--log-level', 'warn'], { env: withoutNetwork(fhirHome()), encoding: 'utf8' });
const made = path.join(work, 'fsh-generated/resources');
const files = run.status === 0 && fs.existsSync(made) ? fs.readdirSync(made) : [];
fs.mkdirSync(output, { recursive: true });
for (const file of files) fs.copyFileSync(path.join(made, file), path.join(output, file));
fs.rmSync(work, { recursive: true });

console.error(`${run.stdout}${run.stderr}`.split('\n').filter(isAboutTheInput).join('\n').replaceAll(work, input));
if (run.status !== 0) end(1, 'SUSHI found errors. Nothing was written.');
console.log(`${files.length} definitions compiled into ${output}.`);

/** As SUSHI wants it: the configuration, and all .fsh under input/fsh. */
function layOut(from, to) {
  fs.copyFileSync(path.join(from, 'sushi-config.yaml'), path.join(to, 'sushi-config.yaml'));
  for (const file of fs.readdirSync(from, { recursive: true }).filter((name) => name.endsWith('.fsh'))) {
    const copy = path.join(to, 'input/fsh', file);
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    fs.copyFileSync(path.join(from, file), copy);
  }
}

/** SUSHI asks for the newest of some packages and of itself. A port where nothing listens makes the answer the same everywhere: none. */
function withoutNetwork(home) {
  const nowhere = 'http://127.0.0.1:9';
  return { ...process.env, HOME: home, FPL_REGISTRY: nowhere, HTTPS_PROXY: nowhere, https_proxy: nowhere };
}

/** Its art, and that it did not get those packages, say nothing about what was compiled. */
function isAboutTheInput(line) {
  return line.trim() && !line.startsWith('|') && !line.startsWith('=') && !/automatically-provided|latest version of sushi/.test(line);
}

function end(code, sentence) {
  console.error(sentence);
  process.exit(code);
}
