import { daysOfYears } from '../lint/rules/age';

export interface RetentionPeriod {
  readonly years: number;
  /** As long as these years can be, leap days counted. */
  readonly days: number;
}

/** The periods that rules of record keeping ask for, and their neighbours. */
export function retentionYears(): readonly RetentionPeriod[] {
  return [1, 2, 3, 5, 6, 7, 8, 10].map((years) => ({ years, days: daysOfYears(years) }));
}
