export type { Evidence } from './evidence';
export { jsonReport } from './jsonReport';
export { makeEvidence, makeEvidenceWithPauses } from './makeEvidence';
export { reportPage, reportTitle } from './page/reportPage';
export type * from './sources';
