// The FHIR package hl7.fhir.r4.core#4.0.1, made from the definitions of npm, where SUSHI looks for it: in HOME/.fhir/packages.
import fs from 'node:fs';
import path from 'node:path';
import { built, definitions, published, readJson } from './paths.mjs';

const bundles = ['profiles-types', 'profiles-resources', 'profiles-others', 'extension-definitions', 'valuesets', 'v3-codesystems', 'v2-tables', 'conceptmaps', 'search-parameters'];

/** Makes the package when it is not there. Answers the folder to give SUSHI as HOME. */
export function fhirHome() {
  const version = readJson(path.join(definitions, '../../../package.json')).version;
  const home = path.join(built, `fhir-home-${version}`);
  if (fs.existsSync(home)) return home;
  // Made beside and renamed, so that a half-made one is never used and two may make it at once.
  fs.mkdirSync(built, { recursive: true });
  const making = fs.mkdtempSync(path.join(built, 'making-'));
  writePackage(path.join(making, '.fhir/packages/hl7.fhir.r4.core#4.0.1/package'));
  try {
    fs.renameSync(making, home);
  } catch (problem) {
    fs.rmSync(making, { recursive: true });
    if (!fs.existsSync(home)) throw problem;
  }
  return home;
}

function writePackage(folder) {
  fs.mkdirSync(folder, { recursive: true });
  const files = new Map();
  for (const resource of bundles.flatMap(published)) {
    const { resourceType, id, url, version, kind, type, derivation } = resource;
    const filename = `${resourceType}-${id}.json`;
    if (files.has(filename)) continue;
    files.set(filename, { filename, resourceType, id, url, version, kind, type, derivation });
    fs.writeFileSync(path.join(folder, filename), JSON.stringify(resource));
  }
  const about = { name: 'hl7.fhir.r4.core', version: '4.0.1', fhirVersions: ['4.0.1'], type: 'fhir.core', canonical: 'http://hl7.org/fhir', dependencies: {} };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(about));
  fs.writeFileSync(path.join(folder, '.index.json'), JSON.stringify({ 'index-version': 1, files: [...files.values()] }));
}
