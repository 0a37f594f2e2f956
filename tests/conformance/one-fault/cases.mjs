// Four Bundles that are right and forty with one fault each, and which of the validators sees it.
// The profiles they name are in profiles/. Nobody in them exists.
const nhs = 'https://fhir.nhs.uk/Id/nhs-number';
const ours = 'https://fhir.example.org/throughcare';
const snomed = 'http://snomed.info/sct';
const profile = (name) => `${ours}/StructureDefinition/${name}`;
const coded = (system, code) => ({ coding: [{ system, code }] });

const right = () => ({
  patient: {
    resourceType: 'Patient', id: 'p1', meta: { profile: [profile('tc-patient')] },
    identifier: [{ system: nhs, value: '9990000018' }, { system: `${ours}/Id/prison-number`, value: 'A1234BC' }],
    name: [{ family: 'Test', given: ['Sam'] }], gender: 'male', birthDate: '1988-04-12',
  },
  goal: {
    resourceType: 'Goal', id: 'g1', meta: { profile: [profile('tc-goal')] },
    lifecycleStatus: 'active', category: [coded(`${ours}/CodeSystem/outcome-domain`, 'housing')],
    description: { text: 'Settled accommodation' }, subject: { reference: 'Patient/p1' },
    target: [{ measure: { text: 'days housed' }, detailQuantity: { value: 30, unit: 'd', system: 'http://unitsofmeasure.org', code: 'd' }, dueDate: '2026-12-31' }],
  },
  plan: {
    resourceType: 'CarePlan', id: 'c1', meta: { profile: [profile('tc-careplan')] },
    extension: [{ url: profile('ext-release-date'), valueDate: '2026-11-20' }],
    status: 'active', intent: 'plan', category: [coded(snomed, '736366004')], title: 'Integrated care plan',
    subject: { reference: 'Patient/p1' }, period: { start: '2026-11-01' }, author: { reference: 'Organization/o1' }, goal: [{ reference: 'Goal/g1' }],
    activity: [{ detail: { kind: 'ServiceRequest', status: 'scheduled', description: 'Naloxone at release' } }],
  },
  organisation: { resourceType: 'Organization', id: 'o1', name: 'Prison healthcare' },
  task: {
    resourceType: 'Task', id: 't1', status: 'requested', intent: 'order', focus: { reference: 'CarePlan/c1' }, for: { reference: 'Patient/p1' },
    authoredOn: '2026-11-01T09:30:00Z', owner: { reference: 'Organization/o1' },
  },
  observation: {
    resourceType: 'Observation', id: 'ob1', meta: { profile: [profile('tc-obs')] },
    status: 'final', code: { coding: [{ system: snomed, code: '1234567', display: 'x' }], text: 'TOP' },
    subject: { reference: 'Patient/p1' }, effectiveDateTime: '2026-11-01', valueQuantity: { value: 12, system: 'http://unitsofmeasure.org', code: '{score}' },
    component: [{ code: coded(snomed, '99'), valueInteger: 3 }],
  },
});

const M = 'medplum', L = 'lantana', P = 'fhirpath', J = 'schema';

/** Who sees a fault that nobody of the four does: our own tests, citing the specification. */
const nobody = [];

const condition = { resourceType: 'Condition', id: 'x', subject: { reference: 'Patient/p1' } };

