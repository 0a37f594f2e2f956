// npm "fhir" by Lantana: structure, required bindings, the types that references may have.
import { createRequire } from 'node:module';
import { bundleOf, published } from './paths.mjs';
import { alone, resourcesIn } from './resources.mjs';

const { Fhir, ParseConformance, Versions } = createRequire(import.meta.url)('fhir');

const absentReason = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

/**
 * @param profiles every profile that may be asked for, by canonical URL
 * @param terminology the ValueSets and CodeSystems that profiles bind to
 */
export function lantana(profiles, terminology) {
  // What it brings along is R4 4.0.0; it must know the codes before the definitions that bind to them.
  const known = new ParseConformance(false, Versions.R4);
  for (const name of ['valuesets', 'v3-codesystems', 'profiles-types', 'profiles-resources']) known.parseBundle(bundleOf(published(name)));
  known.parseBundle(bundleOf(terminology));
  const validator = new Fhir(known);
  const base = { ...known.parsedStructureDefinitions };
  const parsed = new Map([...profiles.values()].map((profile) => [profile.url, parse(profile)]));

  return (document, profilesOf) => {
    const verdicts = [];
    for (const { at, resource } of resourcesIn(document)) {
      const subject = alone(resource);
      verdicts.push(...faults(subject, at, resource));
      for (const url of profilesOf(resource)) verdicts.push(...asProfile(parsed.get(url), () => faults(subject, at, resource)));
    }
    return verdicts;
  };

  /** @param whole the resource with those inside it, which are asked about by themselves */
  function faults(resource, at, whole) {
    return validator.validate(resource, { errorOnUnexpected: true }).messages
      .filter((message) => message.severity === 'error' || message.severity === 'fatal')
      .filter((message) => !isMissingOnlyInItsEyes(message, whole))
      .map((message) => ({ at: message.location.replace(/^[A-Za-z]+/, at) || at, says: message.message }));
  }

  /** It takes no notice of profiles: while one is asked about, it stands where its type's own definition was. */
  function asProfile(profile, ask) {
    known.parsedStructureDefinitions[profile.type] = profile.structure;
    try {
      return ask();
    } finally {
      known.parsedStructureDefinitions[profile.type] = base[profile.type];
    }
  }

  function parse(profile) {
    known.parseStructureDefinition({ ...withPlainTargets(profile), id: 'being-parsed' });
    const structure = known.parsedStructureDefinitions['being-parsed'];
    delete known.parsedStructureDefinitions['being-parsed'];
    return { type: profile.type, structure };
  }

  /** It compares the last part of a target's URL with the type in a reference, so a target that is a profile becomes its type. */
  function withPlainTargets(profile) {
    const copy = structuredClone(profile);
    for (const type of copy.snapshot.element.flatMap((element) => element.type ?? []))
      type.targetProfile = type.targetProfile?.map((url) => (profiles.has(url) ? `http://hl7.org/fhir/StructureDefinition/${profiles.get(url).type}` : url));
    return copy;
  }
}

/** A required choice whose value is false or 0 is there, and called missing; so is a required primitive without a value that says why it has none (hl7.org/fhir/R4/json.html#primitive), and a resource inside another that a profile requires. */
function isMissingOnlyInItsEyes(message, resource) {
  if (message.message !== 'Missing property') return false;
  const isChoice = message.location.endsWith('[x]');
  const [, ...path] = message.location.replace(/\[x\]$/, '').split('.');
  const name = path.pop();
  let holder = resource;
  for (const part of path.filter((step) => step !== resource.resourceType)) {
    const [, member, index] = part.match(/^(\w+)(?:\[(\d+)\])?$/);
    holder = index === undefined ? holder?.[member] : holder?.[member]?.[index];
  }
  return Object.entries(holder ?? {}).some(([key, value]) => {
    const beside = key.startsWith('_');
    const type = key.slice(name.length + (beside ? 1 : 0));
    if (key === name && value?.resourceType) return true;
    if (!key.slice(beside ? 1 : 0).startsWith(name) || (type !== '' && !/^[A-Z]/.test(type))) return false;
    return beside ? value?.extension?.some((one) => one.url === absentReason) : isChoice && (value === false || value === 0);
  });
}
