// The resources inside a resource, each with its path in FHIRPath's notation.

/** The resource itself, what it contains, and what stands in its entries or parameters, at any depth. */
export function* resourcesIn(resource, at = resource.resourceType) {
  yield { at, resource };
  for (const { holder, name, place } of placesIn(resource)) {
    const held = holder[name];
    for (const [index, one] of (Array.isArray(held) ? held : [held]).entries())
      if (isObject(one)) yield* resourcesIn(one, `${at}${place}.${name}${Array.isArray(held) ? `[${index}]` : ''}`);
  }
}

/** A copy without the resources inside it, for validators that are given each on its own. What is no resource, or no list where R4 has one, stays where its fault is seen. */
export function alone(resource) {
  const copy = structuredClone(resource);
  for (const { holder, name } of placesIn(copy)) {
    const held = holder[name];
    if (name === 'contained' ? Array.isArray(held) && held.length > 0 && held.every(isObject) : isObject(held)) delete holder[name];
  }
  return copy;
}

/** Where R4 has resources inside others. */
function* placesIn(resource) {
  yield { holder: resource, name: 'contained', place: '' };
  if (resource.resourceType === 'Bundle')
    for (const [index, entry] of list(resource.entry)) {
      yield { holder: entry, name: 'resource', place: `.entry[${index}]` };
      if (isObject(entry.response)) yield { holder: entry.response, name: 'outcome', place: `.entry[${index}].response` };
    }
  if (resource.resourceType === 'Parameters') yield* parameters(resource.parameter, '.parameter');
}

function* parameters(all, place) {
  for (const [index, parameter] of list(all)) {
    yield { holder: parameter, name: 'resource', place: `${place}[${index}]` };
    yield* parameters(parameter.part, `${place}[${index}].part`);
  }
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value) => (Array.isArray(value) ? [...value.entries()].filter(([, item]) => isObject(item)) : []);
