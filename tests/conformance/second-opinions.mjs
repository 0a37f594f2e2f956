// What validators that others wrote say about FHIR: questions in, verdicts out, one JSON object a line.
//   node second-opinions.mjs [FOLDER...]
// A FOLDER holds compiled profiles (.json with snapshots), ValueSets and CodeSystems. The questions are in README.md.
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { asVerdict, invariants, rulesOf } from './invariants.mjs';
import { jsonSchema } from './json-schema.mjs';
import { lantana } from './lantana.mjs';
import { medplum } from './medplum.mjs';
import { cases } from './one-fault/cases.mjs';
import { readJson } from './paths.mjs';

const given = process.argv.slice(2).flatMap((folder) => fs.readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => readJson(path.join(folder, file))));
const structures = given.filter((resource) => resource.resourceType === 'StructureDefinition' && resource.snapshot);
const profiles = new Map(structures.filter((resource) => resource.type !== 'Extension').map((resource) => [resource.url, withSlicedExtensions(resource)]));
const extensions = new Map(structures.filter((resource) => resource.type === 'Extension').map((resource) => [resource.url, resource]));
const terminology = given.filter((resource) => ['ValueSet', 'CodeSystem'].includes(resource.resourceType));

// Standard output is for answers alone; Lantana prints what it thinks while it reads.
console.log = console.error;

const askInvariants = invariants(profiles, extensions);
const validators = {
  medplum: medplum(profiles),
  lantana: lantana(profiles, terminology),
  fhirpath: (document, profilesOf) => rulesOf(askInvariants(document, profilesOf).filter((one) => !one.isOpen)).map(asVerdict),
  schema: jsonSchema(),
};

const kinds = {
  validate({ resource, profiles: wanted = [] }) {
    const profilesOf = choose(wanted);
    return { verdicts: Object.fromEntries(Object.entries(validators).map(([name, ask]) => [name, opinion(ask, resource, profilesOf)])) };
  },
  invariants({ resource, profiles: wanted = [] }) {
    return { failed: askInvariants(resource, choose(wanted)).map(({ key, at, severity, problem, isOpen }) => ({ key, at, severity, problem: isOpen ? 'something that it compares is missing' : problem })) };
  },
  cases: () => ({ cases }),
  /** How long each takes for one of the resources, once warm, in microseconds. */
  time({ resources, seconds }) {
    const none = choose([]);
    const mean = (ask, until) => {
      const start = performance.now();
      for (let asked = 0; ; asked++) {
        const passed = performance.now() - start;
        if (asked > 0 && passed >= until) return (1000 * passed) / asked;
        opinion(ask, resources[asked % resources.length], none);
      }
    };
    return { microseconds: Object.fromEntries(Object.entries(validators).map(([name, ask]) => [name, (mean(ask, 500 * seconds), mean(ask, 1000 * seconds))])) };
  },
};

/** The profiles that a resource must satisfy: those that its meta.profile names and we were given, and those wanted for its type. */
function choose(wanted) {
  for (const url of wanted) if (!profiles.has(url)) throw new Error(`The profile ${url} is in none of the folders given.`);
  return (resource) => [...new Set([...(Array.isArray(resource.meta?.profile) ? resource.meta.profile : []), ...wanted])].filter((url) => profiles.get(url)?.type === resource.resourceType);
}

/** Slices of extension are by url even when nobody says so (R4 5.1.0.14). Some makers of snapshots leave it out, and Medplum then refuses the profile. */
function withSlicedExtensions(profile) {
  for (const element of profile.snapshot.element)
    if (element.path.endsWith('.extension') && !element.sliceName) element.slicing ??= { discriminator: [{ type: 'value', path: 'url' }], rules: 'open' };
  return profile;
}

/** A validator that cannot cope with what it is given has found something too. */
function opinion(ask, resource, profilesOf) {
  try {
    return distinct(ask(resource, profilesOf));
  } catch (problem) {
    return [{ at: resource?.resourceType ?? '', says: `stumbled: ${problem.message}` }];
  }
}

const distinct = (verdicts) => [...new Map(verdicts.map((verdict) => [JSON.stringify(verdict), verdict])).values()];

const write = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

write({ ready: true, profiles: [...profiles.keys()] });
for await (const line of readline.createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  try {
    write({ id: question.id, ...kinds[question.kind ?? 'validate'](question) });
  } catch (problem) {
    write({ id: question.id, error: problem.message });
  }
}
