// The invariants of R4 and of profiles, evaluated by fhirpath.js: every constraint of every element that is there.
import fhirpath from 'fhirpath';
import { createRequire } from 'node:module';
import { published } from './paths.mjs';

const model = createRequire(import.meta.url)('fhirpath/fhir-context/r4');

/** It prints what an expression traces; dom-3 does. */
const options = { traceFn() {} };

/** R4 gives advice in this form too; dom-6 asks for a narrative. */
const isRule = (constraint) => constraint.severity === 'error';

/**
 * @param profiles every profile that may be asked for, by canonical URL
 * @param extensions every extension whose own invariants are asked wherever it stands, by canonical URL
 */
export function invariants(profiles, extensions) {
  const structures = ['profiles-types', 'profiles-resources'].flatMap(published).filter((resource) => resource.resourceType === 'StructureDefinition' && resource.derivation !== 'constraint');
  const types = new Map(structures.map((structure) => [structure.type, readable(structure)]));
  const readableProfiles = new Map([...profiles.values(), ...extensions.values()].map((profile) => [profile.url, readable(profile)]));

  /** Answers what failed, and what could not be evaluated: { key, at, severity, says } or { key, at, problem }; isOpen for what FHIRPath has no answer to, because something that it compares is missing. */
  return (document, profilesOf) => {
    const found = [];
    checkResource(document, document.resourceType, document);
    // A profile repeats the invariants of its base.
    return [...new Map(found.map((one) => [`${one.key} ${one.at}`, one])).values()];

    function checkResource(resource, at, root) {
      const structure = types.get(resource.resourceType);
      if (!structure) return;
      for (const one of [structure, ...profilesOf(resource).map((url) => readableProfiles.get(url))]) checkType(one, resource, at, root);
    }

    function checkType(structure, node, at, root) {
      checkConstraints(structure.root, node, at, root);
      checkChildren(structure, structure.root.path, node, at, root);
    }

    function checkChildren(structure, path, node, at, root) {
      for (const element of structure.children.get(path) ?? [])
        for (const { key, type } of spellings(element)) {
          const value = node[key];
          for (const [index, one] of (Array.isArray(value) ? value : [value]).entries()) {
            if (one === undefined || one === null) continue;
            const place = `${at}.${key}${Array.isArray(value) ? `[${index}]` : ''}`;
            checkConstraints(element, one, place, root);
            if (typeof one === 'object') checkInside(structure, element, type, one, place, root);
          }
        }
    }

    function checkInside(structure, element, type, node, at, root) {
      if (element.contentReference) checkChildren(structure, element.contentReference.slice(1), node, at, root);
      else if (type === 'BackboneElement' || type === 'Element') checkChildren(structure, element.path, node, at, root);
      else if (type === 'Resource') checkResource(node, at, element.path.endsWith('.contained') ? root : node);
      else if (types.get(type)?.kind === 'complex-type') checkType(types.get(type), node, at, root);
      if (type === 'Extension' && extensions.has(node.url)) checkConstraints(readableProfiles.get(node.url).root, node, at, root);
    }

    function checkConstraints(element, node, at, root) {
      for (const constraint of element.constraint ?? []) {
        if (!constraint.expression || needsAServer(constraint) || needsHtml(constraint) || isOfAPrimitive(constraint, node)) continue;
        const { key, severity, human } = constraint;
        try {
          const [answer] = evaluate(constraint, element, node, root);
          if (answer === false) found.push({ key, at, severity, says: human });
          else if (answer === undefined) found.push({ key, at, severity, isOpen: true });
        } catch (problem) {
          found.push({ key, at, severity, problem: problem.message });
        }
      }
    }
  };
}

/** For verdicts: the rules that failed or could not be evaluated. */
export const asVerdict = ({ key, at, says, problem }) => ({ key, at, says: `${key}: ${problem ? `cannot be evaluated: ${problem}` : says}` });

export const rulesOf = (found) => found.filter(isRule);

/** resolve() fetches what a reference points at. */
const needsAServer = (constraint) => constraint.expression.includes('resolve()');

/** htmlChecks(), in txt-1 and txt-2, is not in fhirpath.js. */
const needsHtml = (constraint) => constraint.expression.includes('htmlChecks()');

/** A primitive that is there has a value, and ele-1 is about nothing else. */
const isOfAPrimitive = (constraint, node) => constraint.key === 'ele-1' && typeof node !== 'object';

const compiled = new Map();

function evaluate(constraint, element, node, root) {
  const expression = corrected(constraint.expression);
  const base = baseOf(element, node);
  const name = `${base}|${expression}`;
  if (!compiled.has(name)) compiled.set(name, fhirpath.compile(base ? { base, expression } : expression, model, options));
  return compiled.get(name)(node, { resource: root, rootResource: root, context: node });
}

/** dom-3 says descendants().as(...), which FHIRPath allows of one item only; R5 says ofType. */
function corrected(expression) {
  return expression.replaceAll('descendants().as(', 'descendants().ofType(');
}

/** Without the path of its element, a part of a resource has no type in its eyes and children() finds nothing, so that ele-1 fails. */
function baseOf(element, node) {
  return node.resourceType ? '' : element.path;
}

/** A structure as a tree: slices are left out, since their invariants hold for some items only. */
function readable(structure) {
  const [root, ...elements] = structure.snapshot.element;
  const children = new Map();
  for (const element of elements) {
    if (element.id.includes(':')) continue;
    const parent = element.path.slice(0, element.path.lastIndexOf('.'));
    if (!children.has(parent)) children.set(parent, []);
    children.get(parent).push(element);
  }
  return { kind: structure.kind, root, children };
}

/** The members by which an element may stand in JSON, with the type that each has. */
function spellings(element) {
  const name = element.path.slice(element.path.lastIndexOf('.') + 1);
  if (!name.endsWith('[x]')) return [{ key: name, type: element.type?.[0]?.code }];
  return (element.type ?? []).map(({ code }) => ({ key: name.slice(0, -'[x]'.length) + code[0].toUpperCase() + code.slice(1), type: code }));
}
