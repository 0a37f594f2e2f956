// Clients that others wrote, against the running app. Reads one line of JSON on stdin (base; keys by caller; people with number, person and a message
// about them; an address that listens) and writes a line for each step: {client, step} when it went as it should, with "problem" when it did not.
import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { MedplumClient, OperationOutcomeError } from '@medplum/core';
import { Client } from 'fhir-kit-client';

const line = (await createInterface({ input: process.stdin })[Symbol.asyncIterator]().next()).value;
const { base, keys, people, subscriber } = JSON.parse(line);
const numberOf = (who) => `https://fhir.throughcare.example/Id/prison-number|${who.number}`;

async function step(client, name, run) {
  let problem;
  try {
    await run();
  } catch (error) {
    problem = String(error?.stack ?? error).slice(0, 2000);
  }
  process.stdout.write(JSON.stringify({ client, step: name, ...(problem && { problem }) }) + '\n');
}

const subscription = (topic) => ({
  resourceType: 'Subscription', status: 'requested', reason: 'To know in time', criteria: `https://fhir.throughcare.example/SubscriptionTopic/${topic}`,
  channel: { type: 'rest-hook', endpoint: subscriber, payload: 'application/fhir+json' },
});
const active = async (read) => {
  for (let tries = 0; tries < 200; tries++) {
    const now = await read();
    if (now.status === 'active') return now;
    assert.equal(now.status, 'requested');
    await new Promise((again) => setTimeout(again, 100));
  }
  assert.fail('it never became active');
};

const isHandover = (task) => task.code?.coding?.[0]?.code === 'accept-handover';

// ---- fhir-kit-client

const kitFor = (caller) => new Client({ baseUrl: `${base}fhir`, bearerToken: keys[caller] });
const failed = async (promise, status, reason) => {
  const error = await promise.then(() => assert.fail('it was let through'), (problem) => problem);
  assert.equal(error.response?.status, status, error.message);
  assert.equal(error.response.data.resourceType, 'OperationOutcome');
  if (reason) assert.equal(error.response.data.issue[0].details.coding[0].code, reason);
};

