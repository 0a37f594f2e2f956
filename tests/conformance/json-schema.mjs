// The JSON Schema that HL7 publishes with R4, evaluated by ajv: names, JSON types, formats of primitives, codes of required bindings.
import Ajv from 'ajv';
import path from 'node:path';
import { definitions, published, readJson } from './paths.mjs';
import { alone, resourcesIn } from './resources.mjs';

const file = 'fhir.schema.json';

export function jsonSchema() {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  ajv.addSchema({ definitions: ofR4(readJson(path.join(definitions, file)).definitions) }, file);
  const types = new Set(published('profiles-resources').filter((resource) => resource.kind === 'resource' && !resource.abstract).map((structure) => structure.type));

  return (document) => [...resourcesIn(document)].flatMap(({ at, resource }) => {
    if (!types.has(resource.resourceType)) return [{ at, says: `"${resource.resourceType}" is no type of resource` }];
    const validate = ajv.getSchema(`${file}#/definitions/${resource.resourceType}`);
    return validate(alone(resource)) ? [] : validate.errors.map((error) => ({ at: at + fhirPath(error.instancePath) + member(error.params), says: error.message }));
  });
}

/** Medplum adds elements of its own, which R4 does not have. Each resource is asked about alone, so what stands in ResourceList is not looked into. */
function ofR4(all) {
  const added = { Reference: ['resource'], Meta: ['author', 'project', 'compartment'], OperationOutcome: ['status', 'resource'], DeviceDefinition: ['classification'], ObservationDefinition: ['publisher'] };
  for (const [type, names] of Object.entries(added)) for (const name of names) delete all[type].properties[name];
  return { ...all, ResourceList: { type: 'object' } };
}

/** It says of an object what it misses or has too much. */
const member = ({ missingProperty, additionalProperty }) => (missingProperty ?? additionalProperty ? `.${missingProperty ?? additionalProperty}` : '');

const fhirPath = (pointer) => pointer.split('/').slice(1).map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join('');