/** Name, whose eyes see it, what is changed: in the resources, or in the Bundle around them. */
const changes = [
  ['nothing is wrong', [], () => {}],
  ['nothing is wrong: an extension of a primitive, a month as a date, a contained resource', [], ({ patient, goal, plan }) => {
    patient._birthDate = { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: '1988-04-12T04:00:00Z' }] };
    goal.startDate = '2026-11';
    plan.contained = [condition];
    plan.addresses = [{ reference: '#x' }];
  }],
  ['nothing is wrong: a pattern on an element that repeats', [], ({ organisation }) => {
    organisation.meta = { profile: [profile('tc-organisation')] };
    organisation.type = [coded('http://terminology.hl7.org/CodeSystem/organization-type', 'prov')];
  }],
  ['nothing is wrong: a required choice that is false', [], (_, bundle) => {
    const resource = {
      resourceType: 'MedicationRequest', id: 'm1', status: 'active', intent: 'order', medicationCodeableConcept: { text: 'methadone' },
      subject: { reference: 'Patient/p1' }, substitution: { allowedBoolean: false },
    };
    bundle.entry.push({ fullUrl: 'https://example.org/fhir/MedicationRequest/m1', resource });
  }],

  ['a required element is missing: Task.intent', [M, L], ({ task }) => { delete task.intent; }],
  ['an element that the profile requires is missing: CarePlan.author', [M, L], ({ plan }) => { delete plan.author; }],
  ['a text where an object belongs: CarePlan.period', [M, L, P], ({ plan }) => { plan.period = '2026-11'; }],
  ['a date with a thirteenth month', [M, J], ({ patient }) => { patient.birthDate = '1988-13-45'; }],
  ['a number where a text belongs: Organization.name', [M, J], ({ organisation }) => { organisation.name = 42; }],
  ['a dateTime with a time and no zone', [J], ({ task }) => { task.authoredOn = '2026-11-01T09:30:00'; }],
  ['a list where one belongs: CarePlan.subject', [M, L], ({ plan }) => { plan.subject = [plan.subject]; }],
  ['one where a list belongs: CarePlan.goal', [M, L, J], ({ plan }) => { plan.goal = plan.goal[0]; }],
  ['more than the profile allows: CarePlan.category', [M], ({ plan }) => { plan.category.push({ text: 'other' }, { text: 'another' }); }],
  ['a code outside a required value set: CarePlan.status', [L], ({ plan }) => { plan.status = 'in-force'; }],
  ['a concept outside a value set that the profile requires: Goal.category', [L], ({ goal }) => { goal.category = [coded(`${ours}/CodeSystem/outcome-domain`, 'nope')]; }],
  ['a code outside a required value set, deeper: activity.detail.status', [L, J], ({ plan }) => { plan.activity[0].detail.status = 'planned'; }],
  ['a reference to a type that is not allowed: CarePlan.subject', [L], ({ plan }) => { plan.subject = { reference: 'Organization/o1' }; }],
  ['a reference to a type that is not allowed: Goal.subject', [L], ({ goal }) => { goal.subject = { reference: 'Task/t1' }; }],
  ['a slice has too few: no NHS number', [M], ({ patient }) => { patient.identifier.shift(); }],
  ['a slice has too many: two prison numbers', [M], ({ patient }) => { patient.identifier.push({ system: `${ours}/Id/prison-number`, value: 'B1' }); }],
  ['a slice without an element it requires: an NHS number without value', nobody, ({ patient }) => { delete patient.identifier[0].value; }],
  ['an invariant of a resource: cpl-3', [M, P], ({ plan }) => { plan.activity[0].reference = { reference: 'Task/t1' }; }],
  ['an invariant of a data type: per-1', [P], ({ plan }) => { plan.period = { start: '2026-11-10', end: '2026-11-01' }; }],
  ['an invariant of the profile: tc-1', [M, P], ({ plan }) => { plan.period = { end: '2026-12-01' }; }],
  ['another value than the fixed one: CarePlan.intent', [M], ({ plan }) => { plan.intent = 'order'; }],
  ['no item with the pattern of a required slice: CarePlan.category', [M], ({ plan }) => { plan.category = [coded(snomed, '1')]; }],
  ['a concept without the pattern: Observation.code', [M], ({ observation }) => { observation.code = coded(snomed, '77'); }],
  ['a quantity without the pattern: Observation.valueQuantity', [M], ({ observation }) => { observation.valueQuantity.code = 'kg'; }],
  ['a type of value that the profile does not allow: Observation.valueString', [M, L], ({ observation }) => { delete observation.valueQuantity; observation.valueString = 'x'; }],
  ['an item outside closed slices: Observation.component', nobody, ({ observation }) => { observation.component.push({ code: { text: 'other' }, valueInteger: 1 }); }],
  ['a type of value that the slice does not allow: Observation.component', nobody, ({ observation }) => { observation.component[0] = { code: observation.component[0].code, valueString: 'x' }; }],
  ['an element that R4 does not know', [M, L, J], ({ plan }) => { plan.flavour = 'x'; }],
  ['an element that R4 does not know, deeper', [M, L, J], ({ plan }) => { plan.activity[0].detail.colour = 'x'; }],
  ['an extension with a value of another type', nobody, ({ plan }) => { plan.extension = [{ url: profile('ext-release-date'), valueString: 'soon' }]; }],
  ['an empty list', nobody, ({ plan }) => { plan.note = []; }],
  ['an empty text', [J], ({ organisation }) => { organisation.name = ''; }],
  ['two of a choice: Goal.start[x]', nobody, ({ goal }) => { goal.startDate = '2026-11-01'; goal.startCodeableConcept = { text: 'x' }; }],
  ['a type that the choice does not have: Goal.startPeriod', [M, L, J], ({ goal }) => { goal.startPeriod = { start: '2026-11-01' }; }],
  ['a contained resource that nothing refers to: dom-3', [P], ({ plan }) => { plan.contained = [condition]; }],
  ['one address for two entries: bdl-7', [M, P], (_, bundle) => { bundle.entry[3].fullUrl = bundle.entry[0].fullUrl; }],
  ['a reference that leads nowhere in its Bundle', nobody, ({ plan }) => { plan.goal = [{ reference: 'Goal/g9' }]; }],
  ['a type of resource that R4 does not know', [M, L, J], ({ organisation }) => { organisation.resourceType = 'Organisation'; }],
  ['a fault in a contained resource: Condition without subject', [M, L, J], ({ plan }) => { plan.contained = [{ resourceType: 'Condition', id: 'x' }]; plan.addresses = [{ reference: '#x' }]; }],
  ['an id with a space', [J], ({ organisation }) => { organisation.id = 'a b'; }],
];

export const cases = changes.map(([name, seenBy, change]) => {
  const resources = right();
  const bundle = {
    resourceType: 'Bundle', type: 'collection',
    entry: Object.values(resources).map((resource) => ({ fullUrl: `https://example.org/fhir/${resource.resourceType}/${resource.id}`, resource })),
  };
  change(resources, bundle);
  return { name, isRight: name.startsWith('nothing'), seenBy, bundle };
});