{
  const who = people[0];
  const kit = kitFor('community-treatment');
  const say = (name, run) => step('fhir-kit-client', name, run);
  await say('reads what there is', async () => {
    const statement = await kit.capabilityStatement();
    assert.equal(statement.resourceType, 'CapabilityStatement');
    assert.ok(statement.rest[0].resource.some((resource) => resource.type === 'Task' && resource.interaction.some((one) => one.code === 'update')));
  });
  let plan;
  await say('finds a person by a number in a body', async () => {
    const found = await kit.search({ resourceType: 'CarePlan', searchParams: { 'patient.identifier': numberOf(who) }, options: { postSearch: true } });
    assert.equal(found.total, 1);
    plan = found.entry[0].resource;
    assert.equal(plan.id, who.person);
  });
  await say('is told not to put a number in an address', () => failed(kit.search({ resourceType: 'CarePlan', searchParams: { 'patient.identifier': numberOf(who) } }), 400, 'SearchIsNotSupported'));
  await say('reads a resource, its version and its history', async () => {
    const read = await kit.read({ resourceType: 'CarePlan', id: who.person });
    assert.deepEqual(read, plan);
    assert.deepEqual(await kit.vread({ resourceType: 'CarePlan', id: who.person, version: read.meta.versionId }), read);
    const history = await kit.history({ resourceType: 'CarePlan', id: who.person });
    assert.deepEqual(history.entry[0].resource, read);
  });
  await say('pages through a search and back', async () => {
    const first = await kit.search({ resourceType: 'Goal', searchParams: { patient: who.person, _count: 4 } });
    const second = await kit.nextPage({ bundle: first });
    assert.equal(new Set([...first.entry, ...second.entry].map((entry) => entry.fullUrl)).size, first.total);
    assert.equal(await kit.nextPage({ bundle: second }), undefined);
    assert.deepEqual((await kit.prevPage({ bundle: second })).entry, first.entry);
  });
  await say('takes what a match points at along', async () => {
    const found = await kit.search({ resourceType: 'CarePlan', searchParams: { patient: who.person, _include: 'CarePlan:goal' } });
    assert.ok(found.entry.filter((entry) => entry.search.mode === 'include').every((entry) => entry.resource.resourceType === 'Goal'));
    assert.ok(found.entry.length > 3);
  });
  await say('asks for everything', async () => {
    const all = await kit.operation({ name: '$everything', resourceType: 'CarePlan', id: who.person, method: 'GET' });
    assert.ok(all.entry.length > 10);
    for (const entry of all.entry) if (entry.resource.subject?.reference) assert.ok(kit.resolve({ reference: entry.resource.subject.reference, context: all }));
  });
  await say('has a code translated', async () => {
    const map = await kit.read({ resourceType: 'ConceptMap', id: 'release-movement-reason' });
    const answer = await kit.operation({ name: '$translate', resourceType: 'ConceptMap', id: map.id, method: 'GET', input: { code: 'DEC', system: map.group[0].source } });
    assert.equal(answer.parameter[0].valueBoolean, true);
  });
  await say('has a resource checked', async () => {
    const outcome = await kit.operation({ name: '$validate', resourceType: 'Patient', input: { resourceType: 'Patient', gender: 'nobody' } });
    assert.equal(outcome.issue[0].severity, 'error');
  });
  await say('accepts a handover and cannot answer what has changed', async () => {
    const tasks = await kit.search({ resourceType: 'Task', searchParams: { patient: who.person } });
    const task = tasks.entry.map((entry) => entry.resource).find(isHandover);
    const tag = (version) => ({ headers: { 'If-Match': `W/"${version}"` } });
    await failed(kit.update({ resourceType: 'Task', id: task.id, body: { ...task, status: 'accepted' } }), 428, 'VersionIsNeeded');
    const accepted = await kit.update({ resourceType: 'Task', id: task.id, body: { ...task, status: 'accepted' }, options: tag(task.meta.versionId) });
    assert.equal(accepted.status, 'accepted');
    await failed(kit.update({ resourceType: 'Task', id: task.id, body: { ...task, status: 'rejected' }, options: tag(task.meta.versionId) }), 412, 'VersionIsOld');
    await failed(kit.update({ resourceType: 'Task', id: task.id, body: { ...accepted, status: 'requested' }, options: tag(accepted.meta.versionId) }), 409, 'StepIsNotPossible');
    assert.equal((await kit.read({ resourceType: 'Task', id: task.id })).status, 'accepted');
  });
  await say('sends a message and reads the response', async () => {
    const response = await kit.operation({ name: '$process-message', input: people[0].message });
    assert.equal(response.entry[0].resource.response.code, 'ok');
  });
  await say('subscribes, follows and ends it', async () => {
    const probation = kitFor('probation');
    const made = await probation.create({ resourceType: 'Subscription', body: subscription('treatment-requirement') });
    const now = await active(() => probation.read({ resourceType: 'Subscription', id: made.id }));
    const status = await probation.operation({ name: '$status', resourceType: 'Subscription', id: made.id, method: 'GET' });
    assert.equal(status.entry[0].resource.parameter.find((part) => part.name === 'status').valueCode, 'active');
    const events = await probation.operation({ name: '$events', resourceType: 'Subscription', id: made.id, method: 'GET' });
    assert.equal(events.type, 'history');
    await failed(probation.update({ resourceType: 'Subscription', id: made.id, body: { ...now, status: 'off' } }), 428, 'VersionIsNeeded');
    const off = await probation.update({ resourceType: 'Subscription', id: made.id, body: { ...now, status: 'off' }, options: { headers: { 'If-Match': `W/"${now.meta.versionId}"` } } });
    assert.equal(off.status, 'off');
    await failed(kit.read({ resourceType: 'Subscription', id: made.id }), 404);
    await probation.delete({ resourceType: 'Subscription', id: made.id });
    await failed(probation.read({ resourceType: 'Subscription', id: made.id }), 404);
  });
  await say('hears that there is nothing', () => failed(kit.read({ resourceType: 'Goal', id: 'pnobody-1' }), 404, 'NotFound'));
  await say('hears that a plan is not deleted', () => failed(kit.delete({ resourceType: 'Goal', id: 'pnobody-1' }), 405, 'MethodIsNotSupported'));
  await say('hears nothing with a wrong key', () => failed(new Client({ baseUrl: `${base}fhir`, bearerToken: 'wrong' }).read({ resourceType: 'CarePlan', id: who.person }), 401, 'CallerIsUnknown'));
}

