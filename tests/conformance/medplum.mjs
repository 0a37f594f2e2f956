// @medplum/core: structure, cardinality, formats, slices, fixed and pattern values, the invariants of resources.
import { OperationOutcomeError, indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { bundleOf, published } from './paths.mjs';
import { resourcesIn } from './resources.mjs';

/** @param profiles every profile that may be asked for, by canonical URL */
export function medplum(profiles) {
  for (const name of ['profiles-types', 'profiles-resources']) indexStructureDefinitionBundle(bundleOf(published(name)));

  return (document, profilesOf) => {
    const verdicts = faults(document, undefined, document.resourceType);
    for (const { at, resource } of resourcesIn(document))
      for (const url of profilesOf(resource)) verdicts.push(...faults(resource, profiles.get(url), at));
    return verdicts;
  };
}

function faults(resource, profile, at) {
  let issues;
  try {
    issues = validateResource(resource, { profile });
  } catch (problem) {
    if (!(problem instanceof OperationOutcomeError)) throw problem;
    issues = problem.outcome.issue;
  }
  return issues
    .filter((issue) => issue.severity === 'error' || issue.severity === 'fatal')
    .filter((issue) => !isPatternOnRepeatingElement(issue, profile))
    .map((issue) => ({ at: (issue.expression?.[0] ?? at).replace(/^[A-Za-z]+/, at), says: issue.details?.text ?? issue.code }));
}

/** A pattern on an element that repeats, without slices, is compared with the whole list and so never matches. */
function isPatternOnRepeatingElement(issue, profile) {
  if (issue.details?.text !== 'Value did not match expected pattern') return false;
  const path = issue.expression?.[0]?.replace(/\[\d+\]/g, '');
  return profile?.snapshot.element.some((element) => element.id === path && element.max !== '1' && Object.keys(element).some((key) => key.startsWith('pattern'))) ?? false;
}
