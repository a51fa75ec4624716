export { canonicalForm } from './canonicalForm';
export { canonicalText, sameMeaning } from './canonicalText';
