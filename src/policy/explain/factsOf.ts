import type { EffectSummary } from '../effect';
import { allowFacts } from './allowFacts';
import { deletionFacts } from './deletionFacts';
import { denialFacts } from './denialFacts';
import type { Fact } from './fact';
import { ownerFacts } from './ownerFacts';

/** Everything worth saying of a policy, each as a sentence with the values it was made of. */
export function factsOf(summary: EffectSummary): readonly Fact[] {
  return [...deletionFacts(summary), ...denialFacts(summary), ...ownerFacts(summary), ...allowFacts(summary)];
}
