/**
 * A policy of about so many bytes, of statements such as people write: each keeps the archives of one vault for a time
 * of its own.
 * @param {number} bytes
 * @returns {string}
 */
export function policyOfSize(bytes) {
  /** @param {number} index */
  const statement = (index) => ({
    Sid: `keep-the-archives-of-department-${index}`,
    Effect: 'Deny',
    Principal: '*',
    Action: ['glacier:DeleteArchive'],
    Resource: [`arn:aws:glacier:us-west-2:111122223333:vaults/department-${index}`],
    Condition: {
      NumericLessThan: { 'glacier:ArchiveAgeInDays': String(365 + index) },
      StringNotEquals: { 'glacier:ResourceTag/Class': `public-${index}` },
    },
  });
  const statements = [statement(1)];
  const text = () => JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);
  while (text().length < bytes) statements.push(statement(statements.length + 1));
  return text();
}