// ---- @medplum/core

const medplumFor = (caller) => new MedplumClient({ baseUrl: base, fhirUrlPath: 'fhir', accessToken: keys[caller], cacheTime: 0, storage: memory() });
function memory() {
  const held = new Map();
  return { clear: () => held.clear(), getString: (key) => held.get(key), setString: (key, value) => (value ? held.set(key, value) : held.delete(key)), getObject: (key) => held.get(key), setObject: (key, value) => held.set(key, value), getInitPromise: async () => {} };
}
const outcome = async (promise, reason) => {
  const error = await promise.then(() => assert.fail('it was let through'), (problem) => problem);
  assert.ok(error instanceof OperationOutcomeError, String(error));
  assert.equal(error.outcome.issue[0].details.coding[0].code, reason);
};

{
  const who = people[1];
  const medplum = medplumFor('community-treatment');
  const say = (name, run) => step('@medplum/core', name, run);
  await say('reads, and reads a version and the history', async () => {
    const plan = await medplum.readResource('CarePlan', who.person);
    assert.deepEqual(await medplum.readVersion('CarePlan', who.person, plan.meta.versionId), plan);
    assert.deepEqual((await medplum.readHistory('CarePlan', who.person)).entry[0].resource, plan);
  });
  await say('follows a reference', async () => {
    const plan = await medplum.readResource('CarePlan', who.person);
    assert.equal((await medplum.readReference(plan.subject)).resourceType, 'Patient');
  });
  await say('searches in pages', async () => {
    const all = [];
    for await (const page of medplum.searchResourcePages('Goal', { patient: who.person, _count: '2' })) all.push(...page);
    assert.equal(new Set(all.map((goal) => goal.id)).size, all.length);
    assert.equal(all.length, (await medplum.search('Goal', { patient: who.person })).total);
  });
  await say('asks for everything about a person', async () => assert.ok((await medplum.readPatientEverything(who.person)).entry.length > 10));
  await say('has a resource checked', async () => assert.equal((await medplum.validateResource({ resourceType: 'Patient', gender: 'nobody' })).issue[0].severity, 'error'));
  await say('rejects a handover with the reason', async () => {
    const task = (await medplum.searchResources('Task', { patient: who.person, status: 'requested', code: 'accept-handover' }))[0];
    const rejected = await medplum.updateResource({ ...task, status: 'rejected', statusReason: { text: 'Out of our area' } }, { headers: { 'If-Match': `W/"${task.meta.versionId}"` } });
    assert.equal(rejected.status, 'rejected');
    assert.equal((await medplum.readResource('Task', task.id)).statusReason.text, 'Out of our area');
    await outcome(medplum.updateResource({ ...task, status: 'accepted' }, { headers: { 'If-Match': `W/"${task.meta.versionId}"` } }), 'VersionIsOld');
  });
  await say('sends a message', async () => {
    const response = await medplum.post(medplum.fhirUrl('$process-message'), who.message, 'application/fhir+json');
    assert.equal(response.entry[0].resource.response.code, 'ok');
  });
  await say('subscribes once, however often it asks', async () => {
    const probation = medplumFor('probation');
    const same = `criteria=${encodeURIComponent(subscription('release').criteria)}&url=${encodeURIComponent(subscriber)}`;
    const made = await probation.createResourceIfNoneExist(subscription('release'), same);
    const again = await probation.createResourceIfNoneExist(subscription('release'), same);
    assert.equal(again.id, made.id);
    await active(() => probation.readResource('Subscription', made.id));
    await probation.deleteResource('Subscription', made.id);
  });
  await say('hears that there is nothing', () => outcome(medplum.readResource('Goal', 'pnobody-1'), 'NotFound'));
  await say('cannot write what comes from notices', () => outcome(medplum.createResource({ resourceType: 'Goal', lifecycleStatus: 'active', description: { text: 'x' }, subject: { reference: `Patient/${who.person}` } }), 'MethodIsNotSupported'));
}
