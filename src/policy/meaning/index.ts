export { canonicalForm } from './canonicalForm';
export { canonicalText, sameMeaning } from './canonicalText';
export { changeInWords, changesInBrief } from './differenceInWords';
export {
  effectDifference,
  type DifferenceOptions,
  type EffectChange,
  type EffectDifference,
  type Side,
} from './effectDifference';
export { agreementOf, type Agreement } from './agreement';
export { explainDifference, type ComparedPolicy } from './explainDifference';
