export { canonicalForm } from './canonicalForm';
export { canonicalText, sameMeaning } from './canonicalText';
export { changeInWords } from './differenceInWords';
export {
  effectDifference,
  type DifferenceOptions,
  type EffectChange,
  type EffectDifference,
  type Side,
} from './effectDifference';
